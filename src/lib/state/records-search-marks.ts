import { searchWords } from '../filters/search.ts';
import type { ListRecord } from '../query/run-records.ts';
import { TEXT_COLUMNS, type ListColumn, type TextColumn } from '../sql/record-columns.ts';

export interface MarkedPiece {
  readonly text: string;
  readonly marked: boolean;
}

/** Text in lower case, as long as the text. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/** Place of the first of a search's words in a text; null when none is there. */
export function firstMatch(text: string, search: string): { at: number; length: number } | null {
  const lower = lowered(text);
  const found = searchWords(search)
    .map((word) => ({ at: lower.indexOf(word), length: word.length }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.length - a.length);
  return found[0] ?? null;
}

/** A text in pieces, those marked that a word of the search is found in, without case; overlaps are one piece. */
export function markedPieces(text: string, search: string): readonly MarkedPiece[] {
  const lower = lowered(text);
  const marks = new Uint8Array(text.length);
  for (const word of searchWords(search))
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1))
      marks.fill(1, at, at + word.length);
  const pieces: MarkedPiece[] = [];
  for (let start = 0; start < text.length;) {
    let end = start + 1;
    while (end < text.length && marks[end] === marks[start]) end++;
    pieces.push({ text: text.slice(start, end), marked: marks[start] === 1 });
    start = end;
  }
  return pieces;
}

/** Where a search met a record outside the columns that are shown: the first such column; null if there is none. */
export function foundOutside(
  record: ListRecord,
  search: string,
  shown: readonly ListColumn[],
): { readonly column: TextColumn; readonly text: string } | null {
  const visible = new Set<string>(shown.includes('town') ? [...shown, 'village'] : shown);
  const textOf = (column: TextColumn): string => lowered(String(record[column] ?? ''));
  const [inside, outside] = [true, false].map((side) =>
    TEXT_COLUMNS.filter((each) => visible.has(each) === side),
  );
  for (const word of searchWords(search)) {
    if (inside!.some((column) => textOf(column).includes(word))) continue;
    const column = outside!.find((each) => textOf(each).includes(word));
    if (column) return { column, text: String(record[column]) };
  }
  return null;
}
