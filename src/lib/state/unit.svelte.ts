import { isEmptyFilter, needsRows, type Filter } from '../filters/filter.ts';
import { evaluateReport, type MetricReport } from '../metrics/report.ts';
import { runOverview, type Overview } from '../query/overview.ts';
import { rankingFilter, runRanking, type RankedScope } from '../query/run-ranking.ts';
import { runOverdue } from '../query/run-overdue.ts';
import type { ListRecord } from '../query/run-records.ts';
import {
  RANK_BY,
  rankedTables,
  rankRows,
  type RankBy,
  type RankedTable,
  type RankRow,
} from '../report/ranking.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import type { UnitName } from './unit-link.ts';
import type { View } from './view.svelte.ts';

/** Overdue problems that the page lists. */
const LISTED = 50;

interface UnitAnswer {
  readonly unit: UnitName;
  /** The unit's filter, and that of all units. */
  readonly filter: Filter;
  readonly whole: Filter;
  readonly now: RankedScope;
  readonly before: RankedScope;
  readonly overview: Overview;
  readonly overdue: readonly ListRecord[];
}

/** A unit's place by one figure. */
export interface UnitPlace {
  readonly by: RankBy;
  readonly row: RankRow;
  /** How many units have a rank. */
  readonly ranked: number;
  /** How many have the unit's rank, itself included. */
  readonly tied: number;
}

/** What a unit puts in the place of the page's filter. */
export function unitFilter({ of, key, town }: UnitName): Partial<Filter> {
  return { [of]: [key], ...(town === null ? {} : { town: [town] }) };
}

/** Everything that a unit's page shows: one answer, so that its parts are of one moment and filter. */
export class UnitState {
  readonly #published: Published;
  readonly query: Query<UnitAnswer | null>;
  readonly #answer: UnitAnswer | null = $derived.by(() =>
    this.query.status === 'failed' ? null : this.query.answer,
  );
  /** The unit with its figures and places; `table` is null where the data and the filter do not have it. */
  readonly shown = $derived.by(() => {
    const answer = this.#answer;
    if (answer === null) return null;
    const { unit, filter, whole, overview, overdue } = answer;
    const context = { columns: this.#published.columns, rowsFiltered: needsRows(whole) };
    const now = rankedTables(unit.of, answer.now, context);
    const before = rankedTables(unit.of, answer.before, context);
    const isOwn = ({ key, town }: RankedTable): boolean => key === unit.key && town === unit.town;
    const places: UnitPlace[] = RANK_BY[unit.of].flatMap((by) => {
      const rows = rankRows(now, before, by);
      const row = rows.find(isOwn);
      if (!row) return [];
      const having = (rank: number | null): number => rows.filter((each) => each.rank === rank).length;
      return [{ by, row, ranked: rows.length - having(null), tied: having(row.rank) }];
    });
    const own = (numbers: Overview['numbers']): MetricReport =>
      evaluateReport(numbers, { columns: this.#published.columns, rowsFiltered: needsRows(filter) });
    return {
      unit,
      table: now.units.find(isOwn)?.table ?? null,
      mean: now.mean,
      isCounty: isEmptyFilter(whole),
      places,
      report: own(overview.numbers),
      earlier: own(overview.compare.numbers),
      weekly: overview.weekly,
      overdue,
    };
  });

  /** Must be called while a component is set up; `unit` is null while the address names none. */
  constructor(published: Published, view: View, ledger: LedgerEngine, unit: () => UnitName | null) {
    this.#published = published;
    this.query = new Query(async (signal) => {
      const named = unit();
      const { asOf, compared } = view;
      const { members } = published.manifest;
      if (named === null) return null;
      const { of } = named;
      const filter: Filter = { ...view.filter, ...unitFilter(named) };
      const whole = rankingFilter(of, view.filter);
      const engine = await ledger.engine();
      const earlier = { ...asOf, moment: compared.moment };
      const [now, before, overview, overdue] = await Promise.all([
        runRanking(engine, of, asOf, whole, members, signal),
        runRanking(engine, of, earlier, { ...whole, ...compared.period }, members, signal),
        runOverview(engine, asOf, filter, compared, members, 'page', signal),
        runOverdue(engine, asOf, filter, LISTED, signal),
      ]);
      return { unit: named, filter, whole, now, before, overview, overdue };
    });
  }
}
