import type { StagedColumn } from '../core/engine.ts';
import { FIELD_END, NO_VALUE } from '../core/row-text.ts';
import { sqlString } from '../core/sql-string.ts';

/** Longest row that is read unless a longer one was seen, in bytes. */
const LONGEST_ROW = 2_000_000;

const ROW_END = 10;
/** Shorter rows are never too long. */
const LOOK = 1_000_000;

/** A FROM clause that reads a file of rows of text as typed columns. */
export function readStaged(file: string, columns: readonly StagedColumn[], longestRow = 0): string {
  const types = columns.map(({ name, type }) => `'${name}': '${type}'`).join(', ');
  const row = Math.max(LONGEST_ROW, longestRow);
  return `read_csv(${sqlString(file)}, auto_detect = false, header = false, delim = '${FIELD_END}', quote = '', escape = '', nullstr = '${NO_VALUE}', new_line = '\\n', max_line_size = ${row}, columns = {${types}})`;
}

/** The length of the longest row, or some smaller length when no row is long; in bytes. */
export function longestRow(bytes: Uint8Array): number {
  let longest = 0;
  for (let start = 0; start < bytes.length;) {
    // Rows are only looked at one by one where a long one is possible.
    const step = bytes.lastIndexOf(ROW_END, start + LOOK) + 1;
    const end = step > start ? step : bytes.indexOf(ROW_END, start) + 1 || bytes.length;
    longest = Math.max(longest, end - start);
    start = end;
  }
  return longest;
}
