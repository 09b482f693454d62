import type { Bilingual } from '../core/errors.ts';
import { CODES, type CodeInfo } from '../ingest/codes.ts';
import type { Translator } from '../i18n/messages.ts';
import type { Severity } from '../ingest/types.ts';
import type { ExportTable } from './table.ts';

/** A finding, or the refusal of an import, with its place; the sample is masked. */
export interface FindingLine {
  readonly code: string;
  readonly file: string | null;
  readonly sheet: string | null;
  /** 1-based, as the spreadsheet shows it. */
  readonly row: number | null;
  readonly column: string | null;
  readonly sample: string | null;
  readonly reason: string;
  /** What a code says that the importer's table does not hold. */
  readonly own?: { readonly severity: Severity; readonly hint: Bilingual };
}

const HEADERS = [
  'severityOf',
  'code',
  'file',
  'sheetOf',
  'row',
  'column',
  'sample',
  'reason',
  'hint',
  'counted',
] as const;

/** The list for whoever repairs the workbook: a line per finding, the rows that no figure counts marked as such. */
export function findingTable(t: Translator, lines: readonly FindingLine[]): ExportTable {
  return {
    name: t('data.section.findings'),
    headers: HEADERS.map((key) => t(`data.${key}`)),
    rows: lines.map(({ code, file, sheet, row, column, sample, reason, own }) => {
      const info: CodeInfo | undefined = (CODES as Readonly<Record<string, CodeInfo>>)[code];
      const said = info ?? own;
      return [
        said ? t(`data.severity.${said.severity}`) : null,
        code,
        file,
        sheet,
        row,
        column,
        sample,
        reason,
        said ? t.pick(said.hint) : null,
        info?.setsAside ? t('data.notCounted') : null,
      ];
    }),
  };
}
