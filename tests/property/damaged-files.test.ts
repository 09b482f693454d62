import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write, type BookType } from '@e965/xlsx';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import { damage, seededRandom } from '../support/damage.ts';
import { refusalCode } from '../unit/ingest/ingest-files.ts';

const HEADER = ['镇街', '登记时间', '反映问题', '台账颜色', '是否现场解决', '解决时间'];
const ROWS = Array.from({ length: 12 }, (_, index) => [
  index % 2 === 0 ? '王庙镇' : '龙门街道',
  `2021-12-${String(index + 1).padStart(2, '0')}`,
  `第${index + 1}盏路灯不亮`,
  '绿色',
  '否',
  '2022-01-05',
]);
const FILES_PER_FORMAT = 60;
/** A small file takes milliseconds; this is what a reader would still wait for, on a busy machine. */
const PATIENCE_MS = 5000;
/** The old binary workbook has no checksums: in one of these the library reads for eight seconds before it gives up. */
const PATIENCE_XLS_MS = 25_000;

const files = new Map<string, Uint8Array>();

function workbook(type: BookType): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([HEADER, ...ROWS]), '台账');
  return new Uint8Array(write(book, { type: 'array', bookType: type, compression: true }) as ArrayBuffer);
}

async function parquet(codec: string): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'wuse-damaged-'));
  const engine = await openDuckDbNode({ path: ':memory:' });
  const values = ROWS.map((row) => `(${row.map((cell) => `'${cell}'`).join(',')})`).join(',');
  const sql = `copy (select * from (values ${values}) t(${HEADER.join(',')}))
    to '${join(folder, 'a.parquet')}' (format parquet, codec ${codec})`;
  await engine.query({ sql, parameters: [] });
  await engine.close();
  const bytes = new Uint8Array(readFileSync(join(folder, 'a.parquet')));
  rmSync(folder, { recursive: true, force: true });
  return bytes;
}

/** The code of the refusal or null; any other error, and any wait, fails the test. */
async function settle(name: string, bytes: Uint8Array): Promise<string | null> {
  const start = performance.now();
  const code = await refusalCode({ issues: [{ name, bytes }], cutoff: '2022-02-01T00:00' });
  expect(performance.now() - start).toBeLessThan(name.endsWith('.xls') ? PATIENCE_XLS_MS : PATIENCE_MS);
  expect(code ?? 'INGEST_').toMatch(/^INGEST_/);
  return code;
}

const FORMATS = [
  ...['xlsx', 'xlsb', 'xls', 'ods', 'xlml', 'csv', 'utf16', 'arrow', 'arrows'],
  ...['parquet', 'parquet-zstd', 'parquet-gzip', 'parquet-brotli', 'parquet-lz4_raw'],
];
const encoder = new TextEncoder();

beforeAll(async () => {
  for (const type of ['xlsx', 'xlsb', 'xls', 'ods', 'xlml'] as const) files.set(type, workbook(type));
  const text = [HEADER, ...ROWS].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n');
  files.set('csv', encoder.encode(text));
  files.set('utf16', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')));
  const columns = HEADER.map((name, index) => [name, ROWS.map((row) => row[index]!)] as const);
  const table = tableFromArrays(Object.fromEntries(columns));
  files.set('arrow', tableToIPC(table, 'file'));
  files.set('arrows', tableToIPC(table, 'stream'));
  files.set('parquet', await parquet('snappy'));
  for (const codec of ['zstd', 'gzip', 'brotli', 'lz4_raw'])
    files.set(`parquet-${codec}`, await parquet(codec));
});
afterAll(() => files.clear());

describe('a damaged file', () => {
  it.each(FORMATS)(
    'is read or refused with a code, within seconds: %s',
    async (format) => {
      const bytes = files.get(format)!;
      expect(await settle(`a.${format}`, bytes)).toBeNull();
      const random = seededRandom(20_220_218);
      const codes = new Set<string | null>();
      for (let run = 0; run < FILES_PER_FORMAT; run += 1) {
        codes.add(await settle(`a.${format}`, damage(bytes, random)));
      }
      expect(codes.size).toBeGreaterThan(1);
    },
    60_000,
  );
});

describe('any bytes', () => {
  const heads = [
    ...['PAR1', 'ARROW1\0\0'].map((head) => [...encoder.encode(head)]),
    [0xff, 0xff, 0xff, 0xff],
    [0xff, 0xff, 0xff, 0xff, 16, 0, 0, 0],
    [
      ...encoder.encode(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
      ),
    ],
  ];
  const tails = [[], [...encoder.encode('PAR1')], [40, 0, 0, 0, ...encoder.encode('PAR1')]];
  it('between the marks of a machine export are read or refused with a code', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 2000 }),
        fc.constantFrom(...tails),
        async (head, body, tail) => {
          await settle('a.parquet', new Uint8Array([...head, ...body, ...tail]));
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });
});
