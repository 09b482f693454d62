import type { ExportCell } from '../export/table.ts';
import type { AnswerColumn, AnswerKind } from '../query/run-console.ts';

const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}):00$/;

/** A cell as it is shown: moments to the minute where they are full minutes, all else as the engine wrote it. */
export function answerText(text: string, kind: AnswerKind): string {
  return kind === 'moment' ? text.replace(MOMENT, '$1 $2') : text;
}

/** Digits that a spreadsheet's number keeps. */
const EXACT_DIGITS = 15;

function isExactNumber(text: string): boolean {
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '');
  return Number.isFinite(Number(text)) && (digits.length <= EXACT_DIGITS || String(Number(text)) === text);
}

/** A cell of a file: numbers and moments as such where a spreadsheet holds them exactly, else as text. */
export function answerCell(text: string | null, { kind }: Pick<AnswerColumn, 'kind'>): ExportCell {
  if (text === null) return null;
  if (kind === 'number') return isExactNumber(text) ? Number(text) : text;
  const shown = answerText(text, kind);
  const isMoment = kind !== 'text' && /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/.test(shown);
  return isMoment ? { moment: shown } : text;
}
