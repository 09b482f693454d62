import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWholeDuckDbFile } from '../../../src/lib/engine/duckdb-file.ts';
import { openDuckDbNode } from '../../../src/lib/engine/duckdb-node.ts';

const folder = mkdtempSync(join(tmpdir(), 'wuse-file-'));
let bytes: Uint8Array;

beforeAll(async () => {
  const path = join(folder, 'some.duckdb');
  const engine = await openDuckDbNode({ path });
  await engine.execute('CREATE TABLE t AS SELECT range AS n FROM range(300000)');
  await engine.execute('CHECKPOINT');
  await engine.close();
  bytes = readFileSync(path);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('isWholeDuckDbFile', () => {
  it('is true of a file that DuckDB wrote', () => expect(isWholeDuckDbFile(bytes)).toBe(true));

  it.each([0, 100, 12_288, 300_000])('is false of its first %i bytes', (length) => {
    expect(isWholeDuckDbFile(bytes.slice(0, length))).toBe(false);
  });

  it('is false of a file that lost its last block or its mark', () => {
    expect(isWholeDuckDbFile(bytes.slice(0, -1))).toBe(false);
    expect(isWholeDuckDbFile(bytes.map((byte, index) => (index === 8 ? 0 : byte)))).toBe(false);
  });
});
