import type { Feature } from 'write-excel-file/universal';

/** How a sheet is printed. */
export interface PrintedSheet {
  readonly name: string;
  readonly isWide: boolean;
  /** Rows from the top that every page repeats. */
  readonly heads: number;
}

const A4 = 9;
/** Inches; the head and foot of a page stand in the margin. */
const MARGINS = 'left="0.5" right="0.5" top="0.75" bottom="0.7" header="0.35" footer="0.35"';

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** The defined name that a spreadsheet knows repeated rows by. */
function printTitles({ name, heads }: PrintedSheet, index: number): string {
  const rows = `'${name.replaceAll("'", "''")}'!$1:$${heads}`;
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escaped(rows)}</definedName>`;
}

/**
 * Prints every sheet on A4 pages of one page's width, wide ones lying, with their heads and `edition` on each page and
 * `page` (`&P` for the number) below: what the library has no words for, written in the places that the standard
 * (ECMA-376, CT_Worksheet and CT_Workbook) gives to them.
 */
export function printLayout(sheets: readonly PrintedSheet[], edition: string, page: string): Feature<Blob> {
  const titles = sheets.flatMap((sheet, index) => (sheet.heads > 0 ? [printTitles(sheet, index)] : []));
  // In heads and feet `&` begins a code.
  const head = escaped(`&R${edition.replaceAll('&', '&&')}`);
  const foot = escaped(`&C${page}`);
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml) =>
            xml.replace(/<worksheet[^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
          insert: (_, { sheetIndex }) =>
            `<printOptions horizontalCentered="1"/><pageMargins ${MARGINS}/>` +
            `<pageSetup paperSize="${A4}" orientation="${sheets[sheetIndex]!.isWide ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>` +
            `<headerFooter><oddHeader>${head}</oddHeader><oddFooter>${foot}</oddFooter></headerFooter>`,
        },
        ...(titles.length > 0 && {
          'xl/workbook.xml': {
            transform: (xml: string) =>
              xml.replace(/<definedNames\/>/, `<definedNames>${titles.join('')}</definedNames>`),
          },
        }),
      },
    },
  };
}
