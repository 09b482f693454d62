import { joined } from './bytes.ts';
import type { ContentFilter } from './zip-repack.ts';

/** Bytes of an unfinished row above which the sheet is no longer filtered: no honest row is as long. */
const LONGEST_ROW = 8 * 1024 ** 2;
const NOTHING = new Uint8Array();
const [SPACE, SLASH, COLON, LESS, GREATER] = [32, 47, 58, 60, 62] as const;
const NAME_ENDS = new Set([9, 10, 13, SPACE, SLASH, GREATER]);
const ROW = ascii('row');
const CELL = ascii('c');
/** What a cell with something in it holds: a value, a text of its own, a formula. */
const CONTENTS = ['v', 'is', 'f'].map(ascii);
const CONTENT_LETTERS = new Set(CONTENTS.map((name) => name[0]!));
/** Bytes that are looked at to tell a tag's name, `</x:row>` being the longest. */
const LONGEST_NAME = 8;

/**
 * Leaves out of a worksheet's XML, as it is unpacked, the rows in which no cell holds anything, and in the other rows
 * the empty cells behind the first `width` cells. A sheet that was formatted down to its last row states a million of
 * them, and the library makes an object of each cell.
 */
export function blankRowFilter(width: number): ContentFilter {
  let rest: Uint8Array = NOTHING;
  let isOff = false;
  return (piece) => {
    const bytes = rest.length === 0 ? (piece ?? NOTHING) : joined([rest, piece ?? NOTHING]);
    if (isOff || piece === null) {
      rest = NOTHING;
      return bytes;
    }
    const { kept, taken } = filterRows(bytes, width);
    rest = bytes.slice(taken);
    if (rest.length > LONGEST_ROW) isOff = true;
    return kept;
  };
}

interface Row {
  /** Index behind the row. */
  readonly end: number;
  readonly hasContent: boolean;
  /** Where the empty cells behind the width begin, or null. */
  readonly cut: number | null;
}

/** What is kept of the whole rows and of what stands outside rows, and how many bytes were looked at. */
function filterRows(bytes: Uint8Array, width: number): { kept: Uint8Array; taken: number } {
  const kept: Uint8Array[] = [];
  let copied = 0;
  const leaveOut = (start: number, end: number) => {
    kept.push(bytes.subarray(copied, start));
    copied = end;
  };
  let at = next(bytes, LESS, 0);
  while (at !== -1 && at + LONGEST_NAME <= bytes.length) {
    if (!startsTag(bytes, at + 1, ROW)) {
      at = next(bytes, LESS, at + 1);
      continue;
    }
    const row = readRow(bytes, at, width);
    if (row === null) break;
    if (!row.hasContent) leaveOut(at, row.end);
    else if (row.cut !== null) leaveOut(row.cut, bytes.lastIndexOf(LESS, row.end - 1));
    at = next(bytes, LESS, row.end);
  }
  const taken = at === -1 ? bytes.length : at;
  leaveOut(taken, taken);
  return { kept: joined(kept), taken };
}

/** The row that begins at `start`; null when its end is not in sight. Rows without number keep their place. */
function readRow(bytes: Uint8Array, start: number, width: number): Row | null {
  const open = next(bytes, GREATER, start);
  if (open === -1) return null;
  const isNumbered = hasNumber(bytes, start, open);
  if (bytes[open - 1] === SLASH) return { end: open + 1, hasContent: !isNumbered, cut: null };
  let hasContent = !isNumbered;
  let cells = 0;
  let cut: number | null = null;
  for (let at = next(bytes, LESS, open); at !== -1; at = next(bytes, LESS, at + 1)) {
    if (at + LONGEST_NAME > bytes.length) return null;
    const letter = bytes[at + 2] === COLON ? bytes[at + 3]! : bytes[at + 1]!;
    if (letter === SLASH) {
      if (!startsTag(bytes, at + 2, ROW)) continue;
      const end = next(bytes, GREATER, at);
      return end === -1 ? null : { end: end + 1, hasContent, cut };
    }
    if (letter === CELL[0] && startsTag(bytes, at + 1, CELL)) {
      cells += 1;
      if (cells > width && cut === null) cut = at;
    } else if (CONTENT_LETTERS.has(letter) && CONTENTS.some((name) => startsTag(bytes, at + 1, name))) {
      hasContent = true;
      cut = null;
    }
  }
  return null;
}

/** Index of the next such byte, or -1; a call of indexOf for every tag takes longer than the tags themselves. */
function next(bytes: Uint8Array, byte: number, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== byte) at += 1;
  return at < bytes.length ? at : -1;
}

function hasNumber(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end - 2; at += 1) {
    if (bytes[at] === SPACE && bytes[at + 1] === 0x72 && bytes[at + 2] === 0x3d) return true;
  }
  return false;
}

/** True when a tag of this name begins here, with or without a one-letter prefix as in `x:row`. */
function startsTag(bytes: Uint8Array, start: number, name: Uint8Array): boolean {
  const at = bytes[start + 1] === COLON ? start + 2 : start;
  for (let index = 0; index < name.length; index += 1) if (bytes[at + index] !== name[index]) return false;
  return NAME_ENDS.has(bytes[at + name.length]!);
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
