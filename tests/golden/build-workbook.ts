import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
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
    readonly isHidden?: true;
    /** Fills of cells by address, as the style sheet states them: `rgb="FF00B050"`; xlsx only. */
    readonly fills?: Readonly<Record<string, string>>;
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
  book.Workbook = {
    ...(spec.date1904 && { WBProps: { date1904: true } }),
    ...(spec.sheets.some(({ isHidden }) => isHidden) && {
      Sheets: spec.sheets.map(({ isHidden }) => ({ Hidden: isHidden ? 1 : 0 })),
    }),
  };
  const bytes = new Uint8Array(write(book, { type: 'array', bookType: spec.type ?? 'xlsx' }) as ArrayBuffer);
  return spec.sheets.some(({ fills }) => fills) ? painted(bytes, spec) : bytes;
}

/** The library writes no fills: they are put into the style sheet, and their cells refer to them. */
function painted(bytes: Uint8Array, { sheets }: WorkbookSpec): Uint8Array {
  const parts = unzipSync(bytes);
  const edit = (name: string, change: (xml: string) => string) => {
    parts[name] = strToU8(change(strFromU8(parts[name]!)));
  };
  const colours = [...new Set(sheets.flatMap(({ fills = {} }) => Object.values(fills)))];
  let firstStyle = 0;
  edit('xl/styles.xml', (xml) => {
    const firstFill = xml.split('<fill>').length - 1;
    firstStyle = /<cellXfs.*<\/cellXfs>/s.exec(xml)![0].split('<xf ').length - 1;
    const fills = colours.map(
      (colour) => `<fill><patternFill patternType="solid"><fgColor ${colour}/></patternFill></fill>`,
    );
    const styles = colours.map((_, index) => `<xf numFmtId="0" fillId="${firstFill + index}" applyFill="1"/>`);
    return xml
      .replace('</fills>', `${fills.join('')}</fills>`)
      .replace('</cellXfs>', `${styles.join('')}</cellXfs>`);
  });
  sheets.forEach(({ fills = {} }, index) =>
    edit(`xl/worksheets/sheet${index + 1}.xml`, (xml) =>
      Object.entries(fills).reduce((sheet, [address, colour]) => {
        const style = `s="${firstStyle + colours.indexOf(colour)}"`;
        if (sheet.includes(`<c r="${address}"`)) return sheet.replace(`<c r="${address}"`, `$& ${style}`);
        const row = new RegExp(`(<row r="${/\d+/.exec(address)![0]}".*?)(</row>)`, 's');
        return sheet.replace(row, `$1<c r="${address}" ${style}/>$2`);
      }, xml),
    ),
  );
  return zipSync(parts);
}

function toCell(cell: CellSpec): CellObject | string | number | boolean | null {
  if (cell === null || typeof cell !== 'object') return cell;
  if ('error' in cell) return { t: 'e', v: cell.error, w: '#REF!' };
  return { t: 'n', v: cell.n, z: cell.format };
}
