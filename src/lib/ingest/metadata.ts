import { compactText } from '../core/text.ts';
import type { LocalMoment } from '../core/period.ts';
import { parseDateText, type DateContext } from './coerce/date-text.ts';
import type { SheetRow } from './sheet.ts';

/** What the lines above the header say; people and phones in them are not read. */
export interface SheetMetadata {
  readonly unit: string | null;
  /** Cut-off in minutes, `T23:59` when the line gives a day only (D18). */
  readonly cutoff: LocalMoment | null;
}

const LABEL =
  /(填表单位|填报单位|上报单位|报送单位|单位名称|单位)|(统计截止时间|截止时间|截至时间|截止日期|截至日期|填表日期|填报日期|填表时间|填报时间|上报时间|统计时间|截止|截至)|(联系人|联系电话|填表人|填报人|审核人|负责人|制表人|电话)/g;

/** Reads 填表单位 and 截止时间 / 填表日期 from the rows above the header; 截止 beats 填表日期. */
export function readMetadata(rows: readonly SheetRow[], date1904: boolean): SheetMetadata {
  const context: DateContext = { date1904, anchor: null, slashOrder: null };
  let unit: string | null = null;
  let cutoff: LocalMoment | null = null;
  let cutoffIsExplicit = false;
  for (const row of rows) {
    for (const { label, value } of labelledValues(row)) {
      if (/单位/.test(label)) unit ??= value === '' ? null : value;
      if (!/日期|时间|截/.test(label)) continue;
      const moment = leadingDate(value, context);
      const isExplicit = label.includes('截');
      if (moment && (cutoff === null || (isExplicit && !cutoffIsExplicit))) {
        cutoff = moment;
        cutoffIsExplicit = isExplicit;
      }
    }
  }
  return { unit, cutoff };
}

function labelledValues(row: SheetRow): { label: string; value: string }[] {
  const line = row.cells
    .map((cell) => compactText(cell))
    .filter((cell) => cell !== '')
    .join('\t');
  const marks = [...line.matchAll(LABEL)];
  return marks.map((mark, index) => ({
    label: mark[0],
    value: line
      .slice(mark.index + mark[0].length, marks[index + 1]?.index ?? line.length)
      .replace(/^[:：\t到至]+/, '')
      .split('\t')[0]!
      .replace(/[（(]+$/, ''),
  }));
}

/** The longest beginning of the text that is a date. */
function leadingDate(text: string, context: DateContext): LocalMoment | null {
  for (let length = Math.min(text.length, 24); length >= 5; length -= 1) {
    const moment = parseDateText(text.slice(0, length), context);
    if (moment) return toCutoff(moment, /[时点:]/.test(text.slice(0, length)));
  }
  return null;
}

/** A moment as a cut-off: minutes; the end of the day when no time is known. */
export function toCutoff(moment: LocalMoment, hasTime: boolean): LocalMoment {
  return hasTime ? moment.slice(0, 16) : `${moment.slice(0, 10)}T23:59`;
}
