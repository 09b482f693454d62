import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';

/** A chart as a function of the width it has. Plot is handed in, so that pages load it only to redraw. */
export type DrawChart = (Plot: typeof PlotModule, width: number) => PlotOptions;
