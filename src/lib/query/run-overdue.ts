import type { QueryEngine } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { runRecords, type ListRecord } from './run-records.ts';

/** Problems that a bulletin lists at most. */
const LISTED = 200;

/** The overdue problems of a filter, the earliest deadline first. */
export function runOverdue(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<ListRecord[]> {
  const scope = { filter, figure: { metric: 'overdue_open', part: 'numerator' } as const, search: '' };
  const sort = [{ column: 'due_at', descending: false }];
  return runRecords(engine, asOf, scope, { sort, wanted: [], limit: LISTED, offset: 0 }, signal);
}
