/** The columns of the ledger export in the order of the file: our key, the county's header. */
export const LEDGER_COLUMNS = [
  ['seq', '序号'],
  ['id', '问题编号'],
  ['town', '镇街'],
  ['village', '村(社区)'],
  ['resident', '受访群众姓名'],
  ['phone', '联系方式'],
  ['reported', '反映时间'],
  ['problem', '反映问题'],
  ['category', '问题类别'],
  ['onsite', '是否现场解决'],
  ['colour', '台账颜色'],
  ['department', '交办部门'],
  ['owner', '责任人'],
  ['assigned', '交办时间'],
  ['due', '办理时限'],
  ['status', '办理状态'],
  ['resolved', '解决时间'],
  ['result', '办理结果'],
  ['revisited', '回访时间'],
  ['revisitMode', '回访方式'],
  ['revisitBy', '回访人'],
  ['satisfaction', '群众回访满意度'],
  ['remark', '备注'],
] as const;

export type LedgerKey = (typeof LEDGER_COLUMNS)[number][0];

/** One row of the export, every cell as text; an empty cell is ''. Dates are `YYYY-MM-DD[ HH:mm]`. */
export type LedgerRow = Record<LedgerKey, string>;

/** Columns whose cells are real dates in the workbook. */
export const DATE_KEYS: ReadonlySet<LedgerKey> = new Set([
  'reported',
  'assigned',
  'due',
  'resolved',
  'revisited',
]);

/** The headers of the ledger export. */
export const LEDGER_HEADERS: readonly string[] = LEDGER_COLUMNS.map(([, header]) => header);

/** A row's cells in the order of the file. */
export function ledgerCells(row: LedgerRow): string[] {
  return LEDGER_COLUMNS.map(([key]) => row[key]);
}

/** An empty row to start from. */
export function emptyLedgerRow(): LedgerRow {
  return Object.fromEntries(LEDGER_COLUMNS.map(([key]) => [key, ''])) as LedgerRow;
}
