import { maskText } from '../privacy/mask.ts';
import { ownPhoneIn } from '../privacy/own-phone.ts';
import { isRecordNumber } from '../privacy/record-number.ts';
import type { Draft } from './assemble.ts';
import type { FindingLog } from './finding-log.ts';
import { hashText, KeySet } from './key-set.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import type { CountedRow } from './town-rows.ts';
import type { IssueRow } from './types.ts';

/** What rows are told apart by, of the rows of one part in order. */
export interface RowKeys {
  /** As the file has them, or made up where it has none that may be shown. */
  readonly ids: readonly string[];
  /** 1-based rows of the sheet. */
  readonly rows: readonly number[];
  /** Two numbers a row that stand for its town, problem and contact; both 0 where no contact is known. */
  readonly contents: Uint32Array;
  /** 1 for a row whose household is known. */
  readonly placed: Uint8Array;
  /** What each row is counted by: its place in `counted`. */
  readonly countedAs: Uint32Array;
  /** Each once. */
  readonly counted: readonly CountedRow[];
  /** Residents as written; only where events name problems, whose notes may name them. */
  readonly names?: readonly (string | null)[];
}

/** Gives a row without id, or with a personal one, an id of its own. */
export function nameRow({ row, mapped }: Draft, log: FindingLog): void {
  const code = idProblem(row, mapped.mapping.columns.has('issue_id'));
  if (code) log.add(code, placeOf(mapped, row.src_row, 'issue_id'));
  if (row.issue_id === '' || code) row.issue_id = hashId(sourceOf(mapped, row.src_row));
}

/** The keys of rows that have names. */
export function keysOf(rows: readonly IssueRow[], withNames = false): RowKeys {
  const contents = new Uint32Array(rows.length * 2);
  const countedAs = new Uint32Array(rows.length);
  const counted: CountedRow[] = [];
  const places = new Map<string, number>();
  rows.forEach((row, index) => {
    const { town, disposition } = row;
    const key = `${disposition}\n${town ?? ''}`;
    const place = places.get(key) ?? counted.push({ town, disposition }) - 1;
    places.set(key, place);
    countedAs[index] = place;
    const contact = row.phone ?? row.reporter_name;
    if (contact === null) return;
    contents.set(hashText(`${town}\n${row.village}\n${contact}\n${row.problem}`), index * 2);
  });
  return {
    ids: rows.map((row) => row.issue_id),
    rows: rows.map((row) => row.src_row),
    contents,
    placed: Uint8Array.from(rows, (row) => (row.household_key === null ? 0 : 1)),
    countedAs,
    counted,
    ...(withNames && { names: rows.map((row) => row.reporter_name) }),
  };
}

/** What a row is counted by. */
export const countedRow = ({ counted, countedAs }: RowKeys, index: number): CountedRow =>
  counted[countedAs[index]!]!;

/** The number that the file itself gives a row; null when it was made up. */
export function ownId({ ids, rows }: RowKeys, index: number, mapped: MappedSheet): string | null {
  const id = ids[index]!;
  return id === hashId(sourceOf(mapped, rows[index]!)) ? null : id;
}

/** A hash as two numbers. */
type Hashed = readonly [number, number];

/** Town, problem and contact of a row; null where no contact is known. */
export function contentsOf({ contents }: RowKeys, index: number): Hashed | null {
  const [high, low] = [contents[index * 2]!, contents[index * 2 + 1]!];
  return high === 0 && low === 0 ? null : [high, low];
}

const MOST_TOWNS = 65_535;

/** What the rows of one import must know of each other. */
export class RowIdentities {
  readonly #ids = new KeySet();
  readonly #contents = new KeySet();
  /** Towns by number, from 1; a row without town has 0. */
  readonly #towns = new Map<string, number>();
  /** Ids with their town, of rows whose id another town had first. */
  readonly #elsewhere = new KeySet();

  /**
   * Finds ids that a row before has, in the same town or in another one that numbers its own, and rows that one before says already; the latter still count (QC-18). Rows at
   * the places `replaced` are no rows. Returns the ids to use instead, by the sheet's rows.
   */
  settle(
    keys: RowKeys,
    mapped: MappedSheet,
    replaced: ReadonlySet<number>,
    log: FindingLog,
  ): Map<number, string> {
    const changed = new Map<number, string>();
    const towns = keys.counted.map(({ town }) => this.#townNumber(town));
    keys.ids.forEach((id, index) => {
      if (replaced.has(index)) return;
      const row = keys.rows[index]!;
      const town = towns[keys.countedAs[index]!]!;
      const hash = hashText(id);
      if (!this.#ids.addHash(...hash, town)) {
        // Tables beside each other share their rows' numbers: a made-up id may be there without anyone's fault.
        if (ownId(keys, index, mapped) !== null) {
          const first = this.#ids.markOf(...hash);
          const isElsewhere =
            town !== 0 && first !== 0 && first !== town && this.#elsewhere.add(`${id}\n${town}`);
          const code = isElsewhere ? 'QC_ID_OTHER_TOWN' : 'QC_DUPLICATE_ID';
          log.add(code, placeOf(mapped, row, 'issue_id'));
        }
        changed.set(row, this.#freeId(sourceOf(mapped, row)));
      }
      const contents = contentsOf(keys, index);
      if (contents !== null && !this.#contents.addHash(...contents)) {
        log.add('QC_DUPLICATE_ROW', placeOf(mapped, row));
      }
    });
    return changed;
  }

  #townNumber(town: string | null): number {
    if (town === null) return 0;
    const number = this.#towns.get(town) ?? Math.min(this.#towns.size + 1, MOST_TOWNS);
    this.#towns.set(town, number);
    return number;
  }

  #freeId(source: string): string {
    let id = hashId(source);
    for (let salt = 1; !this.#ids.add(id); salt += 1) id = hashId(`${source}\n${salt}`);
    return id;
  }
}

/** Usual numbers are not looked at closely: a million of them are taken through here. */
const MAY_BE_PERSONAL = /[^\x00-\x7f]|@|[Qq]{2}|[Ww][XxJj]|[EG]\d{8}|(?:\d\D{0,3}){10}/;
const LATIN_NAME = /[A-Za-zＡ-Ｚａ-ｚ]/;

function idProblem(row: IssueRow, hasColumn: boolean) {
  const { issue_id: id } = row;
  if (id === '') return hasColumn ? 'QC_MISSING_ID' : null;
  const { reporter_name: name, phone } = row;
  if (phone !== null && ownPhoneIn(id, phone).length > 0) return 'QC_ID_PERSONAL';
  const mayBe = (MAY_BE_PERSONAL.test(id) && !isRecordNumber(id)) || (name !== null && LATIN_NAME.test(name));
  return mayBe && maskText(id, { reporter_name: name, phone }) !== id ? 'QC_ID_PERSONAL' : null;
}

const sourceOf = ({ sheet }: MappedSheet, row: number): string => `${sheet.file}\n${sheet.name}\n${row}`;

/** A stable id of fourteen letters; without digits, so that it never looks like a phone or ID number. */
export function hashId(text: string): string {
  const [high, low] = hashText(text);
  return `r-${letters(high)}${letters(low)}`;
}

/** True for an id that {@link hashId} may have made. */
export const isMadeUpId = (id: string): boolean => /^r-[a-z]{14}$/.test(id);

function letters(value: number): string {
  let text = '';
  for (let rest = value, index = 0; index < 7; index += 1, rest = Math.floor(rest / 26)) {
    text += String.fromCharCode(97 + (rest % 26));
  }
  return text;
}
