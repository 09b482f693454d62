import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { expectCounty, expectFigures, show, test } from '../e2e/support/faults.ts';

const BUNDLE = fileURLToPath(new URL('../../build/ledger', import.meta.url));
const manifest = JSON.parse(readFileSync(join(BUNDLE, 'manifest.json'), 'utf8')) as Manifest;
const ledger = readFileSync(join(BUNDLE, manifest.files.find(({ role }) => role === 'ledger')!.name));

/** Where a DuckDB file has its two headers, and their numbers of 64 bits (see src/lib/engine/duckdb-file.ts). */
const HEADERS = [4096, 8192];
const HEADER_BYTES = 4096;
const BLOCKS_AT = 12_288;
const ITERATION = 8;
const META_BLOCK = 16;
const BLOCK_COUNT = 32;
const BLOCK_SIZE = 40;

/** DuckDB's own checksum of whole words, which stands in front of them. */
function checksum(bytes: Buffer): bigint {
  let sum = 5381n;
  for (let at = 0; at + 8 <= bytes.length; at += 8)
    sum ^= BigInt.asUintN(64, bytes.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  return sum;
}

const current = (bytes: Buffer): number =>
  HEADERS.reduce((newest, at) =>
    bytes.readBigUInt64LE(at + ITERATION) > bytes.readBigUInt64LE(newest + ITERATION) ? at : newest,
  );

/** The ledger with something changed, and the checksum made right again: nothing but the content is wrong. */
function lying(start: number, length: number, change: (part: Buffer) => void): Buffer {
  const bytes = Buffer.from(ledger);
  const part = bytes.subarray(start, start + length);
  expect(part.readBigUInt64LE(0)).toBe(checksum(part.subarray(8)));
  change(part);
  part.writeBigUInt64LE(checksum(part.subarray(8)), 0);
  return bytes;
}

const header = (field: number, value: bigint): Buffer =>
  lying(current(ledger), HEADER_BYTES, (part) => part.writeBigUInt64LE(value, field));

/** The block in which the catalogue begins, overwritten with the largest numbers from a place on. */
function catalogue(from: number, length: number): Buffer {
  const at = current(ledger);
  const size = Number(ledger.readBigUInt64LE(at + BLOCK_SIZE));
  const block = Number(ledger.readBigUInt64LE(at + META_BLOCK) & 0xff_ffff_ffff_ffffn);
  return lying(BLOCKS_AT + block * size, size, (part) => part.fill(0xff, from, from + length));
}

const packed = (bytes: Uint8Array): Buffer =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
const blanks = Buffer.alloc(1024 ** 3);

/** What is sent, and what is told. */
const LIES: readonly (readonly [name: string, make: () => Buffer, codes: RegExp])[] = [
  ['a number of blocks', () => packed(header(BLOCK_COUNT, 1n << 40n)), /^DATA_DAMAGED$/],
  ['where the catalogue is', () => packed(header(META_BLOCK, 0xffff_fff0n)), /^DATA_DAMAGED$/],
  ['lengths in its catalogue', () => packed(catalogue(16, 64)), /^DATA_DAMAGED$/],
  ['a length of 1 GB, in a few bytes', () => packed(blanks), /^DATA_DAMAGED$/],
  ['the same as a page packs it', () => gzipSync(blanks, { level: 1 }), /^DATA_DAMAGED$/],
];

describe('a data file that is the listed one and lies about', () => {
  test.for(LIES)('%s: is refused, and a good one works', async ([, make, codes], { faulty, opened }) => {
    const { page } = opened;
    const sent = make();
    const sha256 = createHash('sha256').update(sent).digest('hex');
    const files = manifest.files.map((file) =>
      file.role === 'ledger_compressed' ? { ...file, bytes: sent.length, sha256 } : file,
    );
    faulty.fail(/manifest\.json$/, () => Buffer.from(JSON.stringify({ ...manifest, files })));
    faulty.fail(/\.duckdb\.bin$/, () => sent);
    await page.goto(faulty.url);
    const told = page.getByRole('alert');
    await told.waitFor();
    expect(await told.getAttribute('data-error')).toMatch(codes);
    await expectCounty(page);
    await show(page, faulty, 'green');
    await page.getByText('筛选没有生效').waitFor();
    faulty.mend();
    await told.getByRole('button').first().click();
    await expectFigures(page, 'green');
  });
});
