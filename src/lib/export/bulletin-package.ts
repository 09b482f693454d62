import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { documentTables, type ReportDocument } from '../core/document.ts';
import { datedName, fileName, plainName } from '../core/file-name.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';
import { tableCsv } from './bulletin-csv.ts';
import { readmeLines } from './bulletin-readme.ts';
import { documentText, textBytes } from './bulletin-text.ts';
import { workbookBytes } from './bulletin-workbook.ts';
import { docxBytes, type Picture } from './docx.ts';
import { fixedZip } from './fixed-zip.ts';

/** A chart that leaves its document, with its title, notes, cut-off, edition and version inside. */
export interface ChartFile {
  readonly svg: string;
  /** Null where it could not be painted. */
  readonly png: Uint8Array | null;
}

/** What goes into a package beside the document. */
export interface PackageOptions {
  readonly words: BulletinWords;
  /** Pictures for the Word file, by the charts' ids. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Charts as files of their own, by their ids. */
  readonly charts: ReadonlyMap<string, ChartFile>;
  /** Parameters of the page's address that make the bulletin again. */
  readonly link: string;
  readonly isEdited: boolean;
}

/** Form of `manifest.json`; goes up when a reader of it must change. */
const SCHEMA = 1;

interface PackedFile {
  readonly path: string;
  readonly what: string;
  readonly bytes: Uint8Array;
}

function tableFiles(document: ReportDocument, words: BulletinWords): PackedFile[] {
  return documentTables(document).map((table, index) => ({
    path: `${words('pack.tables')}/${index + 1}-${plainName(table.title)}.csv`,
    what: words('pack.csv', { title: table.title }),
    bytes: tableCsv(table, document, words),
  }));
}

function chartFiles(
  document: ReportDocument,
  words: BulletinWords,
  charts: PackageOptions['charts'],
): PackedFile[] {
  const blocks = document.blocks.filter((block) => block.kind === 'chart');
  return blocks.flatMap(({ id, title }, index): PackedFile[] => {
    const chart = charts.get(id);
    if (chart === undefined) return [];
    const path = `${words('pack.charts')}/${index + 1}-${plainName(title)}`;
    const svg = {
      path: `${path}.svg`,
      what: words('pack.svg', { title }),
      bytes: new TextEncoder().encode(chart.svg),
    };
    if (chart.png === null) return [svg];
    return [svg, { path: `${path}.png`, what: words('pack.png', { title }), bytes: chart.png }];
  });
}

function manifestText(document: ReportDocument, options: PackageOptions, files: readonly PackedFile[]) {
  const { dataVersion, edition, cutoff, scope, kind } = document.source;
  const manifest = {
    schema: SCHEMA,
    bulletin: kind,
    title: document.title,
    language: options.words.language,
    dataVersion,
    edition,
    cutoff,
    scope,
    link: options.link,
    isEdited: options.isEdited,
    files: files.map(({ path, bytes }) => ({
      name: path,
      bytes: bytes.length,
      sha256: bytesToHex(sha256(bytes)),
    })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * The whole bulletin as one zip of a folder: Word, Excel, text, each table as CSV, each chart as SVG and PNG, a readme
 * and `manifest.json` with the length and SHA-256 of every other file. All is made of the one document; the same
 * document gives the same bytes.
 */
export async function packageBytes(document: ReportDocument, options: PackageOptions): Promise<Uint8Array> {
  const { words, pictures, charts, link, isEdited } = options;
  const { cutoff } = document.source;
  const named = (ending: string): string => fileName(document.title, cutoff, ending);
  const files: PackedFile[] = [
    {
      path: named('docx'),
      what: words('pack.docx'),
      bytes: await docxBytes(document, { words, pictures }),
    },
    { path: named('xlsx'), what: words('pack.xlsx'), bytes: await workbookBytes(document, words) },
    { path: named('txt'), what: words('pack.txt'), bytes: documentText(document) },
    ...tableFiles(document, words),
    ...chartFiles(document, words, charts),
  ];
  const wanted = document.blocks.filter((block) => block.kind === 'chart');
  const facts = {
    files: [
      ...files.map(({ path, what }) => [path, what] as const),
      ['manifest.json', words('pack.manifest')],
    ],
    link,
    isEdited,
    lacksPictures: wanted.some(({ id }) => !charts.get(id)?.png),
  } as const;
  const readme = {
    path: words('pack.readme'),
    what: '',
    bytes: textBytes(readmeLines(document, words, facts)),
  };
  const folder = datedName(document.title, cutoff);
  const all = [readme, ...files];
  return fixedZip(
    {
      ...Object.fromEntries(all.map(({ path, bytes }) => [`${folder}/${path}`, bytes])),
      [`${folder}/manifest.json`]: new TextEncoder().encode(manifestText(document, options, all)),
    },
    cutoff,
  );
}
