import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bundleZip } from '../../../src/lib/export/bundle-zip.ts';
import { packageNotes } from '../../../src/lib/export/package-notes.ts';
import type { Manifest } from '../../../src/lib/query/bundle-documents.ts';
import { nameFiles } from '../../../src/lib/query/bundle-files.ts';
import { sha256 } from '../../../src/publish/hash.ts';

const database = new Uint8Array(50_000).fill(7);
const packed = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7919) % 251);
const named = nameFiles(
  { plain: database, compressed: packed },
  { summary: '{"a":1}', figures: '{"b":"数"}' },
  sha256,
);
const manifest = {
  dataVersion: '66d82c2c4d7d',
  cutoff: '2022-02-17T18:00',
  publishedAt: '2022-02-18T08:05',
  files: named.listed,
} as unknown as Manifest;

describe('a package', () => {
  const zip = bundleZip(named, manifest, '第一行\n第二行');
  const files = unzipSync(zip);
  const [ledger, compressed, summary, figures] = named.listed.map(({ name }) => `ledger/${name}`);

  it('holds the notes, the files with a hash in their name, and the manifest last', () => {
    expect(Object.keys(files)).toEqual([
      '说明.txt',
      ledger,
      compressed,
      summary,
      figures,
      'ledger/summary.json',
      'ledger/manifest.json',
    ]);
  });

  it('holds every file as it was named, the summary twice', () => {
    expect(files[ledger!]).toEqual(database);
    expect(files[compressed!]).toEqual(packed);
    expect(strFromU8(files['ledger/summary.json']!)).toBe('{"a":1}');
    expect(files[summary!]).toEqual(files['ledger/summary.json']);
    expect(strFromU8(files[figures!]!)).toBe('{"b":"数"}');
    expect(JSON.parse(strFromU8(files['ledger/manifest.json']!))).toEqual(manifest);
  });

  it('says in a text for any Windows editor what it is', () => {
    expect(files['说明.txt']).toEqual(strToU8('\ufeff第一行\r\n第二行\r\n'));
  });

  it('is compressed once: what is packed already is stored as it is', () => {
    // 50,000 equal bytes take next to nothing, the 3,000 packed ones their length.
    expect(zip.length).toBeGreaterThan(3000);
    expect(zip.length).toBeLessThan(7000);
  });
});

describe('the notes of a package', () => {
  const notes = packageNotes(manifest);

  it.each(['版本 66d82c2c4d7d', 'Version 66d82c2c4d7d', '2022年2月17日', '2022年2月18日', 'manifest.json'])(
    'name %s',
    (words) => expect(notes).toContain(words),
  );

  it('leave no gap open', () => {
    expect(notes).not.toMatch(/[{}]/);
  });
});
