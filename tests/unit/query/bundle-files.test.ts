import { describe, expect, it } from 'vitest';
import { nameFiles } from '../../../src/lib/query/bundle-files.ts';
import { sha256 } from '../../../src/publish/hash.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** SHA-256 of the four contents below, as the tool `sha256sum` prints them. */
const HASHES = [
  '3549b0028b75d981cdda2e573e9cb49dedc200185876df299f912b79f69dabd8',
  '88cb8a087b6e8cebfc9ae5602f5a2159a6bcf923e7f2c56809bcda6cad1727a7',
  '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
  'c4badef2990eb2788effd9081354041be5c70f14f6c249fc9f028d2ea29b9c26',
];

describe('the files of a bundle', () => {
  const { files, listed } = nameFiles(
    { plain: text('database'), compressed: text('packed') },
    { summary: '{"a":1}', figures: '{"b":"数"}' },
    sha256,
  );
  const NAMES = [
    'ledger-3549b0028b75d981.duckdb',
    'ledger-3549b0028b75d981.duckdb.bin',
    'summary-015abd7f5cc57a2d.json',
    'figures-c4badef2990eb278.json',
  ];

  it('are named by what is in them, the packed database by what it unpacks to', () => {
    expect([...files.keys()]).toEqual(NAMES);
    expect([...files.values()].map((content) => new TextDecoder().decode(content))).toEqual([
      'database',
      'packed',
      '{"a":1}',
      '{"b":"数"}',
    ]);
  });

  it('are listed with role, bytes and hash', () => {
    expect(listed.map(({ name }) => name)).toEqual(NAMES);
    expect(listed.map(({ role }) => role)).toEqual(['ledger', 'ledger_compressed', 'summary', 'figures']);
    // 数 takes three bytes.
    expect(listed.map(({ bytes }) => bytes)).toEqual([8, 6, 7, 11]);
    expect(listed.map((file) => file.sha256)).toEqual(HASHES);
  });
});
