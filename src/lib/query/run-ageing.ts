import type { QueryEngine } from '../core/engine.ts';
import { ownRecord } from '../core/own-record.ts';
import type { Filter } from '../filters/filter.ts';
import type { AgeKey, DueKey } from '../metrics/buckets.ts';
import type { GroupNumbers } from '../metrics/evaluate.ts';
import { MARKS, type MarkId } from '../metrics/marks.ts';
import { NONE_KEY } from '../metrics/types.ts';
import { marksQuery, passesQuery } from '../sql/mark-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { ONSITE_KEY } from '../sql/predicate.ts';
import { issuesRelation } from '../sql/record-query.ts';
import { statement } from '../sql/sql.ts';
import { runGroups, type Group } from './run-groups.ts';
import { flagNumbers } from './run-metrics.ts';
import { runWeekly, type WeekFlow } from './run-weekly.ts';

/** Deadlines, ages and days to resolution of a set of problems; buckets without a problem are absent. */
export interface AgeingGroup {
  readonly numbers: GroupNumbers;
  readonly age: Readonly<Partial<Record<AgeKey, number>>>;
  readonly due: Readonly<Partial<Record<DueKey, number>>>;
  /** `[days, how many problems]`, by rising number of days (M20). */
  readonly days: readonly (readonly [number, number])[];
}

/** Records by mark, and what decides whether figures on moves can be said. */
export interface Marks {
  readonly counts: Readonly<Record<MarkId, number>>;
  /** Records in a group of repeated ones beyond its first (M41). */
  readonly repeats: number;
  /** Records that tell a first colour, or a move by an event (D9). */
  readonly told: number;
  /** Events of all problems, whatever the filter and the moment; 0: no transitions were imported. */
  readonly events: number;
  /** Hand-overs between departments beyond each problem's first (M29). */
  readonly passes: readonly DepartmentPass[];
}

/** Problems that one department handed to another, beyond their first hand-over; `NONE_KEY` where none is named. */
export interface DepartmentPass {
  readonly from: string;
  readonly to: string;
  readonly times: number;
  readonly problems: number;
}

/** Everything that the page on deadlines shows, as of one moment. */
export interface Ageing {
  readonly whole: AgeingGroup;
  readonly colour: Readonly<Record<string, AgeingGroup>>;
  /** Lead departments; what was solved on site belongs to none (D15). */
  readonly department: Readonly<Record<string, AgeingGroup>>;
  readonly weekly: readonly WeekFlow[];
  readonly marks: Marks;
}

const DIMENSIONS = ['colour', 'department'] as const;
const MEASURES = ['age', 'due', 'resolution_days'] as const;

const lastKey = ({ keys }: Group): string => keys[keys.length - 1]!;

/** Each group of a dimension (none: the total) with its numbers and its steps by measure. */
function groupsOf(
  groups: readonly Group[],
  steps: readonly (readonly Group[])[],
): Record<string, AgeingGroup> {
  const entries = groups.map(({ keys, numbers }): [string, AgeingGroup] => {
    const own = keys[0] ?? '';
    const [age, due, days] = steps.map((each) =>
      each
        .filter((step) => (step.keys.length === 1 || step.keys[0] === own) && lastKey(step) !== NONE_KEY)
        .map((step) => [lastKey(step), step.numbers.counts['problems_total']!] as const),
    );
    const timed = days!.map(([text, count]) => [Number(text), count] as const);
    return [
      own,
      {
        numbers,
        age: Object.fromEntries(age!),
        due: Object.fromEntries(due!),
        days: timed.sort(([left], [right]) => left - right),
      },
    ];
  });
  return ownRecord(entries);
}

/** What a scope without a problem has. */
const NOTHING: AgeingGroup = { numbers: flagNumbers(undefined), age: {}, due: {}, days: [] };

async function countMarks(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<Marks> {
  const issues = issuesRelation(asOf);
  const [marks, passes] = await Promise.all([
    engine.query(statement(marksQuery(issues, asOf, filter)), signal),
    engine.query(statement(passesQuery(issues, asOf, filter)), signal),
  ]);
  const row = marks.rows[0] as readonly number[];
  return {
    counts: Object.fromEntries(MARKS.map((mark, place) => [mark, row[place]!])) as Record<MarkId, number>,
    repeats: row[MARKS.length]!,
    told: row[MARKS.length + 1]!,
    events: row[MARKS.length + 2]!,
    passes: passes.rows.map((pass) => {
      const [from, to, times, problems] = pass as [string, string, number, number];
      return { from, to, times, problems };
    }),
  };
}

/** Deadlines, ages, durations, flow and marks of a filter as of any moment; four statements. */
export async function runAgeing(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<Ageing> {
  const bys = [[], ...DIMENSIONS.map((dimension) => [dimension])] as const;
  const sets = bys.flatMap((by) => [[...by], ...MEASURES.map((measure) => [...by, measure])]);
  const [found, weekly, marks] = await Promise.all([
    runGroups(engine, asOf, filter, sets, signal),
    runWeekly(engine, asOf, filter, signal),
    countMarks(engine, asOf, filter, signal),
  ]);
  const width = MEASURES.length + 1;
  const [total, colour, department] = bys.map((_, place) => {
    const [groups, ...steps] = found.slice(place * width, (place + 1) * width);
    return groupsOf(groups!, steps);
  });
  const { [ONSITE_KEY]: _onsite, ...departments } = department!;
  const whole = total![''] ?? NOTHING;
  return { whole, colour: colour!, department: departments, weekly, marks };
}
