import { ageOf, dueOf } from './deadlines.ts';
import { CLASSES, factsOf, type Class, type Facts, type State } from './facts.ts';
import {
  count,
  COUNTS,
  NOT_APPLICABLE,
  pickOf,
  quantile,
  QUANTILES,
  ratio,
  RATIOS,
  type Figure,
  type MetricId,
} from './metrics.ts';
import { calendarDays, dayOf, moment, mondayOf, readExport, type DayCount } from './read-export.ts';
import { lastVisits, visitFigures, type VillageVisits } from './visits.ts';

/** Values within a member are alternatives, members are combined; `__none__` stands for an empty cell. */
export interface OracleFilter {
  readonly town?: readonly string[];
  readonly colour?: readonly Class[];
  /** Lead department; keeps ledgered rows only, as the department table does. */
  readonly department?: readonly string[];
  readonly category?: readonly string[];
  readonly village?: readonly string[];
  readonly status?: readonly State[];
  /** Marks of 群众回访满意度, whenever they were made. */
  readonly satisfaction?: readonly Facts['mark'][];
  /** How long an open problem has waited, and how it stands to its due date. */
  readonly age?: readonly string[];
  readonly due?: readonly string[];
  /** First and last day of 反映时间, both included; rows without 反映时间 are left out. */
  readonly from?: string;
  readonly to?: string;
}

export interface OracleInput {
  /** Text of the ledger's CSV, or of several. */
  readonly ledger: string | readonly string[];
  /** Text of the visits' CSV. */
  readonly visits?: string;
  /** `YYYY-MM-DDTHH:mm`. */
  readonly cutoff: string;
  readonly filter?: OracleFilter;
  /** What days are counted by (D19); calendar days by default. */
  readonly days?: DayCount;
}

/** The figures of a set of rows. */
export interface Scope {
  readonly metrics: Readonly<Record<MetricId, Figure>>;
  /** M05: problems by class; they add up to problems_total (I1). */
  readonly colourCount: Readonly<Record<Class, number>>;
  /** M06: share of a colour in the ledgered problems; does not apply to what was solved on site. */
  readonly colourShare: Readonly<Record<Class, Figure>>;
}

/** One week from Monday; weeks without events are left out. */
export interface WeekFlow {
  readonly week: string;
  /** Problems by 反映时间, on-site ones included. */
  readonly registered: number;
  readonly registeredLedger: number;
  /** Resolved ledger problems by 解决时间. */
  readonly resolvedLedger: number;
}

export interface OracleResult extends Scope {
  readonly by: {
    readonly town: Readonly<Record<string, Scope>>;
    readonly colour: Readonly<Record<Class, Scope>>;
    /** Lead departments, ledgered rows only (I3). */
    readonly department: Readonly<Record<string, Scope>>;
    readonly category: Readonly<Record<string, Scope>>;
  };
  readonly weekly: readonly WeekFlow[];
  /** The rows in scope. */
  readonly facts: readonly Facts[];
  /** 问题编号 of the rows that a part of a figure counts, in the order of the file. */
  selectRows(metric: MetricId, part?: 'numerator' | 'denominator'): string[];
}

/** The figures of a group without a row. */
export const EMPTY_SCOPE: Scope = scopeOf([], null, '');

/** Computes every figure of an export from scratch, row by row. */
export function computeOracle(input: OracleInput): OracleResult {
  const { ledger, visits, cutoff: at, filter = {}, days = calendarDays } = input;
  const cutoff = moment(at);
  if (cutoff === null) throw new RangeError(`not a cut-off: ${at}`);
  const exports = typeof ledger === 'string' ? [ledger] : ledger;
  const inScope = exports
    .flatMap((csv) => factsIn(csv, cutoff, days))
    .filter((facts) => matches(facts, filter, cutoff, days));
  const rows = inScope.filter((facts) => inPeriod(facts.reported, filter));
  const villages = visitsInScope(visits, cutoff, filter);
  return {
    ...scopeOf(rows, villages, cutoff),
    // Most tests look at one of these, under very many filters.
    by: lazily({
      town: () => byTown(rows, villages, cutoff),
      colour: () => byColour(rows, cutoff),
      department: () => {
        const ledgered = rows.filter((facts) => facts.ledgered);
        return byKey(ledgered, (facts) => facts.lead, cutoff);
      },
      category: () => byKey(rows, (facts) => facts.category, cutoff),
    }),
    weekly: weeklyFlow(inScope, filter),
    facts: rows,
    selectRows: (metric, part = 'numerator') => {
      const pick = pickOf(metric, part);
      return rows.filter((facts) => pick(facts, cutoff)).map((facts) => facts.id);
    },
  };
}

/** The problems of an export that were reported by the cut-off; the same export is asked for under many filters. */
function factsIn(csv: string, cutoff: string, days: DayCount): readonly Facts[] {
  const before = known.get(csv) ?? [];
  const same = before.find((each) => each.cutoff === cutoff && each.days === days);
  if (same) return same.facts;
  const facts = readExport(csv).flatMap((row) => factsOf(row, cutoff, days) ?? []);
  known.set(csv, [...before, { cutoff, days, facts }]);
  return facts;
}

const known = new Map<string, readonly { cutoff: string; days: DayCount; facts: readonly Facts[] }[]>();

/** An object whose members are computed when they are first read. */
function lazily<T extends object>(members: { readonly [K in keyof T]: () => T[K] }): T {
  const made = {} as T;
  for (const name of Object.keys(members) as (keyof T)[]) {
    let value: T[keyof T] | undefined;
    Object.defineProperty(made, name, { enumerable: true, get: () => (value ??= members[name]()) });
  }
  return made;
}

function matches(facts: Facts, filter: OracleFilter, cutoff: string, days: DayCount): boolean {
  if (filter.town && !filter.town.includes(facts.town)) return false;
  if (filter.colour && !filter.colour.includes(facts.class)) return false;
  if (filter.village && !filter.village.includes(facts.village)) return false;
  if (filter.status && !filter.status.includes(facts.state)) return false;
  if (filter.satisfaction && !filter.satisfaction.includes(facts.mark)) return false;
  if (filter.category && !filter.category.includes(facts.category)) return false;
  if (filter.department && !(facts.ledgered && filter.department.includes(facts.lead))) return false;
  if (filter.age && !filter.age.includes(ageOf(facts, cutoff, days))) return false;
  if (filter.due && !filter.due.includes(dueOf(facts, cutoff, days))) return false;
  return true;
}

function inPeriod(at: string | null, { from, to }: OracleFilter): boolean {
  if (from === undefined && to === undefined) return true;
  if (at === null) return false;
  return (from === undefined || dayOf(at) >= from) && (to === undefined || dayOf(at) <= to);
}

/** Villages in scope; null under a filter that says more than where (visits are no rows of the ledger). */
function visitsInScope(
  csv: string | undefined,
  cutoff: string,
  { town, village, ...others }: OracleFilter,
): VillageVisits[] | null {
  if (csv === undefined || Object.values(others).some((value) => value !== undefined)) return null;
  const villages = lastVisits(readExport(csv), cutoff);
  return villages.filter(
    (each) => (!town || town.includes(each.town)) && (!village || village.includes(each.village)),
  );
}

function scopeOf(
  rows: readonly Facts[],
  villages: readonly VillageVisits[] | null,
  cutoff: string,
  ledgeredInAll?: number,
): Scope {
  const metrics: Record<string, () => Figure> = {};
  for (const [id, figure] of Object.entries(visitFigures(villages, rows.length))) metrics[id] = () => figure;
  const part = (id: string, of: 'numerator' | 'denominator') => countRows(rows, id, of, cutoff);
  for (const id of Object.keys(COUNTS)) metrics[id] = () => count(part(id, 'numerator'));
  for (const id of Object.keys(RATIOS))
    metrics[id] = () => ratio(part(id, 'numerator'), part(id, 'denominator'));
  const days = rows.flatMap((facts) => facts.days ?? []);
  for (const [id, q] of Object.entries(QUANTILES))
    metrics[id] = () => ({ value: quantile(days, q), numerator: null, denominator: days.length });
  const colourCount = countColours(rows);
  const ledgered = ledgeredInAll ?? rows.length - colourCount.onsite;
  return {
    metrics: lazily(metrics as Record<MetricId, () => Figure>),
    colourCount,
    colourShare: Object.fromEntries(
      CLASSES.map((each) => [each, each === 'onsite' ? NOT_APPLICABLE : ratio(colourCount[each], ledgered)]),
    ) as Record<Class, Figure>,
  };
}

function countRows(
  rows: readonly Facts[],
  metric: string,
  part: 'numerator' | 'denominator',
  cutoff: string,
) {
  const pick = pickOf(metric, part);
  let found = 0;
  for (const facts of rows) if (pick(facts, cutoff)) found += 1;
  return found;
}

function countColours(rows: readonly Facts[]): Record<Class, number> {
  const counts: Record<Class, number> = {
    onsite: 0,
    green: 0,
    blue: 0,
    yellow: 0,
    red: 0,
    white: 0,
    unknown: 0,
  };
  for (const facts of rows) counts[facts.class] += 1;
  return counts;
}

function byKey(
  rows: readonly Facts[],
  keyOf: (facts: Facts) => string,
  cutoff: string,
): Record<string, Scope> {
  const keys = [...new Set(rows.map(keyOf))];
  return Object.fromEntries(
    keys.map((key) => [
      key,
      scopeOf(
        rows.filter((facts) => keyOf(facts) === key),
        null,
        cutoff,
      ),
    ]),
  );
}

function byTown(rows: readonly Facts[], villages: readonly VillageVisits[] | null, cutoff: string) {
  const towns = new Set([...rows.map((facts) => facts.town), ...(villages ?? []).map(({ town }) => town)]);
  const scopes: Record<string, Scope> = {};
  for (const town of towns)
    scopes[town] = scopeOf(
      rows.filter((facts) => facts.town === town),
      villages && villages.filter((village) => village.town === town),
      cutoff,
    );
  return scopes;
}

/** All seven classes, the empty ones too; shares are of all ledgered problems in scope. */
function byColour(rows: readonly Facts[], cutoff: string): Record<Class, Scope> {
  const ledgered = rows.filter((facts) => facts.ledgered).length;
  const scopes = CLASSES.map((each) => [
    each,
    scopeOf(
      rows.filter((facts) => facts.class === each),
      null,
      cutoff,
      ledgered,
    ),
  ]);
  return Object.fromEntries(scopes) as Record<Class, Scope>;
}

/** Events by week; under a period every event counts by its own day. */
function weeklyFlow(rows: readonly Facts[], filter: OracleFilter): WeekFlow[] {
  const weeks = new Map<string, { registered: number; registeredLedger: number; resolvedLedger: number }>();
  const weekOf = (at: string) => {
    const week = mondayOf(at);
    const flow = weeks.get(week) ?? { registered: 0, registeredLedger: 0, resolvedLedger: 0 };
    weeks.set(week, flow);
    return flow;
  };
  for (const { reported, resolvedAt, resolved, ledgered } of rows) {
    if (reported !== null && inPeriod(reported, filter)) {
      weekOf(reported).registered += 1;
      if (ledgered) weekOf(reported).registeredLedger += 1;
    }
    if (ledgered && resolved && resolvedAt !== null && inPeriod(resolvedAt, filter))
      weekOf(resolvedAt).resolvedLedger += 1;
  }
  return [...weeks]
    .map(([week, flow]) => ({ week, ...flow }))
    .sort((left, right) => (left.week < right.week ? -1 : 1));
}
