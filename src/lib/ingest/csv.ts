/** What is said of a row of a delimited text while it is cut into cells; rows count from 1. */
export interface RowNote {
  readonly row: number;
  readonly code: 'INGEST_QUOTE_NOT_CLOSED' | 'INGEST_NUL_CHARACTER';
}

/** Rows of a delimited text; `rows[i]` is the record that a spreadsheet shows as row `i + 1`. */
export interface CsvTable {
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly notes: readonly RowNote[];
  /** Characters that were read: all of them, unless more text follows and the last record may go on in it. */
  readonly end: number;
}

const DELIMITERS = [',', '\t', ';', '|'];
/** A quoted cell longer than this counts as never closed (a spreadsheet cell holds 32,767). */
const LONGEST_QUOTED = 100_000;
/** Quotes within a quoted cell that are neither doubled nor end it; one with more counts as never closed. */
const MOST_STRAY_QUOTES = 100;
/** One for all empty lines: a file may have millions of them. */
const EMPTY_RECORD: string[] = [''];
const NUL = '\0';
const QUOTE = 34;
const EQUALS = 61;
const LINE_FEED = 10;
const RETURN = 13;

/**
 * Reads delimited text as offices write it: any line ends, ragged rows, stray quotes kept as characters. An
 * opening quote that is never closed is read as a character, so that it cannot swallow the rows below; NUL characters
 * are taken out of the cells. `isCut` says that more text follows behind the last line end.
 */
export function parseCsv(text: string, delimiter = detectDelimiter(text), isCut = false): CsvTable {
  const rows: string[][] = [];
  const notes: RowNote[] = [];
  const separator = delimiter.charCodeAt(0);
  const lineBreakAfter = lineBreaks(text);
  let row: string[] = [];
  let position = 0;
  let recordStart = 0;
  while (position < text.length) {
    let end: number;
    if (text.charCodeAt(position) === QUOTE) {
      const closing = closingQuote(text, position, separator, lineBreakAfter);
      if (closing === -1) {
        if (isCut && text.length - position <= LONGEST_QUOTED + 1) {
          takeOutNul(text, rows, notes);
          return { rows, delimiter, notes, end: recordStart };
        }
        notes.push({ row: rows.length + 1, code: 'INGEST_QUOTE_NOT_CLOSED' });
        end = plainEnd(text, position, separator);
        row.push(text.slice(position, end));
      } else {
        end = closing + 1;
        row.push(unescape(text.slice(position + 1, closing)));
      }
    } else {
      end = plainEnd(text, position, separator);
      row.push(asText(text.slice(position, end)));
    }
    const mark = text.charCodeAt(end);
    if (mark === separator) {
      position = end + 1;
      if (position === text.length) row.push('');
      continue;
    }
    rows.push(row.length === 1 && row[0] === '' ? EMPTY_RECORD : row);
    row = [];
    position = end + (mark === RETURN && text.charCodeAt(end + 1) === LINE_FEED ? 2 : 1);
    recordStart = position;
  }
  if (row.length > 0) rows.push(row);
  takeOutNul(text, rows, notes);
  return { rows, delimiter, notes, end: text.length };
}

/** The rows without NUL, which no cell can show; each row that had one is noted. */
function takeOutNul(text: string, rows: string[][], notes: RowNote[]): void {
  if (!text.includes(NUL)) return;
  for (const [index, cells] of rows.entries()) {
    if (!cells.some((cell) => cell.includes(NUL))) continue;
    rows[index] = cells.map((cell) => cell.replaceAll(NUL, ''));
    notes.push({ row: index + 1, code: 'INGEST_NUL_CHARACTER' });
  }
}

function unescape(quoted: string): string {
  return quoted.includes('""') ? asText(quoted.replaceAll('""', '"')) : quoted;
}

/** ="0012" is how systems keep a spreadsheet from reading 0012 as a number. */
function asText(cell: string): string {
  const isFormula = cell.charCodeAt(0) === EQUALS && cell.charCodeAt(1) === QUOTE;
  return isFormula && cell.indexOf('"', 2) === cell.length - 1 ? cell.slice(2, -1) : cell;
}

function plainEnd(text: string, start: number, separator: number): number {
  let end = start;
  for (; end < text.length; end += 1) {
    const unit = text.charCodeAt(end);
    if (unit === separator || unit === LINE_FEED || unit === RETURN) break;
  }
  return end;
}

/** Tells the next line feed behind places that are asked for in order; Infinity behind the last. Looks at nothing twice. */
function lineBreaks(text: string): (start: number) => number {
  let next = -1;
  return (start) => {
    if (next < start) {
      const found = text.indexOf('\n', start);
      next = found === -1 ? Infinity : found;
    }
    return next;
  };
}

/** Index of the quote that closes the cell opened at `start`, or -1. */
function closingQuote(
  text: string,
  start: number,
  separator: number,
  lineBreakAfter: (start: number) => number,
): number {
  let strays = 0;
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (at - start > LONGEST_QUOTED) return -1;
    const next = text.charCodeAt(at + 1);
    if (next === QUOTE) {
      at += 1;
      continue;
    }
    if (at + 1 === text.length || next === separator || next === LINE_FEED || next === RETURN) return at;
    strays += 1;
    if (strays > MOST_STRAY_QUOTES) return -1;
    if (lineBreakAfter(start) < at && opensCell(text, at, separator)) return -1;
  }
  return -1;
}

function opensCell(text: string, at: number, separator: number): boolean {
  const before = text.charCodeAt(at - 1);
  return before === separator || before === LINE_FEED || before === RETURN;
}

/** The delimiter that the first lines use most, outside quotes; a comma when there is none. */
export function detectDelimiter(text: string): string {
  const sample = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((candidate) => sample.split(candidate).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}
