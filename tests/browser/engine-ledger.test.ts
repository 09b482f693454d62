import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WasmEngine, startDuckDbWasm } from '../../src/lib/engine/duckdb-wasm.ts';
import { LEDGER_BROTLI, LEDGER_ROWS } from './engine-ledger-fixture.ts';

const engineBase = new URL('/engine/', location.href).href;
const ROWS = { sql: 'SELECT * FROM days ORDER BY n', parameters: [] };

const packed = Uint8Array.from(atob(LEDGER_BROTLI), (character) => character.charCodeAt(0));
const urlOf = (bytes: Uint8Array<ArrayBuffer>) => URL.createObjectURL(new Blob([bytes]));
const packedSource = { url: urlOf(packed), packed: true };

let engine: WasmEngine;
beforeAll(async () => {
  engine = await startDuckDbWasm({ engineBase, ledger: { name: 'ledger', source: packedSource } });
});
afterAll(() => engine.close());

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code ?? error,
  );
}

describe('a ledger that Node’s engine wrote', () => {
  it('is there when the engine is', async () => {
    expect((await engine.query(ROWS)).rows).toEqual(LEDGER_ROWS);
  });

  it('cannot be written to', async () => {
    const write = engine.query({ sql: `INSERT INTO days VALUES (9, '2022-01-01')`, parameters: [] });
    await expect(write).rejects.toThrow(/read-only/i);
  });

  it('can be replaced, also by bytes, which stay the caller’s', async () => {
    const { buffer } = await unpackedCopy();
    const bytes = new Uint8Array(buffer);
    await engine.attach('ledger', bytes);
    expect((await engine.query(ROWS)).rows).toEqual(LEDGER_ROWS);
    expect(bytes.length).toBeGreaterThan(0);
    await engine.attach('ledger', { url: urlOf(bytes), length: bytes.length });
    expect((await engine.query(ROWS)).rows).toEqual(LEDGER_ROWS);
  });

  it('may have been unpacked by the server', async () => {
    const bytes = await unpackedCopy();
    await engine.attach('second', { url: urlOf(bytes), packed: true });
    expect((await engine.query(ROWS)).rows).toEqual(LEDGER_ROWS);
  });
});

describe('a broken ledger has a code', () => {
  it.each([
    ['none', { url: new URL('/ledger/nothing.duckdb', location.href).href }, 'DATA_MISSING'],
    [
      'half of a packed one',
      { url: urlOf(packed.slice(0, packed.length / 2)), packed: true },
      'DATA_DAMAGED',
    ],
    ['an empty one', { url: urlOf(new Uint8Array(0)) }, 'DATA_DAMAGED'],
    ['one that is packed in secret', { url: urlOf(packed) }, 'DATA_DAMAGED'],
    ['one of another length', { ...packedSource, length: 7 }, 'DATA_DAMAGED'],
    ['text', { url: urlOf(new TextEncoder().encode('<!doctype html><p>not found')) }, 'DATA_DAMAGED'],
  ])('%s', async (_, source, code) => {
    expect(await codeOf(engine.attach('broken', source))).toBe(code);
  });

  it('half of an unpacked one', async () => {
    const bytes = await unpackedCopy();
    const half = urlOf(bytes.slice(0, bytes.length / 2));
    expect(await codeOf(engine.attach('half', { url: half, length: bytes.length }))).toBe('DATA_DAMAGED');
    expect(await codeOf(engine.attach('headless', bytes.slice(0, 100)))).toBe('DATA_DAMAGED');
  });

  it('and ends a start that wanted it', async () => {
    const source = { url: new URL('/ledger/nothing.duckdb', location.href).href };
    const start = startDuckDbWasm({ engineBase, ledger: { name: 'ledger', source } });
    expect(await codeOf(start)).toBe('DATA_MISSING');
  });
});

/** The fixture's bytes as a server that unpacks would send them. */
async function unpackedCopy(): Promise<Uint8Array<ArrayBuffer>> {
  const { LEDGER_GZIP } = await import('./engine-ledger-fixture.ts');
  const bytes = Uint8Array.from(atob(LEDGER_GZIP), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
