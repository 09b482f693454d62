import type { LocalMoment } from '../core/period.ts';
import type { MetricValue } from '../core/result.ts';
import { isEmptyFilter, type Filter } from '../filters/filter.ts';
import type { MetricReport } from '../metrics/report.ts';
import { OVERVIEW_DIMENSIONS } from '../query/overview.ts';
import { runMetrics } from '../query/run-metrics.ts';
import { parseCitation, type CitedFigure } from '../report/citation-link.ts';
import type { PublishedHistory } from './history.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import type { View } from './view.svelte.ts';

/** What is known of the figure in the version that it was quoted from. */
export type Quoted =
  /** That version is published now. */
  | { readonly kind: 'current' }
  /** Its aggregates are kept: this was the figure. */
  | { readonly kind: 'kept'; readonly figure: MetricValue | null; readonly cutoff: LocalMoment }
  | { readonly kind: 'withdrawn'; readonly at: LocalMoment }
  /** Kept, but not by what the figure was of: aggregates cannot be filtered. */
  | { readonly kind: 'filtered' }
  | { readonly kind: 'unknown' };

interface Answer {
  readonly quoted: Quoted;
  /** As today's data have it. */
  readonly now: MetricValue | null;
}

function figureOf(report: MetricReport, { metric, group }: CitedFigure): MetricValue | null {
  const table = group === null ? report.overall : report.by[group.dimension]?.[group.key];
  return table?.[metric] ?? null;
}

/**
 * The quoted figure as aggregates hold it: without a filter it is itself, and under a filter of one town, department,
 * category or colour alone that group's; null for any other selection.
 */
function keptFigure(cited: CitedFigure, filter: Filter): CitedFigure | null {
  if (isEmptyFilter(filter)) return cited;
  const [dimension] = OVERVIEW_DIMENSIONS.filter((each) => filter[each].length === 1);
  if (dimension === undefined || cited.group !== null) return null;
  const isAlone = isEmptyFilter({ ...filter, [dimension]: [] });
  return isAlone ? { ...cited, group: { dimension, key: filter[dimension][0]! } } : null;
}

/** A quoted figure: what it was in its version, and what it is in today's data. */
export class CitationState {
  readonly #published: Published;
  readonly #history: PublishedHistory;
  /** Null where the address names no figure. */
  readonly cited: CitedFigure | null = $derived.by(() => parseCitation(this.#view.own));
  readonly query: Query<Answer | null>;
  readonly #view: View;

  /** Must be called while a component is set up. */
  constructor(published: Published, view: View, ledger: LedgerEngine, history: PublishedHistory) {
    this.#published = published;
    this.#view = view;
    this.#history = history;
    this.query = new Query(async (signal) => {
      const { cited } = this;
      if (cited === null) return null;
      const { asOf, filter, isPublished } = view;
      const { columns, report } = published;
      const quoted = await this.#quoted(keptFigure(cited, filter));
      if (isPublished && cited.group?.dimension !== 'village')
        return { quoted, now: figureOf(report, cited) };
      const dimensions = cited.group === null ? [] : [cited.group.dimension];
      const request = { asOf, filter, dimensions, members: {}, columns };
      const answer = await runMetrics(await ledger.engine(), request, signal);
      return { quoted, now: figureOf(answer, cited) };
    });
  }

  /** `figure` is what is kept of earlier versions; null where that is not what was quoted. */
  async #quoted(figure: CitedFigure | null): Promise<Quoted> {
    const wanted = this.cited!.version;
    if (wanted === this.#published.manifest.dataVersion) return { kind: 'current' };
    const { versions, withdrawn } = await this.#history.list();
    const back = withdrawn.find(({ dataVersion }) => dataVersion === wanted);
    if (back !== undefined) return { kind: 'withdrawn', at: back.withdrawnAt };
    const version = versions.find(({ dataVersion }) => dataVersion === wanted);
    if (version === undefined) return { kind: 'unknown' };
    if (figure === null) return { kind: 'filtered' };
    const report = await this.#history.report(version);
    return report === null
      ? { kind: 'unknown' }
      : { kind: 'kept', figure: figureOf(report, figure), cutoff: version.cutoff };
  }
}
