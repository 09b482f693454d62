import { ISSUE_COLUMNS, VISIT_COLUMNS, type ColumnDef } from '../schema/columns.ts';
import { TRANSITION_COLUMNS } from '../schema/transition-columns.ts';
import { buildHeaderIndex, type HeaderIndex } from './header.ts';
import type { TableKindName } from './table-mapping.ts';
import type { IngestConfig } from './types.ts';

/** Which kind of table is looked for in a set of files. */
export interface TableKind {
  readonly role: TableKindName;
  readonly definitions: readonly ColumnDef[];
  readonly required: readonly string[];
  /** Known columns that a header must have. */
  readonly needed: number;
  readonly refusal: 'INGEST_MISSING_COLUMN' | 'INGEST_NOT_VISITS' | 'INGEST_NOT_TRANSITIONS';
}

/** A kind of table with the header texts that it is known by. */
export interface IndexedKind extends TableKind {
  readonly index: HeaderIndex;
  /** What else a table of the same files may be, by its header alone; null where nothing else is. */
  readonly beside: IndexedKind | null;
}

export const ISSUES: TableKind = {
  role: 'issues',
  definitions: ISSUE_COLUMNS,
  required: ['problem'],
  needed: 3,
  refusal: 'INGEST_MISSING_COLUMN',
};

export const VISITS: TableKind = {
  role: 'visits',
  definitions: VISIT_COLUMNS,
  required: ['town', 'hh_visited'],
  needed: 2,
  refusal: 'INGEST_NOT_VISITS',
};

export const TRANSITIONS: TableKind = {
  role: 'transitions',
  definitions: TRANSITION_COLUMNS,
  required: ['issue_id', 'happened_at', 'event'],
  needed: 3,
  refusal: 'INGEST_NOT_TRANSITIONS',
};

/** A kind with the header texts of the registry and of a configuration. */
export function indexKind(kind: TableKind, config?: IngestConfig): IndexedKind {
  const index = buildHeaderIndex(kind.definitions, config, kind.role);
  const beside = kind.role === TRANSITIONS.role ? null : indexKind(TRANSITIONS, config);
  return { ...kind, index, beside };
}
