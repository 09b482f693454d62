import { ISSUE_COLUMNS, VISIT_COLUMNS, type ColumnDef } from '../schema/columns.ts';
import { buildHeaderIndex, type HeaderIndex } from './header.ts';
import type { IngestConfig } from './types.ts';

/** Which kind of table is looked for in a set of files. */
export interface TableKind {
  readonly role: 'issues' | 'visits';
  readonly definitions: readonly ColumnDef[];
  readonly required: readonly string[];
  /** Known columns that a header must have. */
  readonly needed: number;
  readonly refusal: 'INGEST_MISSING_COLUMN' | 'INGEST_NOT_VISITS';
}

/** A kind of table with the header texts that it is known by. */
export interface IndexedKind extends TableKind {
  readonly index: HeaderIndex;
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

/** A kind with the header texts of the registry and of a configuration. */
export function indexKind(kind: TableKind, config?: IngestConfig): IndexedKind {
  return { ...kind, index: buildHeaderIndex(kind.definitions, config, kind.role) };
}
