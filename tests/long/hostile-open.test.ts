import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { CFB, read, write } from '@e965/xlsx';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect } from 'vitest';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, largeExport } from '../support/exports.ts';
import { HOSTILE_FILES, hostileFile } from '../support/hostile-files.ts';
import { test as base } from '../e2e/support/browser.ts';
import { figuresOf, follow, waitForTotal, wrongFigures } from '../e2e/support/figures.ts';
import { pressOpen } from '../e2e/support/opening.ts';

/** What is open before, and what opens afterwards. */
const [before, after] = [largeExport(300, 11), largeExport(200, 5)];
const TOWN = '恩城镇';
const oracleOf = (texts: typeof before, town?: string) =>
  computeOracle({ ledger: texts.ledger, cutoff: EXPORT_CUTOFF, ...(town && { filter: { town: [town] } }) });

const book = (): Uint8Array =>
  new Uint8Array(
    write(read(before.ledger, { type: 'string', raw: true }), {
      type: 'array',
      bookType: 'xlsx',
    }) as ArrayBuffer,
  );
const columns = { 镇街: ['王庙镇'], 登记时间: ['2022-01-05'], 反映问题: ['路灯不亮'], 台账颜色: ['绿色'] };

/** A workbook with a password is a container of its own kind. */
function encrypted(): Uint8Array {
  const container = CFB.utils.cfb_new();
  for (const name of ['EncryptedPackage', 'EncryptionInfo'])
    CFB.utils.cfb_add(container, name, Buffer.alloc(6000, 0x5a));
  return new Uint8Array(CFB.write(container, { type: 'buffer' }) as Buffer);
}

/** An Arrow file whose first message claims to be as long as four billion bytes, less a few. */
function lyingArrow(): Uint8Array {
  const bytes = tableToIPC(tableFromArrays(columns), 'file').slice();
  new DataView(bytes.buffer).setUint32(12, 0xffff_fff0, true);
  return bytes;
}

/** A Parquet file of nothing but a footer that claims to be longer than the file. */
function lyingParquet(): Uint8Array {
  const bytes = Buffer.alloc(4096, 0x15);
  bytes.write('PAR1', 0);
  bytes.writeUInt32LE(0x7fff_fff0, 4088);
  bytes.write('PAR1', 4092);
  return bytes;
}

const TRAPS: readonly (readonly [name: string, code: string, as: string, make?: () => Uint8Array])[] = [
  ['xlsx: a sheet of 3.9 GB of blanks', 'INGEST_TOO_LARGE', 'a.xlsx'],
  ['xlsx: a sheet of 3 GB of cells', 'INGEST_TOO_LARGE', 'a.xlsx'],
  ['xlsx: merges over the whole sheet, again and again', 'INGEST_TOO_LARGE', 'a.xlsx'],
  ['ods: cells and rows by repetition', 'INGEST_TOO_LARGE', 'a.ods'],
  ['csv: quotes that are never closed', 'INGEST_ROW_TOO_WIDE', 'a.csv'],
  ['csv: a million columns', 'INGEST_ROW_TOO_WIDE', 'a.csv'],
  [
    'a line of 300 MB',
    'INGEST_ROW_TOO_WIDE',
    'a.csv',
    () => hostileFile('csv: a line of 500 MB').bytes.subarray(0, 300 * 1024 ** 2),
  ],
  ['a CSV, packed, under another name', 'INGEST_FILE_TYPE', 'b.xlsx', () => gzipSync(before.ledger)],
  [
    'a workbook of which the end is missing',
    'INGEST_FILE_UNREADABLE',
    'c.xlsx',
    () => book().subarray(0, 9000),
  ],
  ['an empty file', 'INGEST_FILE_EMPTY', 'd.xlsx', () => new Uint8Array()],
  ['a workbook with a password', 'INGEST_FILE_PROTECTED', 'e.xlsx', encrypted],
  ['an Arrow file that lies about a length', 'INGEST_FILE_UNREADABLE', 'f.arrow', lyingArrow],
  ['a Parquet file that lies about its footer', 'INGEST_FILE_UNREADABLE', 'g.parquet', lyingParquet],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-hostile-open-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

async function open(page: Page, path: string): Promise<void> {
  await page.locator('#open input[type="file"]').first().setInputFiles(path);
  await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
  await pressOpen(page);
}

/** One page for all: what was open before the first trap must still be there behind the last. */
const test = base.extend<{ readonly opened: Page }>({
  opened: [
    async ({ kept: { page }, site }, use) => {
      await page.goto(site.at('data/'));
      await open(page, written('before.csv', before.ledger));
      await page.locator('[data-local]').waitFor();
      await use(page);
    },
    { scope: 'file' },
  ],
});

test.for(TRAPS)(
  'is refused, and leaves what is open: %s',
  async ([name, code, as, make], { opened: page }) => {
    const bytes = make ? make() : hostileFile(HOSTILE_FILES.find((each) => each === name)!).bytes;
    const path = written(as, bytes);
    await open(page, path);
    const told = page.locator('#open [role="alert"][data-error]');
    await told.waitFor({ timeout: 60_000 });
    expect(await told.getAttribute('data-error')).toBe(code);
    expect(await told.innerText()).toContain(as);
    expect((await told.locator('.hint').innerText()).length).toBeGreaterThan(5);
    await follow(page, '');
    await waitForTotal(page, 300);
    await page.locator('button.pick', { hasText: TOWN }).click();
    const town = oracleOf(before, TOWN);
    await waitForTotal(page, town.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), town, { town: oracleOf(before) })).toEqual([]);
    await page.goBack();
    await follow(page, 'data/');
    rmSync(path);
  },
);

test('entities are not expanded, fetched or read from the disk', async ({ opened: page, kept }) => {
  const { bytes } = hostileFile('xlsx: a billion laughs');
  await open(page, written('laughs.xlsx', bytes));
  await page.locator('#sources [data-file="laughs.xlsx"]').waitFor();
  await follow(page, 'records/');
  const text = await page.locator('[data-index="0"][data-id]').innerText();
  expect(text).toContain('王庙镇');
  expect(text).not.toMatch(/haha|root:/);
  await follow(page, 'data/');
  kept.complaints.assertNone();
});

test('a good file opens afterwards', async ({ opened: page, kept }) => {
  await open(page, written('after.csv', after.ledger));
  await page.locator('#sources [data-file="after.csv"]').waitFor();
  await follow(page, '');
  await waitForTotal(page, 200);
  expect(wrongFigures(await figuresOf(page), oracleOf(after))).toEqual([]);
  kept.complaints.assertNone();
});
