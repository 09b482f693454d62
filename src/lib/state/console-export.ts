import type { ExportCell, ExportTable } from '../export/table.ts';
import { formatCount, formatMoment } from '../format/format.ts';
import type { Translator } from '../i18n/messages.ts';
import type { Answered } from './console.svelte.ts';
import { answerCell } from './console-cells.ts';
import type { Published } from './published.svelte.ts';

/** An answer as a table of a file, and what the file says of it. */
export interface AnswerFile {
  readonly table: ExportTable;
  readonly notes: readonly (readonly ExportCell[])[];
}

/** The answer as it is shown, with the statement and the data that it was asked of. */
export function answerFile(t: Translator, { sql, answer }: Answered, published: Published): AnswerFile {
  const { cutoff, dataVersion, edition } = published.manifest;
  const rows = answer.rows.map((row) => row.map((text, place) => answerCell(text, answer.columns[place]!)));
  const count = formatCount(rows.length);
  return {
    table: { name: t('sql.answer'), headers: answer.columns.map(({ name }) => name), rows },
    notes: [
      [t('sql.note.statement'), sql],
      [t('sql.note.rows'), answer.isCut ? t('sql.note.cut', { count }) : rows.length],
      [
        t('details.version', { version: dataVersion, moment: formatMoment(cutoff, t.language) }),
        published.isLocal ? t('open.mark') : t(`header.edition.${edition}`),
      ],
    ],
  };
}
