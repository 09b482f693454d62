import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { workbookBytes } from '../../../src/lib/export/bulletin-workbook.ts';
import { bulletinWords } from '../../../src/lib/i18n/bulletin.ts';
import { SMALL_DOCUMENT } from '../../support/small-document.ts';

/** The children of the worksheet that the standard orders (ECMA-376, CT_Worksheet), those that are used here. */
const ORDER = [
  'sheetPr',
  'sheetViews',
  'cols',
  'sheetData',
  'mergeCells',
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
];

describe('a printed workbook', async () => {
  const long = '梳理群众反映问题。'.repeat(40);
  const files = unzipSync(
    await workbookBytes(
      {
        ...SMALL_DOCUMENT,
        blocks: [{ kind: 'paragraph', id: 'overview-1', inlines: [long] }, ...SMALL_DOCUMENT.blocks],
        annexes: SMALL_DOCUMENT.annexes.map((annex) => ({ ...annex, title: "镇'街", notes: [long] })),
      },
      bulletinWords('zh'),
    ),
  );
  // Text, two tables, definitions, source.
  const sheets = [1, 2, 3, 4, 5].map((id) => strFromU8(files[`xl/worksheets/sheet${id}.xml`]!));
  const heightOf = (xml: string, row: number): number =>
    Number(new RegExp(`<row r="${row}" ht="([\\d.]+)"`).exec(xml)![1]);

  it('is fitted to the width of A4 pages, as many as it takes; the wide one lies', () => {
    for (const xml of sheets) {
      expect(xml).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
      expect(xml).toMatch(/<pageSetup paperSize="9"[^>]* fitToWidth="1" fitToHeight="0"\/>/);
    }
    expect(sheets.map((xml) => /orientation="(\w+)"/.exec(xml)![1])).toEqual([
      'portrait',
      'portrait',
      'landscape',
      'portrait',
      'portrait',
    ]);
  });

  it('has its parts in the order of the standard, each once', () => {
    for (const xml of sheets) {
      const root = xml.slice(xml.indexOf('<worksheet'));
      const found = [...root.matchAll(/<(\w+)[ >/]/g)]
        .map(([, tag]) => tag!)
        .filter((tag) => ORDER.includes(tag));
      expect(found).toEqual(ORDER.filter((tag) => found.includes(tag)));
    }
  });

  it('repeats title, scope and column heads of tables on each page, with edition and number', () => {
    const book = strFromU8(files['xl/workbook.xml']!);
    expect(book).toContain(
      '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="1">\'五色台账一览表\'!$1:$3</definedName>' +
        '<definedName name="_xlnm.Print_Titles" localSheetId="2">\'镇\'\'街\'!$1:$3</definedName></definedNames>',
    );
    for (const xml of sheets) {
      expect(xml).toContain('<oddHeader>&amp;R内部资料</oddHeader>');
      expect(xml).toContain('<oddFooter>&amp;C第&amp;P页</oddFooter>');
    }
  });

  it('gives texts the height of their lines: merged cells do not grow', () => {
    expect(sheets[0]).not.toContain('mergeCell');
    // 360 Chinese characters are 720 narrow ones: nine lines of 80 at the least, at 16 points; row 3 below title and moment.
    expect(heightOf(sheets[0]!, 3)).toBeGreaterThanOrEqual(9 * 16);
    expect(heightOf(sheets[0]!, 3)).toBeLessThan(12 * 16);
    // The same text as a note of a narrow table, in row 7 below three heads and three rows, needs more lines.
    expect(heightOf(sheets[2]!, 7)).toBeGreaterThan(12 * 16);
    // A short paragraph is one line.
    expect(heightOf(sheets[0]!, 5)).toBe(16);
  });
});
