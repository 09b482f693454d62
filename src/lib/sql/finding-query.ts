import { raw, sql, type Fragment } from './sql.ts';

/** Which findings are listed: those of one code, all rows that were set aside, or all of them. */
export type FindingScope = { readonly code: string } | { readonly setAside: true } | { readonly all: true };

/** Columns of a listed finding. */
export const FINDING_LIST_COLUMNS = [
  'code',
  'src_file',
  'src_sheet',
  'src_row',
  'src_column',
  'sample',
  'message_zh',
  'message_en',
] as const;

/** The first `limit` findings of a scope in the order of the files. */
export function findingQuery(scope: FindingScope, limit: number): Fragment {
  const condition = 'code' in scope ? sql`code = ${scope.code}` : raw('all' in scope ? 'true' : 'set_aside');
  return sql`select ${raw(FINDING_LIST_COLUMNS.join(', '))} from findings where ${condition} order by src_file, src_sheet nulls first, src_row nulls first, src_column, code limit ${limit}`;
}
