import { compactText } from '../core/text.ts';
import { normaliseHeader } from './header-text.ts';
import type { SheetRow } from './sheet.ts';

/** What a row below the header is. */
export type RowKind = 'data' | 'header' | 'total' | 'signature' | 'number_only' | 'heading';

/** What a sheet's rows are told apart by. */
export interface RowKindContext {
  /** Normalised header texts per column; empty where the column means nothing. */
  readonly headers: readonly string[];
  /** Column of 反映问题 (or of the households visited). */
  readonly mainColumn: number;
  readonly sequenceColumn: number | null;
}

const TOTAL =
  /^(?:本页|本表|全县|全镇|累计)?(?:合计|总计|小计|共计)(?:\([^()]*\))?(?:[:：]?共?\d*[个件户条]?)?$/;
/** 王庙镇小计, 绿色台账合计: a total only where no problem is written. */
const GROUP_TOTAL = /^[\u4e00-\u9fff()]{1,10}(?:合计|总计|小计)[:：]?$/;
const COUNT = /^\d{1,9}[个件户条]?$/;
const SIGNATURE =
  /^(?:制表人?|审核人?|填表人|填报人|填表单位|填报单位|填表日期|填报日期|填表说明|填报说明|单位负责人|主要负责人|分管领导|主要领导|负责人签字|签字|盖章|联系人|联系电话|备注|说明|注)(?:[:：(（]|$)/;

/** Headers have no such marks outside the hints in their brackets. */
const PROSE = /[，。；、,;]/;
const BRACKET = /[（(【[〔]/;

/** Signed lines spread over the columns, so that a name may stand where problems do. */
const SIGNED =
  /^(?:制表人?|审核人?|填表人|填报人|填表单位|填报单位|填表日期|填报日期|单位负责人|主要负责人|分管领导|主要领导|负责人签字|负责人|经办人|校对人?|复核人?|统计人|联系人|联系电话|电话|签字|盖章)[:：]/;

/** Repeated headers, totals, signature lines and numbers without a row are told from data. */
export function rowKind(row: SheetRow, context: RowKindContext): RowKind {
  const { cells } = row;
  const first = cells.findIndex((cell) => cell.trim() !== '');
  const lead = cells[first] ?? '';
  if (lead.length < 12 && isTotalCell(lead)) return 'total';
  const main = cells[context.mainColumn] ?? '';
  if (first !== context.mainColumn && lead.includes('计') && isGroupTotal(lead, main)) return 'total';
  const { sequenceColumn } = context;
  if (sequenceColumn !== null && first !== sequenceColumn && isTotalCell(cells[sequenceColumn]))
    return 'total';
  if (isHeader(cells, context, main)) return 'header';
  if (SIGNED.test(lead.trimStart()) && (first !== context.mainColumn || isSignedOnly(cells)))
    return 'signature';
  if (main.trim() !== '' && first !== context.mainColumn) return 'data';
  if (SIGNATURE.test(compactText(lead)) && (first !== context.mainColumn || filled(cells) <= 1))
    return 'signature';
  if (sequenceColumn !== first || filled(cells) !== 1) return 'data';
  return /[\u4e00-\u9fff]{2}/.test(lead) ? 'heading' : 'number_only';
}

function isSignedOnly(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '' || SIGNED.test(cell.trimStart()));
}

function isGroupTotal(lead: string, main: string): boolean {
  const count = compactText(main.slice(0, 12));
  return GROUP_TOTAL.test(compactText(lead)) && (count === '' || COUNT.test(count));
}

/** True for 合计, 本页小计, 总计：3个; false for a blank cell. */
export function isTotalCell(cell: string | undefined): boolean {
  return cell !== undefined && cell.includes('计') && TOTAL.test(compactText(cell));
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

function isHeader(cells: readonly string[], context: RowKindContext, main: string): boolean {
  if (
    main.length > 24 ||
    (PROSE.test(main) && !BRACKET.test(main)) ||
    normaliseHeader(main) !== context.headers[context.mainColumn]
  )
    return false;
  return (
    context.headers.filter(
      (header, column) => header !== '' && normaliseHeader(cells[column] ?? '') === header,
    ).length >= 2
  );
}

/** Numbers that a total row prints, by header text; anything that is no whole number is left out. */
export function printedNumbers(row: SheetRow, headers: readonly string[]): Record<string, number> {
  const numbers = headers.flatMap((header, column) => {
    const cell = compactText(row.cells[column] ?? '')
      .replace(/[个件户条]$/, '')
      .replace(/(?<=\d),(?=\d{3})/g, '');
    return header !== '' && /^\d{1,9}$/.test(cell) ? [[header, Number(cell)] as const] : [];
  });
  return Object.fromEntries(numbers);
}
