import { isEmptyFilter, needsRows, type Filter } from '../filters/filter.ts';
import { DEFAULT_VIEW } from '../filters/url.ts';
import {
  rankedScope,
  rankedUnits,
  rankingFilter,
  runRanking,
  type RankedScope,
  type RankedUnit,
} from '../query/run-ranking.ts';
import {
  RANK_BY,
  rankedTables,
  rankRows,
  type RankBy,
  type RankedTables,
  type RankRow,
} from '../report/ranking.ts';
import { isStored } from '../sql/metric-query.ts';
import { NONE_KEY } from '../metrics/types.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import type { View } from './view.svelte.ts';

/** Units of one kind, now and at the moment that they are compared with. */
interface RankingAnswer {
  readonly of: RankedUnit;
  /** The filter of the units, without what chooses among them. */
  readonly filter: Filter;
  readonly now: RankedScope;
  readonly before: RankedScope;
}

/** The ranking of the current view: published figures where they are its own, else the engine's answer. */
export class RankingState {
  readonly #published: Published;
  readonly #view: View;
  readonly units: readonly RankedUnit[] = $derived.by(() => rankedUnits(this.#published.manifest.edition));
  readonly #wished: RankedUnit | null = $derived.by(() => this.#known(this.#view.own.get('of') ?? 'town'));
  readonly of: RankedUnit = $derived(this.#wished ?? 'town');
  readonly #wishedBy: RankBy | null = $derived.by(() => {
    const given = this.#view.own.get('by');
    return given === null ? RANK_BY[this.of][0]! : (RANK_BY[this.of].find((by) => by === given) ?? null);
  });
  readonly by: RankBy = $derived(this.#wishedBy ?? RANK_BY[this.of][0]!);
  /** Names of the page's own parameters that were not understood. */
  readonly invalid: readonly string[] = $derived.by(() => [
    ...(this.#wished === null ? ['of'] : []),
    ...(this.#wishedBy === null ? ['by'] : []),
  ]);
  readonly #filter: Filter = $derived.by(() => rankingFilter(this.of, this.#view.filter));
  readonly #publishedAnswer: RankingAnswer | null = $derived.by(() => {
    const { of } = this;
    const { asOf, compare } = this.#view;
    const isAsStored = isStored(asOf) && compare === DEFAULT_VIEW.compare;
    if ((of !== 'town' && of !== 'department') || !isAsStored || !isEmptyFilter(this.#filter)) return null;
    const { numbers, compare: earlier } = this.#published.overview;
    return {
      of,
      filter: this.#filter,
      now: rankedScope(of, numbers),
      before: rankedScope(of, earlier.numbers),
    };
  });
  readonly query: Query<RankingAnswer>;
  /** The last true answer; null until the first, and where a question could not be answered. */
  readonly #answer: RankingAnswer | null = $derived.by(() => {
    if (this.#publishedAnswer !== null) return this.#publishedAnswer;
    return this.query.status === 'failed' ? null : this.query.answer;
  });
  readonly #tables = $derived.by((): readonly [RankedTables, RankedTables] | null => {
    const answer = this.#answer;
    if (answer === null) return null;
    const context = { columns: this.#published.columns, rowsFiltered: needsRows(answer.filter) };
    return [rankedTables(answer.of, answer.now, context), rankedTables(answer.of, answer.before, context)];
  });
  /** What is shown: the units of the last answer, which while another one is computed may be of another kind. */
  readonly shown = $derived.by(() => {
    const tables = this.#tables;
    if (tables === null) return null;
    const of = this.#answer!.of;
    const by = RANK_BY[of].includes(this.by) ? this.by : RANK_BY[of][0]!;
    const rows: readonly RankRow[] = rankRows(tables[0], tables[1], by);
    const { filter, now } = this.#answer!;
    return { of, by, rows, mean: tables[0].mean, isCounty: isEmptyFilter(filter), undated: now.undated };
  });

  /** Must be called while a component is set up. */
  constructor(published: Published, view: View, ledger: LedgerEngine) {
    this.#published = published;
    this.#view = view;
    this.query = new Query(async (signal) => {
      const { of } = this;
      const filter = this.#filter;
      const { asOf, compared } = view;
      const { members } = published.manifest;
      if (this.#publishedAnswer !== null) return this.#publishedAnswer;
      const engine = await ledger.engine();
      const before = { ...asOf, moment: compared.moment };
      const [now, earlier] = await Promise.all([
        runRanking(engine, of, asOf, filter, members, signal),
        runRanking(engine, of, before, { ...filter, ...compared.period }, members, signal),
      ]);
      return { of, filter, now, before: earlier };
    });
  }

  #known(text: string): RankedUnit | null {
    return this.units.find((of) => of === text) ?? null;
  }
}

/** What in the page's filter a unit's figure replaces; its own key comes with its dimension. */
export function unitScope(town: string | null): Partial<Filter> {
  return town === null ? {} : { town: [town] };
}

/** The filter's part that stands for all units: none chosen, and for departments no on-site problem (E10). */
export function wholeScope(of: RankedUnit, filter: Filter): Partial<Filter> {
  if (of === 'owner') return {};
  if (of !== 'department') return { [of]: [] };
  const chosen = filter.colour.length > 0 ? filter.colour : LEDGER_CLASSES;
  const ledger = chosen.filter((name) => name !== 'onsite');
  return ledger.length > 0 ? { department: [], colour: ledger } : { department: [NONE_KEY] };
}
