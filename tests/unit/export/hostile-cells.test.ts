import { readdirSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { standaloneSvg } from '../../../src/lib/charts/standalone.ts';
import type { ReportDocument } from '../../../src/lib/core/document.ts';
import { tableCsv } from '../../../src/lib/export/bulletin-csv.ts';
import { packageBytes } from '../../../src/lib/export/bulletin-package.ts';
import { workbookBytes } from '../../../src/lib/export/bulletin-workbook.ts';
import { clipboardHtml, clipboardText } from '../../../src/lib/export/clipboard-table.ts';
import { csvBytes, csvLines } from '../../../src/lib/export/csv.ts';
import { docxBytes } from '../../../src/lib/export/docx.ts';
import { xlsxBytes } from '../../../src/lib/export/xlsx.ts';
import { bulletinWords } from '../../../src/lib/i18n/bulletin.ts';
import { FORMULAS, MARKUP } from '../../support/hostile-texts.ts';
import { SMALL_DOCUMENT, UNITS } from '../../support/small-document.ts';
import { xmlFault } from '../../support/xml-form.ts';

const TEXTS = [...FORMULAS, ...MARKUP];
const NUMBERS = [-5, -0.25, 1e21];
const words = bulletinWords('zh');
const TABLE = {
  name: '明细',
  headers: TEXTS,
  rows: [TEXTS, NUMBERS, [`${FORMULAS[0]}${'长'.repeat(40_000)}`]],
};

/** A document whose every text is hostile. */
const DOCUMENT: ReportDocument = {
  ...SMALL_DOCUMENT,
  title: `=1+1${MARKUP.join('')}`,
  masthead: MARKUP.join(''),
  subtitle: MARKUP.join(''),
  edition: MARKUP.join(''),
  blocks: [
    ...MARKUP.map((text) => ({ kind: 'heading' as const, text })),
    ...TEXTS.map((text, index) => ({ kind: 'paragraph' as const, id: `p${index}`, inlines: [text] })),
    { kind: 'chart', id: 'trend', title: MARKUP.join(''), note: MARKUP[0]!, alt: MARKUP.join('') },
  ],
  annexes: ["'", "'", '', '=1+1', '=1+1', ...MARKUP.slice(0, 3)].map((title) => ({
    ...UNITS,
    title,
    columns: UNITS.columns.map((column, index) => ({ ...column, header: TEXTS[index]! })),
    rows: [
      ...TEXTS.map((text) => [{ text }, { text }, { text }, { text }]),
      ...NUMBERS.map((value) =>
        Array.from({ length: 4 }, () => ({
          text: `${value}`,
          number: { value, format: 'signed' as const },
        })),
      ),
    ],
    notes: TEXTS,
  })),
  foot: TEXTS,
  definitions: TEXTS.map((text) => ({ name: text, text })),
};

/** What a spreadsheet could run: the sign in front of everything that it drops or that nobody sees. */
const RUNS = /^[\s\p{Cc}\p{Cf}\u115f]*[=+\-@＝＋－＠﹦﹢﹣﹫]|^[\t\r\n]/u;
const isNumber = (text: string): boolean => /^[-+−]?\d+(?:\.\d+)?(?:e\+?\d+)?$/.test(text);
const running = (cells: Iterable<string>): string[] =>
  [...cells].filter((cell) => RUNS.test(cell) && !isNumber(cell));
const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const csvCells = (text: string, delimiter = ','): string[] =>
  parse(text, { bom: true, delimiter, relax_column_count: true }).flat();

/** The parts of an office file; each must be well formed. */
function parts(bytes: Uint8Array): Map<string, string> {
  const files = Object.entries(unzipSync(bytes)).filter(([name]) => /\.(?:xml|rels)$/.test(name));
  const texts = new Map(files.map(([name, content]) => [name, strFromU8(content)]));
  for (const [name, xml] of texts) expect([name, xmlFault(xml)]).toEqual([name, null]);
  return texts;
}

function expectNoFormula(bytes: Uint8Array): void {
  for (const [name, xml] of parts(bytes))
    expect([name, /<f[ >]|<ddeLink|<oleLink/.test(xml)]).toEqual([name, false]);
  const book = read(bytes, { cellFormula: true });
  for (const name of book.SheetNames) {
    expect(name).toMatch(/^(?!')[^\\/?*[\]:\p{Cc}]{1,31}(?<!')$/u);
    const cells = Object.entries(book.Sheets[name]!).filter(([place]) => !place.startsWith('!'));
    for (const [place, cell] of cells) expect([name, place, cell.f]).toEqual([name, place, undefined]);
  }
  expect(new Set(book.SheetNames.map((name) => name.toLowerCase())).size).toBe(book.SheetNames.length);
}

/** Every function that makes what leaves the program, tried with hostile texts. */
const EXPORTERS: Readonly<Record<string, () => void | Promise<void>>> = {
  csvBytes: () => {
    const cells = csvCells(textOf(csvBytes(TABLE)));
    expect(running(cells)).toEqual([]);
    expect(cells).toEqual(expect.arrayContaining(['-5', '-0.25']));
  },
  csvLines: () => {
    expect(running(csvCells(csvLines([TEXTS, NUMBERS])))).toEqual([]);
  },
  clipboardText: () => {
    const cells = csvCells(clipboardText([TEXTS, NUMBERS]), '\t');
    expect(running(cells)).toEqual([]);
    expect(cells).toHaveLength(TEXTS.length + NUMBERS.length);
  },
  clipboardHtml: () => {
    const { document } = parseHTML(`<html><body>${clipboardHtml([TEXTS, TEXTS, NUMBERS])}</body></html>`);
    const cells = [...document.querySelectorAll('th, td')];
    expect(running(cells.map((cell) => cell.textContent ?? ''))).toEqual([]);
    expect(cells).toHaveLength(2 * TEXTS.length + NUMBERS.length);
    expect(
      [...new Set([...document.querySelectorAll('body *')].map(({ localName }) => localName))].sort(),
    ).toEqual(['br', 'meta', 'table', 'td', 'th', 'tr']);
  },
  xlsxBytes: async () => {
    const bytes = await xlsxBytes([TABLE, { ...TABLE, name: 'b' }]);
    expectNoFormula(bytes);
    const rows = utils.sheet_to_json<string[]>(read(bytes).Sheets['明细']!, { header: 1 });
    expect(rows[1]![0]).toBe(FORMULAS[0]);
    expect(rows[2]).toEqual(NUMBERS);
    expect(rows[3]![0]).toHaveLength(32_767);
  },
  tableCsv: () => {
    for (const table of DOCUMENT.annexes) {
      const cells = csvCells(textOf(tableCsv(table, DOCUMENT, words)));
      expect(running(cells)).toEqual([]);
      expect(cells).toContain('-5');
    }
  },
  workbookBytes: async () => expectNoFormula(await workbookBytes(DOCUMENT, words)),
  docxBytes: async () => {
    const files = parts(await docxBytes(DOCUMENT, { words, pictures: new Map() }));
    const document = files.get('word/document.xml')!;
    expect(document).not.toMatch(/<w:(?:fldSimple|instrText|hyperlink|object|altChunk)\b|INCLUDE/);
    expect(document).toContain('&lt;script&gt;window.__xss=1&lt;/script&gt;');
    for (const [name, xml] of files)
      if (name.endsWith('.rels')) expect([name, /TargetMode="External"/.test(xml)]).toEqual([name, false]);
  },
  packageBytes: async () => {
    const options = { words, pictures: new Map(), link: '', isEdited: false };
    const charts = new Map([['trend', { svg: '<svg/>', png: null }]]);
    const files = unzipSync(await packageBytes(DOCUMENT, { ...options, charts }));
    for (const [name, bytes] of Object.entries(files)) {
      expect(name).toMatch(/^(?:[^\\:*?"<>|\p{Cc}\p{Cf}/]+\/){1,2}[^\\:*?"<>|\p{Cc}\p{Cf}/]+$/u);
      expect(name.split('/')).not.toContain('..');
      if (name.endsWith('.csv')) expect(running(csvCells(textOf(bytes)))).toEqual([]);
      if (name.endsWith('.xlsx')) expectNoFormula(bytes);
      if (name.endsWith('manifest.json')) expect(JSON.parse(textOf(bytes)).title).toBe(DOCUMENT.title);
    }
    expect(Object.keys(files).filter((name) => name.endsWith('.csv'))).toHaveLength(DOCUMENT.annexes.length);
  },
  standaloneSvg: () => {
    const all = MARKUP.join('');
    const frame = { title: all, subtitle: all, notes: TEXTS, width: 640, height: 200 };
    const svg = standaloneSvg('<svg width="640"><text>\u000b\ufffe</text></svg>', frame);
    expect(xmlFault(svg)).toBeNull();
    const names = [...svg.matchAll(/<([a-z]+)/g)].map(([, name]) => name);
    expect([...new Set(names)].sort()).toEqual(['rect', 'svg', 'text']);
  },
};

/** Functions beside them that make no file, or none with cells. */
const NO_FILES: Readonly<Record<string, string>> = {
  harmlessText: 'a part of the others',
  csvLine: 'for texts that are known to be harmless: called by csvLines and tableCsv',
  sourceLines: 'lines for others',
  readmeLines: 'lines for others',
  findingTable: 'a table for csvBytes and xlsxBytes',
  textBytes: 'plain text, which no program runs',
  documentText: 'plain text, which no program runs',
  packageNotes: 'plain text, which no program runs',
  bundleZip: 'the published files, unchanged',
  fixedZip: 'a part of the others',
  fixedOffice: 'a part of the others',
  printLayout: 'a part of workbookBytes',
  sheetNames: 'a part of workbookBytes',
  documentStyles: 'a part of docxBytes',
  standaloneSize: 'numbers',
};

describe('every export', () => {
  it.each(Object.entries(EXPORTERS))('%s takes hostile texts as texts', async (_, attempt) => {
    await attempt();
  });

  it('is among them', async () => {
    const folder = new URL('../../../src/lib/export/', import.meta.url);
    const files = [
      ...readdirSync(folder).map((name) => new URL(name, folder)),
      new URL('../charts/standalone.ts', folder),
    ];
    const found: string[] = [];
    for (const file of files)
      for (const [name, value] of Object.entries((await import(file.href)) as object))
        if (typeof value === 'function') found.push(name);
    expect(found.sort()).toEqual([...Object.keys(EXPORTERS), ...Object.keys(NO_FILES)].sort());
  });
});
