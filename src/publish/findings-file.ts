import { closeSync, openSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { WuseError } from '../lib/core/errors.ts';
import { csvBytes } from '../lib/export/csv.ts';
import { findingTable, type FindingLine } from '../lib/export/finding-table.ts';
import { maskPlace } from '../lib/privacy/mask-title.ts';
import { xlsxBytes } from '../lib/export/xlsx.ts';
import { translatorFor } from '../lib/i18n/messages.ts';
import type { Finding } from '../lib/ingest/types.ts';

/** Names of files that a list of findings is written to. */
export const FINDINGS_FILE = /\.(?:csv|xlsx)$/i;

/** The findings in the order of the data page's list: by file, sheet, row, column and code. */
export function findingLines(findings: readonly Finding[]): FindingLine[] {
  const lines = findings.map(({ code, place, text, sample }) => ({
    code,
    file: place.file ?? null,
    sheet: place.sheet ?? null,
    row: place.row ?? null,
    column: place.column ?? null,
    sample,
    reason: text.zh,
  }));
  return lines.sort(
    (a, b) =>
      compare(a.file, b.file, 1) ||
      compare(a.sheet, b.sheet, -1) ||
      compare(a.row, b.row, -1) ||
      compare(a.column, b.column, 1) ||
      compare(a.code, b.code, 1),
  );
}

/** The one line of an import that was refused. */
export function refusalLine({ code, text, hint, place }: WuseError): FindingLine {
  const { file = null, sheet = null, row = null, column = null } = maskPlace(place);
  const own = { severity: 'error', hint } as const;
  return { code, file, sheet, row, column, sample: null, reason: text.zh, own };
}

/** Refuses a file that cannot be written, before anything is published. */
export function claimFindings(path: string): void {
  attempt(path, () => closeSync(openSync(path, 'a')));
}

/** Writes the list with the columns of the data page's download, in Chinese. Throws `WuseError`. */
export async function writeFindings(path: string, lines: readonly FindingLine[]): Promise<void> {
  const table = findingTable(translatorFor('zh'), lines);
  const bytes = /\.csv$/i.test(path) ? csvBytes(table) : await xlsxBytes([table]);
  attempt(path, () => writeFileSync(path, bytes));
}

function attempt(path: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw new WuseError(
      'PUBLISH_FINDINGS_UNWRITABLE',
      { zh: '数据问题清单写不进这个文件', en: 'the list of findings cannot be written to this file' },
      {
        zh: '请关闭正打开它的 WPS 或 Excel，并检查目录是否存在、能否写入，再运行一次',
        en: 'close the program that has it open, check that the folder exists and may be written to, and run again',
      },
      { file: basename(path) },
      cause,
    );
  }
}

/** `nulls` is -1 when nothing comes before everything, 1 when behind. */
function compare<T extends string | number>(a: T | null, b: T | null, nulls: -1 | 1): number {
  if (a === b) return 0;
  if (a === null) return nulls;
  if (b === null) return -nulls;
  return a < b ? -1 : 1;
}
