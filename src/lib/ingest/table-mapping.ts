/** Kinds of tables that are read. */
export const TABLE_KINDS = ['issues', 'visits', 'transitions'] as const;
export type TableKindName = (typeof TABLE_KINDS)[number];

/** What a sheet is read as; `skip` leaves it out. */
export const TABLE_ROLES = [...TABLE_KINDS, 'skip'] as const;
export type TableRole = (typeof TABLE_ROLES)[number];

/** A mapping that somebody made by hand; it holds for every sheet with exactly this header and beats recognition. */
export interface TableMapping {
  /** The whole header in order; a column without an id is not imported. */
  readonly columns: readonly { readonly header: string; readonly column?: string }[];
  /** `issues` when absent. */
  readonly role?: TableRole;
  /** 1-based, for a header below the first 20 rows; found by its texts otherwise. */
  readonly headerRow?: number;
  /** Only for sheets of this name. */
  readonly sheet?: string;
}
