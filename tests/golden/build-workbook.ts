import { utils, write, type BookType, type CellObject, type WorkSheet } from '@e965/xlsx';

type CellSpec = string | number | boolean | null | { readonly n: number; readonly format: string } | { readonly error: number };

/** A workbook written down as text, so that a golden case can be read and edited. */
export interface WorkbookSpec {
  readonly type?: BookType;
  readonly date1904?: boolean;
  readonly sheets: readonly {
    readonly name: string;
    readonly rows: readonly (readonly CellSpec[])[];
    /** 1-based rows. */
    readonly hidden?: readonly number[];
    readonly merges?: readonly string[];
  }[];
}

/** Bytes of the workbook that a specification describes. */
export function buildWorkbook(spec: WorkbookSpec): Uint8Array {
  const book = utils.book_new();
  for (const { name, rows, hidden, merges } of spec.sheets) {
    const sheet: WorkSheet = utils.aoa_to_sheet(rows.map((row) => row.map(toCell)));
    if (merges) sheet['!merges'] = merges.map((range) => utils.decode_range(range));
    if (hidden) {
      sheet['!rows'] = [];
      for (const row of hidden) sheet['!rows'][row - 1] = { hidden: true };
    }
    utils.book_append_sheet(book, sheet, name);
  }
  if (spec.date1904) book.Workbook = { WBProps: { date1904: true } };
  return new Uint8Array(write(book, { type: 'array', bookType: spec.type ?? 'xlsx' }) as ArrayBuffer);
}

function toCell(cell: CellSpec): CellObject | string | number | boolean | null {
  if (cell === null || typeof cell !== 'object') return cell;
  if ('error' in cell) return { t: 'e', v: cell.error, w: '#REF!' };
  return { t: 'n', v: cell.n, z: cell.format };
}
