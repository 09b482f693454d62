import type { LedgerRow } from './ledger-row.ts';
import type { Random } from './random.ts';

const REMARKS = [
  '与道路整治一并实施',
  '外出务工，微信联系',
  '老党员户',
  '脱贫享受政策户',
  '同类问题已合并办理',
  '独居老人',
];

/**
 * Gives some rows what real exports have: a name or a number inside the free text, line breaks, commas
 * and quotes in a cell, a remark. All names and numbers are the row's own invented ones.
 */
export function blemish(rows: readonly LedgerRow[], random: Random): void {
  for (const row of rows) if (row.remark === '' && random.chance(0.06)) row.remark = random.pick(REMARKS);
  const eligible = random.shuffle(
    rows.filter(({ village, phone }) => village !== '李德俭村' && phone.startsWith('1')),
  );
  const take = (count: number) => eligible.splice(0, count);
  for (const row of take(9)) row.problem += `，方便时请拨打${row.phone}`;
  for (const row of take(4)) row.problem += `（联系人${row.resident}，电话 ${spaced(row.phone)}）`;
  for (const row of take(7)) row.problem = `${row.resident}反映：${row.problem}`;
  for (const row of take(3)) row.remark = `其子电话${row.phone}`;
  for (const row of take(8)) row.result = row.result && `${row.result}\n经办人已当面告知群众`;
  for (const row of take(6)) row.remark = '群众原话："早点修好就行",已转告';
  for (const row of take(3)) row.problem += '\n另：希望公开办理进度';
}

function spaced(phone: string): string {
  return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
}
