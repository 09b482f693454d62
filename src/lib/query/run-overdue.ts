import type { QueryEngine } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import type { FigureSelection } from '../filters/url.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { runRecords, type ListRecord } from './run-records.ts';

/** The overdue problems, as links select them. */
export const OVERDUE: FigureSelection = { metric: 'overdue_open', part: 'numerator' };

/** At most `limit` overdue problems of a filter, the earliest deadline first. */
export function runOverdue(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  limit: number,
  signal?: AbortSignal,
): Promise<ListRecord[]> {
  const scope = { filter, figure: OVERDUE, search: '' };
  const sort = [{ column: 'due_at', descending: false }];
  return runRecords(engine, asOf, scope, { sort, wanted: [], limit, offset: 0 }, signal);
}
