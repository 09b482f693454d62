import { hasContent, type Sheet } from './sheet.ts';

/** What a column of a machine export holds: points in time need their form, everything else shows itself. */
export type ColumnForm = 'plain' | 'date' | 'local' | 'instant' | 'time';

/** One column of an Arrow or Parquet file. */
export interface MachineColumn {
  readonly name: string;
  readonly form: ColumnForm;
  /** Digits after the point of a decimal column, else null. */
  readonly scale: number | null;
}

/** Cells above which a machine export is refused: packed repetition can promise any number of rows. */
export const MAX_MACHINE_CELLS = 100_000_000;

/** Chinese time has had no summer time since 1991; the ledger is kept in it. */
const COUNTY_OFFSET_MS = 8 * 3_600_000;
const bytesAsText = new TextDecoder();

/** A sheet whose first row is the field names; row numbers are those that a spreadsheet would show. */
export function machineSheet(
  file: string,
  columns: readonly MachineColumn[],
  records: Iterable<readonly unknown[]>,
): Sheet {
  const rows = [{ number: 1, cells: columns.map(({ name }) => name), hidden: false }];
  let number = 1;
  for (const record of records) {
    number += 1;
    const cells = columns.map((column, index) => machineText(record[index], column));
    if (hasContent(cells)) rows.push({ number, cells, hidden: false });
  }
  return { file, name: '', rows, merges: [], date1904: false, delimited: false };
}

/**
 * A typed value in the form that the coercers read: days `YYYY-MM-DD`, moments `YYYY-MM-DDTHH:mm:ss` in the county's
 * time, numbers without exponent, 是/否, lists joined by 、. Null, undefined and NaN are an empty cell. Moments come
 * as Date or milliseconds since 1970, times of day as milliseconds since midnight.
 */
function machineText(value: unknown, { form, scale }: Omit<MachineColumn, 'name'>): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  const isPoint = value instanceof Date || typeof value === 'number' || typeof value === 'bigint';
  if (form !== 'plain' && isPoint) return pointText(Number(value), form);
  if (value instanceof Date) return pointText(value.getTime(), 'local');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return numberText(scale === null ? value : Number(value.toFixed(scale)));
  if (value instanceof Uint8Array) return bytesAsText.decode(value);
  if (typeof value !== 'object') return String(value as string | bigint);
  const plain = { form: 'plain', scale: null } as const;
  if (Symbol.iterator in value) {
    return Array.from(value as Iterable<unknown>, (part) => machineText(part, plain))
      .filter((part) => part !== '')
      .join('、');
  }
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}

function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(0) : String(value);
}

function pointText(milliseconds: number, form: ColumnForm): string {
  const point = new Date(milliseconds + (form === 'instant' ? COUNTY_OFFSET_MS : 0));
  if (Number.isNaN(point.getTime())) return String(milliseconds);
  const text = point.toISOString();
  if (form === 'time') return text.slice(11, 19);
  const [day, hour] = [text.slice(0, text.indexOf('T')), text.slice(text.indexOf('T') + 1).slice(0, 8)];
  return form === 'date' || hour === '00:00:00' ? day : `${day}T${hour}`;
}
