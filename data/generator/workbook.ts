import * as XLSX from '@e965/xlsx';
import { spreadsheetSerial } from './calendar.ts';
import { DATE_KEYS, LEDGER_COLUMNS, LEDGER_HEADERS, type LedgerRow } from './ledger-row.ts';

const SHEET_NAME = '五色台账';
const TITLE = '平原县“五色台账”群众反映问题汇总台账';
const UNIT_LINE = '填表单位：县指挥部综合协调组        截止时间：2022年2月17日18时';
const WIDE = new Set(['problem', 'result']);
/** A fixed moment, so that the same rows always give the same bytes. */
const WRITTEN_AT = new Date(Date.UTC(2022, 1, 17, 10, 0, 0));

/** The workbook as a county office would export it: title, unit and cut-off, headers, rows; dates are real date cells. */
export function ledgerWorkbook(rows: readonly LedgerRow[]): Uint8Array {
  const sheet = XLSX.utils.aoa_to_sheet([[TITLE], [UNIT_LINE], [...LEDGER_HEADERS]]);
  XLSX.utils.sheet_add_aoa(sheet, rows.map(rowCells), { origin: 'A4' });
  const lastColumn = LEDGER_COLUMNS.length - 1;
  sheet['!merges'] = [0, 1].map((row) => ({ s: { r: row, c: 0 }, e: { r: row, c: lastColumn } }));
  sheet['!cols'] = LEDGER_COLUMNS.map(([key]) => ({ wch: WIDE.has(key) ? 44 : 13 }));
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, SHEET_NAME);
  book.Props = { Title: TITLE, CreatedDate: WRITTEN_AT, ModifiedDate: WRITTEN_AT };
  return new Uint8Array(
    XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true, bookSST: true }),
  );
}

function rowCells(row: LedgerRow): (XLSX.CellObject | null)[] {
  return LEDGER_COLUMNS.map(([key]) => {
    const text = row[key];
    if (text === '') return null;
    if (key === 'seq') return { t: 'n', v: Number(text) };
    const serial = DATE_KEYS.has(key) ? spreadsheetSerial(text) : null;
    if (serial === null) return { t: 's', v: text };
    return { t: 'n', v: serial, z: Number.isInteger(serial) ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm' };
  });
}
