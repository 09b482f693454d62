import type { LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import { DEFAULT_VIEW, scopeParameters, type DayKind } from '../filters/url.ts';
import { isMetricId, type MetricId } from '../metrics/registry.ts';
import { DIMENSIONS, type Dimension } from '../metrics/types.ts';

/** A figure that somebody quotes: which metric, of which group, in which data version. */
export interface CitedFigure {
  readonly metric: MetricId;
  readonly group: { readonly dimension: Dimension; readonly key: string } | null;
  readonly version: string;
}

const VERSION = /^[0-9a-f]{6,64}$/;

/** Reads `cite`, `version`, and `of` with `key` where the figure is a group's; null where they name no figure. */
export function parseCitation(parameters: URLSearchParams): CitedFigure | null {
  const [metric, version] = [parameters.get('cite') ?? '', parameters.get('version') ?? ''];
  if (!isMetricId(metric) || !VERSION.test(version)) return null;
  const [dimension, key] = [parameters.get('of'), parameters.get('key')];
  if (dimension === null && key === null) return { metric, group: null, version };
  const known = DIMENSIONS.find((each) => each === dimension);
  return known === undefined || key === null ? null : { metric, group: { dimension: known, key }, version };
}

/** The parameters of a link that reproduces a figure: its filter and moment, what it is, and the version. */
export function citationParameters(
  of: { readonly filter: Filter; readonly cutoff: LocalMoment; readonly days: DayKind },
  { metric, group, version }: CitedFigure,
): URLSearchParams {
  const parameters = scopeParameters({ ...of, compare: DEFAULT_VIEW.compare });
  parameters.set('cite', metric);
  parameters.set('version', version);
  if (group !== null) {
    parameters.set('of', group.dimension);
    parameters.set('key', group.key);
  }
  return parameters;
}
