import type { ExportTable } from './table.ts';

const NARROW = 6;
const WIDE = 60;

/** Characters that a column needs; a Chinese one takes two. */
function widthOf(texts: readonly unknown[]): number {
  const longest = texts.reduce<number>((most, text) => {
    const line = String(text ?? '').split('\n')[0]!;
    return Math.max(most, line.length + (line.match(/[^\x00-\xff]/g)?.length ?? 0));
  }, NARROW);
  return Math.min(longest + 2, WIDE);
}

/** A workbook with a sheet per table: texts as texts (never formulas), numbers as numbers, a filter on the header. */
export async function xlsxBytes(tables: readonly ExportTable[]): Promise<Uint8Array> {
  const library = await import('@e965/xlsx');
  const book = library.utils.book_new();
  for (const { name, headers, rows } of tables) {
    const sheet = library.utils.aoa_to_sheet([[...headers], ...rows.map((row) => [...row])]);
    sheet['!cols'] = headers.map((header, column) => ({
      wch: widthOf([header, ...rows.slice(0, 200).map((row) => row[column])]),
    }));
    if (sheet['!ref'] !== undefined) sheet['!autofilter'] = { ref: sheet['!ref'] };
    library.utils.book_append_sheet(book, sheet, name.slice(0, 31));
  }
  return new Uint8Array(
    library.write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer,
  );
}
