import { crc32, deflateRawSync, constants } from 'node:zlib';
import type { SourceFile } from '../../src/lib/ingest/types.ts';

const HEADER = ['镇街', '登记时间', '反映问题', '台账颜色'];
const ROW = ['王庙镇', '2022-01-05', '路灯不亮', '绿色'];
const encoder = new TextEncoder();

/** An entry of a zip as it is to be told of, which need not be true. */
interface Entry {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly size: number;
  readonly crc: number;
  readonly method?: number;
  /** The number of the entry whose content this one claims as well. */
  readonly same?: number;
}

function entry(name: string, text: string | Uint8Array): Entry {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  return { name, packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
}

/** A zip with exactly these headers. */
function zip(entries: readonly Entry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const places: number[] = [];
  let at = 0;
  for (const { name, packed, size, crc, method = 8, same } of entries) {
    const head = Buffer.alloc(30);
    const title = Buffer.from(name);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(0x0800, 6);
    head.writeUInt16LE(method, 8);
    head.writeUInt32LE(crc, 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(size, 22);
    head.writeUInt16LE(title.length, 26);
    places.push(same === undefined ? at : places[same]!);
    if (same === undefined) {
      parts.push(head, title, Buffer.from(packed));
      at += 30 + title.length + packed.length;
    }
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    head.copy(line, 6, 4, 30);
    line.writeUInt16LE(title.length, 28);
    line.writeUInt32LE(places[places.length - 1]!, 42);
    directory.push(line, title);
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries.length, 0xffff), 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, index, end]));
}

/** `head`, a block of text so many times, `tail`: packed without ever being whole. */
function packedRepeat(head: string, block: string, times: number, tail: string): Omit<Entry, 'name'> {
  const flushed = (text: string): Buffer =>
    deflateRawSync(encoder.encode(text), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const [start, middle] = [flushed(head), flushed(block)];
  const end = deflateRawSync(encoder.encode(tail));
  let crc = crc32(encoder.encode(head));
  const bytes = encoder.encode(block);
  for (let index = 0; index < times; index += 1) crc = crc32(bytes, crc);
  crc = crc32(encoder.encode(tail), crc);
  const size = encoder.encode(head).length + bytes.length * times + encoder.encode(tail).length;
  return {
    packed: new Uint8Array(Buffer.concat([start, ...Array.from({ length: times }, () => middle), end])),
    size: size % 2 ** 32,
    crc,
  };
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const cells = (row: number, texts: readonly string[]): string =>
  `<row r="${row}">${texts.map((text, column) => `<c r="${String.fromCharCode(65 + column)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
const ROWS = cells(1, HEADER) + cells(2, ROW);
const sheetXml = (rows: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;

/** An xlsx around a sheet. */
function xlsx(sheet: Entry, more: readonly Entry[] = []): SourceFile {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts = [
    entry(
      '[Content_Types].xml',
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    ),
    entry(
      '_rels/.rels',
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    entry(
      'xl/workbook.xml',
      `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${relation}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    entry(
      'xl/_rels/workbook.xml.rels',
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
  ];
  return { name: 'a.xlsx', bytes: zip([...parts, sheet, ...more]) };
}

const SHEET = 'xl/worksheets/sheet1.xml';
const good = (): Entry => entry(SHEET, sheetXml(ROWS));
const text = (name: string, content: string): SourceFile => ({ name, bytes: encoder.encode(content) });
const table = (rows: readonly (readonly string[])[]): string =>
  `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
const laughs = (root: string): string =>
  `<!DOCTYPE ${root} [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, level) => `<!ENTITY a${level + 1} "&a${level};&a${level};">`).join('')}<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY web SYSTEM "http://x.example/a">]>`;
const ods = (content: string): SourceFile => ({
  name: 'a.ods',
  bytes: zip([
    { ...entry('mimetype', 'application/vnd.oasis.opendocument.spreadsheet') },
    entry(
      'META-INF/manifest.xml',
      '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
    ),
    entry('content.xml', content),
  ]),
});
const odsXml = (rows: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="a">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`;
const odsRow = (texts: readonly string[], rest = ''): string =>
  `<table:table-row>${texts.map((each) => `<table:table-cell office:value-type="string"><text:p>${each}</text:p></table:table-cell>`).join('')}${rest}</table:table-row>`;
const xml2003 = (rows: string, before = ''): SourceFile =>
  text(
    'a.xml',
    `<?xml version="1.0"?>${before}<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>${rows}</Table></Worksheet></Workbook>`,
  );
const xmlRow = (texts: readonly string[], attributes = ''): string =>
  `<Row${attributes}>${texts.map((each) => `<Cell><Data ss:Type="String">${each}</Data></Cell>`).join('')}</Row>`;
const csv = `${HEADER.join(',')}\n${ROW.join(',')}\n`;

const MEGABYTE = 1024 ** 2;
const blanks = ' '.repeat(16 * MEGABYTE);

/** Files that would take all time or memory of a reader who believes them. */
const FILES: Readonly<Record<string, () => SourceFile>> = {
  'xlsx: a sheet of 3.9 GB of blanks': () =>
    xlsx({
      name: SHEET,
      ...packedRepeat(sheetXml(ROWS).slice(0, -24), blanks, 240, '</sheetData></worksheet>'),
    }),
  'xlsx: a sheet of 10 GB that claims to be smaller': () =>
    xlsx({ name: SHEET, ...packedRepeat('<worksheet>', blanks, 640, '</worksheet>') }),
  'xlsx: a sheet of 3 GB of cells': () =>
    xlsx({
      name: SHEET,
      ...packedRepeat(
        sheetXml(ROWS).slice(0, -24),
        cells(3, ROW).repeat(40_000),
        300,
        '</sheetData></worksheet>',
      ),
    }),
  'xlsx: a picture of 3.9 GB beside a good sheet': () =>
    xlsx(good(), [{ name: 'xl/media/a.png', ...packedRepeat('', blanks, 240, '') }]),
  'xlsx: 65,000 entries': () =>
    xlsx(
      good(),
      Array.from({ length: 65_000 }, (_, index) => entry(`xl/media/${index}.png`, 'x')),
    ),
  'xlsx: 5,000 entries over the same 16 MB': () => {
    const big = entry('xl/media/0.png', blanks);
    const same = { packed: big.packed, size: big.size, crc: big.crc, same: 4 };
    return xlsx({ ...big, name: 'xl/media/x.png' }, [
      ...Array.from({ length: 5000 }, (_, index) => ({ ...same, name: `xl/media/${index}.png` })),
      good(),
    ]);
  },
  'xlsx: an entry that claims 4 GB and has none': () => xlsx({ ...good(), size: 0xffff_fff0 }),
  'xlsx: a zip in a zip in a zip': () => {
    let inner = entry('a.txt', blanks);
    for (let depth = 0; depth < 8; depth += 1)
      inner = entry(
        'a.zip',
        zip(Array.from({ length: 10 }, (_, index) => ({ ...inner, name: `${index}.zip` }))),
      );
    return xlsx(good(), [inner]);
  },
  'xlsx: a dimension of all cells with one': () =>
    xlsx(
      entry(
        SHEET,
        sheetXml(
          `${ROWS}<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>`,
        ).replace('<sheetData>', '<dimension ref="A1:XFD1048576"/><sheetData>'),
      ),
    ),
  'xlsx: a billion merged cells': () =>
    xlsx(
      entry(
        SHEET,
        sheetXml(ROWS).replace(
          '</sheetData>',
          `</sheetData><mergeCells>${'<mergeCell ref="A2:XFD1048576"/>'.repeat(2000)}</mergeCells>`,
        ),
      ),
    ),
  'xlsx: a billion laughs': () =>
    xlsx(entry(SHEET, sheetXml(ROWS.replace('路灯不亮', '&a30;&file;&web;'), laughs('worksheet')))),
  'ods: a billion laughs': () =>
    ods(
      odsXml(
        odsRow(HEADER) + odsRow(ROW.map((cell) => `${cell}&a30;&file;`)),
        laughs('office:document-content'),
      ),
    ),
  'ods: cells and rows by repetition': () =>
    ods(
      odsXml(
        odsRow(HEADER) +
          odsRow(
            ROW,
            '<table:table-cell table:number-columns-repeated="1000000000" office:value-type="string"><text:p>x</text:p></table:table-cell>',
          ) +
          odsRow(ROW).replace('<table:table-row', '<table:table-row table:number-rows-repeated="1000000000"'),
      ),
    ),
  'xml 2003: a billion laughs': () =>
    xml2003(xmlRow(HEADER) + xmlRow(ROW.map((cell) => `${cell}&a30;&file;`)), laughs('Workbook')),
  'xml 2003: a row number of a billion': () =>
    xml2003(xmlRow(HEADER) + xmlRow(ROW) + xmlRow(ROW, ' ss:Index="1000000000"')),
  'xml 2003: a column number of a billion': () =>
    xml2003(xmlRow(HEADER) + xmlRow(ROW).replace('<Cell>', '<Cell ss:Index="1000000000">')),
  'xlsx: merges over the whole sheet, again and again': () =>
    xlsx(
      entry(
        SHEET,
        sheetXml(`${ROWS}${cells(1_048_576, ROW)}`).replace(
          '</sheetData>',
          `</sheetData><mergeCells>${'<mergeCell ref="A2:XFD1048576"/>'.repeat(20_000)}</mergeCells>`,
        ),
      ),
    ),
  'html: tables within tables': () =>
    text('a.xls', `<html><body>${'<table><tr><td>'.repeat(200_000)}${table([HEADER, ROW])}</body></html>`),
  'html: a million tables': () =>
    text('a.xls', `<html><body>${table([HEADER, ROW])}${'<table><tr><td>x'.repeat(100_000)}</body></html>`),
  'html: spans of a billion': () =>
    text(
      'a.xls',
      `<html>${table([HEADER, ROW]).replaceAll('<td>', '<td colspan=1000000000 rowspan=1000000000>')}</html>`,
    ),
  'csv: a million columns': () => text('a.csv', `${csv}${'x,'.repeat(1_000_000)}\n`),
  'csv: a header of a million columns': () =>
    text('a.csv', `${HEADER.join(',')}${',列'.repeat(1_000_000)}\n${ROW.join(',')}\n`),
  'csv: a line of 500 MB': () => {
    const bytes = new Uint8Array(500 * MEGABYTE).fill(0x61);
    bytes.set(encoder.encode(csv));
    return { name: 'a.csv', bytes };
  },
  'csv: quotes that are never closed': () => text('a.csv', csv + '"a,'.repeat(1_500_000)),
  'csv: quotes that are never closed, in lines': () => text('a.csv', csv + '"a,b\n'.repeat(400_000)),
  'csv: one quote in front of everything': () => text('a.csv', `${csv}"${'a,b\n'.repeat(500_000)}`),
  'csv: nothing but line ends': () => text('a.csv', csv + '\n'.repeat(10_000_000)),
};

/** The names of all of them. */
export const HOSTILE_FILES = Object.keys(FILES);

/** One of them, made anew. */
export function hostileFile(name: string): SourceFile {
  return FILES[name]!();
}
