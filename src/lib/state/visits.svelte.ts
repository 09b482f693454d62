import { DEFAULT_TARGETS, type Target } from '../core/targets.ts';
import type { Filter } from '../filters/filter.ts';
import { isEmptyFilter, LIST_FILTERS, type ListFilter } from '../filters/filter.ts';
import { DEFAULT_VIEW } from '../filters/url.ts';
import { evaluateLazily } from '../metrics/evaluate.ts';
import { evaluateReport, type MetricReport, type ScopeNumbers } from '../metrics/report.ts';
import type { MetricTable } from '../metrics/table.ts';
import { runNumbers } from '../query/run-metrics.ts';
import { placesOf, runVisitDetail, type VisitDetail } from '../query/run-visits.ts';
import { targetRows, type TargetRow } from '../report/targets.ts';
import {
  DEFAULT_VISIT_SORT,
  parseVisitSort,
  progressPoints,
  sortVisitRows,
  unvisitedVillages,
  type VisitRow,
  type VisitSort,
} from '../report/visits.ts';
import { isStored } from '../sql/metric-query.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import type { View } from './view.svelte.ts';

/** Figures of some places as of a moment, and of the moment that they are compared with. */
interface VisitNumbers {
  readonly places: Filter;
  readonly now: ScopeNumbers;
  readonly before: ScopeNumbers;
}

interface VisitAnswer extends VisitNumbers {
  /** What was asked. */
  readonly asked: string;
  readonly detail: VisitDetail;
}

/** A town with what it is compared with; null where it is not compared. */
export interface TownRow extends VisitRow {
  readonly before: MetricTable | null;
}

/** What puts a figure of this page's places in the place of the page's whole filter. */
export function visitScope(filter: Filter, town: string | null = null): Partial<Filter> {
  const places = placesOf(filter);
  return town === null ? places : { ...places, town: [town] };
}

/** The visits of the current view: published figures where they are its own, else the engine's answer. */
export class VisitsState {
  readonly #published: Published;
  readonly #view: View;
  readonly places: Filter = $derived.by(() => placesOf(this.#view.filter));
  /** Parts of the filter that visits do not know. */
  readonly ignored: readonly ListFilter[] = $derived.by(() =>
    LIST_FILTERS.filter((name) => this.places[name].length < this.#view.filter[name].length),
  );
  readonly #wishedSort: VisitSort | null = $derived.by(() => parseVisitSort(this.#view.own.get('order')));
  readonly sort: VisitSort = $derived(this.#wishedSort ?? DEFAULT_VISIT_SORT);
  /** Towns whose villages are shown. */
  readonly open: readonly string[] = $derived.by(() => this.#view.own.getAll('open'));
  /** Names of the page's own parameters that were not understood. */
  readonly invalid: readonly string[] = $derived(this.#wishedSort === null ? ['order'] : []);
  /** False when no file of the ledger tells of visits. */
  readonly isTallied: boolean = $derived.by(() => this.#sheets().length > 0);
  /** Figures of two moments are comparable only where the tally says when it was made. */
  readonly isDated: boolean = $derived.by(() =>
    this.#sheets().every(({ mapping }) => mapping['visit_date'] !== undefined),
  );
  readonly targets: readonly Target[] = $derived.by(() => this.configuredTargets ?? DEFAULT_TARGETS);
  /** The county's own targets. */
  readonly configuredTargets: readonly Target[] | undefined = $derived.by(
    () => this.#published.manifest.targets,
  );
  readonly #publishedNumbers: VisitNumbers | null = $derived.by(() => {
    const { asOf, compare } = this.#view;
    const isAsStored = isStored(asOf) && compare === DEFAULT_VIEW.compare;
    if (!isAsStored || !isEmptyFilter(this.places)) return null;
    const { numbers, compare: earlier } = this.#published.overview;
    return { places: this.places, now: numbers, before: earlier.numbers };
  });
  readonly #asked: string = $derived.by(() => {
    const { asOf, compared } = this.#view;
    const { town, village } = this.places;
    return JSON.stringify([town, village, asOf, compared.moment, this.#published.manifest.dataVersion]);
  });
  readonly query: Query<VisitAnswer>;
  readonly #numbers: VisitNumbers | null = $derived.by(() => {
    if (this.#publishedNumbers !== null) return this.#publishedNumbers;
    return this.query.status === 'failed' ? null : this.query.answer;
  });
  /** What the rows of the tally tell beside the figures; null until the engine has answered for them. */
  readonly #detail: VisitDetail | null = $derived.by(() => {
    const { answer } = this.query;
    if (answer === null || this.query.status === 'failed') return null;
    return this.#publishedNumbers === null || answer.asked === this.#asked ? answer.detail : null;
  });
  readonly shown = $derived.by(() => {
    const numbers = this.#numbers;
    if (numbers === null) return null;
    const now = this.#evaluate(numbers.now);
    const isCompared = this.isDated && numbers.before.whole.visits !== null;
    const before = isCompared ? this.#evaluate(numbers.before) : null;
    const rows = this.#townRows(numbers.places, now, before);
    const targets: readonly TargetRow[] = targetRows(
      this.targets,
      now.overall,
      rows.map(({ table }) => table),
      this.#view.asOf.moment,
    );
    return { whole: now.overall, before: before?.overall ?? null, rows, targets };
  });
  readonly towns: readonly TownRow[] = $derived.by(() => sortVisitRows(this.shown?.rows ?? [], this.sort));
  readonly villages: readonly VisitRow[] | null = $derived.by(() => {
    const detail = this.#detail;
    const whole = this.#numbers?.now.whole;
    if (detail === null || whole === undefined) return null;
    return detail.villages.map(({ town, key, numbers }) => ({
      town,
      key,
      table: evaluateLazily(numbers, { ...this.#context(), dimension: 'village', key, whole }),
    }));
  });
  readonly unvisited = $derived.by(() => this.villages && unvisitedVillages(this.villages));
  /** Every report in the places up to the moment, and those of the filter's period. */
  readonly progress = $derived.by(() => {
    const detail = this.#detail;
    if (detail === null) return null;
    const { from, to } = this.#view.filter;
    return {
      all: progressPoints(detail.days, { from: null, to: null }),
      points: progressPoints(detail.days, { from, to }),
      undated: detail.undated,
    };
  });

  /** Must be called while a component is set up. */
  constructor(published: Published, view: View, ledger: LedgerEngine) {
    this.#published = published;
    this.#view = view;
    this.query = new Query(async (signal) => {
      const asked = this.#asked;
      const { places } = this;
      const known = this.#publishedNumbers;
      const { asOf, compared } = view;
      const { members } = published.manifest;
      const engine = await ledger.engine();
      const request = { filter: places, dimensions: ['town'] as const, members, quantiles: false };
      const before = { ...asOf, moment: compared.moment };
      const [now, earlier, detail] = await Promise.all([
        known?.now ?? runNumbers(engine, { ...request, asOf }, signal),
        known?.before ?? runNumbers(engine, { ...request, asOf: before }, signal),
        runVisitDetail(engine, asOf, places, signal),
      ]);
      return { asked, places, now, before: earlier, detail };
    });
  }

  /** The villages of a town in the table's order; null until they are known. */
  villagesOf(town: string): readonly VisitRow[] | null {
    if (this.villages === null) return null;
    return sortVisitRows(
      this.villages.filter((village) => village.town === town),
      this.sort,
    );
  }

  #sheets() {
    return this.#published.manifest.sheets.filter(({ role, kept }) => role === 'visits' && kept > 0);
  }

  #context() {
    return { columns: this.#published.columns, rowsFiltered: false };
  }

  #evaluate(numbers: ScopeNumbers): MetricReport {
    return evaluateReport(numbers, this.#context(), evaluateLazily);
  }

  /** All towns; under a list of towns those, under one of villages the towns that have them. */
  #townRows(places: Filter, now: MetricReport, before: MetricReport | null): TownRow[] {
    return Object.entries(now.by.town ?? {}).flatMap(([key, table]) => {
      const isChosen = places.town.length === 0 || places.town.includes(key);
      const isNamed = table.problems_total.value !== 0 || table.households_visited.value !== null;
      if (!isChosen || (places.village.length > 0 && !isNamed)) return [];
      return [{ town: null, key, table, before: before?.by.town?.[key] ?? null }];
    });
  }
}
