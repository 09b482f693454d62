import type { MetricValue } from '../core/result.ts';
import type { Filter } from '../filters/filter.ts';
import type { MetricId } from '../metrics/registry.ts';
import type { Dimension } from '../metrics/types.ts';

/** A figure as it stands on a page: which metric, of which group. */
export interface FigureRef {
  readonly metric: MetricId;
  readonly figure: MetricValue;
  readonly dimension: Dimension | null;
  readonly key: string | null;
  /** Parts of the page's filter in whose place the figure has its own. */
  readonly scope?: Partial<Filter> | undefined;
}

/** The figure whose definition, formula and records are shown, if any. */
export class FigureDetailsState {
  current: FigureRef | null = $state.raw(null);

  open(figure: FigureRef): void {
    this.current = figure;
  }

  close(): void {
    this.current = null;
  }
}
