import { findIdentifiers } from '../privacy/scan.ts';
import type { Draft } from './assemble.ts';
import type { FindingLog } from './finding-log.ts';
import { hashText, KeySet } from './key-set.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import type { IssueRow } from './types.ts';

/** What rows are told apart by, of the rows of one part in order. */
export interface RowKeys {
  /** As the file has them, or made up where it has none that may be shown. */
  readonly ids: readonly string[];
  /** 1-based rows of the sheet. */
  readonly rows: readonly number[];
  /** Two numbers a row that stand for its town, problem and contact; both 0 where no contact is known. */
  readonly contents: Uint32Array;
}

/** Gives a row without id, or with a personal one, an id of its own. */
export function nameRow({ row, mapped }: Draft, log: FindingLog): void {
  const code = idProblem(row.issue_id, mapped.mapping.columns.has('issue_id'));
  if (code) log.add(code, placeOf(mapped, row.src_row, 'issue_id'));
  if (row.issue_id === '' || code) row.issue_id = hashId(sourceOf(mapped, row.src_row));
}

/** The keys of rows that have names. */
export function keysOf(rows: readonly IssueRow[]): RowKeys {
  const contents = new Uint32Array(rows.length * 2);
  rows.forEach((row, index) => {
    const contact = row.phone ?? row.reporter_name;
    if (contact === null) return;
    contents.set(hashText(`${row.town}\n${row.village}\n${contact}\n${row.problem}`), index * 2);
  });
  return { ids: rows.map((row) => row.issue_id), rows: rows.map((row) => row.src_row), contents };
}

/** What the rows of one import must know of each other. */
export class RowIdentities {
  readonly #ids = new KeySet();
  readonly #contents = new KeySet();
  readonly #log: FindingLog;

  constructor(log: FindingLog) {
    this.#log = log;
  }

  /**
   * Finds ids that an earlier row has, and rows that an earlier one says already; the latter still count (QC-18).
   * Returns the ids to use instead, by the sheet's rows.
   */
  settle({ ids, rows, contents }: RowKeys, mapped: MappedSheet): Map<number, string> {
    const changed = new Map<number, string>();
    ids.forEach((id, index) => {
      const row = rows[index]!;
      if (!this.#ids.add(id)) {
        const source = sourceOf(mapped, row);
        // Tables beside each other share their rows' numbers: a made-up id may be there without anyone's fault.
        if (id !== hashId(source)) this.#log.add('QC_DUPLICATE_ID', placeOf(mapped, row, 'issue_id'));
        changed.set(row, this.#freeId(source));
      }
      const [high, low] = [contents[index * 2]!, contents[index * 2 + 1]!];
      if ((high !== 0 || low !== 0) && !this.#contents.addHash(high, low)) {
        this.#log.add('QC_DUPLICATE_ROW', placeOf(mapped, row));
      }
    });
    return changed;
  }

  #freeId(source: string): string {
    let id = hashId(source);
    for (let salt = 1; !this.#ids.add(id); salt += 1) id = hashId(`${source}\n${salt}`);
    return id;
  }
}

function idProblem(id: string, hasColumn: boolean) {
  if (id === '') return hasColumn ? 'QC_MISSING_ID' : null;
  const isPersonal =
    /^\d{11}/.test(id) && findIdentifiers(id).some(({ kind }) => kind === 'mobile' || kind === 'id_number');
  return isPersonal ? 'QC_ID_PERSONAL' : null;
}

const sourceOf = ({ sheet }: MappedSheet, row: number): string => `${sheet.file}\n${sheet.name}\n${row}`;

/** A stable id of fourteen letters; without digits, so that it never looks like a phone or ID number. */
export function hashId(text: string): string {
  const [high, low] = hashText(text);
  return `r-${letters(high)}${letters(low)}`;
}

function letters(value: number): string {
  let text = '';
  for (let rest = value, index = 0; index < 7; index += 1, rest = Math.floor(rest / 26)) {
    text += String.fromCharCode(97 + (rest % 26));
  }
  return text;
}
