/** A moment without zone: `2022-02-17`, or `2022-02-17 18:00`. */
export interface ExportMoment {
  readonly moment: string;
}

/** A cell of a file that people open in WPS or Excel; null is an empty cell. */
export type ExportCell = string | number | ExportMoment | null;

/** A table as it is written into a file: the same headers, order and values as on the page. */
export interface ExportTable {
  /** Name of the sheet; at most 31 characters. */
  readonly name: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly ExportCell[])[];
}
