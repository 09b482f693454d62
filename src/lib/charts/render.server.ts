import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { DrawChart } from './draw.ts';

/** The chart as SVG text, made without a browser. */
export function renderChart(draw: DrawChart, width: number): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return Plot.plot({ ...draw(Plot, width), document: document as unknown as Document }).outerHTML;
}
