/** `read` counts files, `survey` shares of a table, `coerce` rows. */
export interface IngestProgress {
  readonly stage: 'read' | 'survey' | 'coerce';
  readonly file: string;
  readonly done: number;
  readonly total: number;
}
