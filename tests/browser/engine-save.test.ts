import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WasmEngine, startDuckDbWasm } from '../../src/lib/engine/duckdb-wasm.ts';
import { writable } from '../../src/lib/engine/duckdb-wasm-writable.ts';
import type { WuseError } from '../../src/lib/core/errors.ts';
import { loadLedger } from '../../src/lib/query/load-ledger.ts';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { makePackage } from '../../src/lib/state/make-package.ts';
import { EXAMPLE } from '../../src/lib/metrics/example.ts';
import { EXAMPLE_ISSUES, EXAMPLE_VISITS } from '../support/example-ledger.ts';

const engineBase = new URL('/engine/', location.href).href;
const statement = (sql: string) => ({ sql, parameters: [] });
const rowsOf = async (engine: WasmEngine, sql: string) => (await engine.query(statement(sql))).rows;

async function gzipped(bytes: Uint8Array): Promise<ArrayBuffer> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

describe.each(['eh', 'mvp'] as const)('tables that the %s build saves', (variant) => {
  let engine: WasmEngine;
  let reader: WasmEngine;
  beforeAll(async () => {
    [engine, reader] = await Promise.all([
      startDuckDbWasm({ engineBase, variant }),
      startDuckDbWasm({ engineBase, variant }),
    ]);
    const make = [
      'create table days (n integer, day date, note varchar, seen timestamp, known boolean)',
      `insert into days values (2, null, '丙', '2022-02-17 18:00:00', true), (1, '2022-02-17', null, null, null)`,
      // More rows than one of DuckDB's row groups, in no sorted order.
      'create table many as select (i * 7919) % 300007 as v from range(300007) t(i)',
    ];
    for (const sql of make) await engine.query(statement(sql));
  });
  afterAll(() => Promise.all([engine.close(), reader.close()]));

  it('are a file that another engine reads: values, types and the order of rows', async () => {
    await reader.attach('ledger', await engine.save());
    expect(await rowsOf(reader, 'select * from days')).toEqual([
      [2, null, '丙', '2022-02-17T18:00:00', true],
      [1, '2022-02-17', null, null, null],
    ]);
    const types = 'select column_type from (describe days)';
    expect((await rowsOf(reader, types)).flat()).toEqual([
      'INTEGER',
      'DATE',
      'VARCHAR',
      'TIMESTAMP',
      'BOOLEAN',
    ]);
    // Row i holds i * 7919 modulo 300007.
    const moved = 'select count(*) from (select v, rowid as i from many) where v <> (i * 7919) % 300007';
    expect(await rowsOf(reader, moved)).toEqual([[0]]);
    expect(await rowsOf(reader, 'select count(*) from many')).toEqual([[300_007]]);
  });

  it('may travel gzipped', async () => {
    const bytes = await engine.save();
    const packed = await gzipped(bytes);
    expect(packed.byteLength).toBeLessThan(bytes.length);
    const url = URL.createObjectURL(new Blob([packed]));
    await reader.attach('ledger', { url, packed: true, length: bytes.length });
    expect(await rowsOf(reader, 'select n from days order by n')).toEqual([[1], [2]]);
    const half = URL.createObjectURL(new Blob([packed.slice(0, packed.byteLength / 2)]));
    await expect(reader.attach('ledger', { url: half, packed: true })).rejects.toMatchObject({
      code: 'DATA_DAMAGED',
    });
  });

  it('stay what statements see, and can be saved again after a save that was given up', async () => {
    const controller = new AbortController();
    const givenUp = engine.save(controller.signal);
    controller.abort('changed my mind');
    await expect(givenUp).rejects.toBe('changed my mind');
    const [first, second] = await Promise.all([engine.save(), engine.save()]);
    expect(second.length).toBe(first.length);
    await engine.query(statement('insert into days (n) values (3)'));
    const databases = await rowsOf(engine, 'select database_name from duckdb_databases() where not internal');
    expect(databases).toEqual([['memory']]);
  });
});

describe('a package of a ledger that still holds an identifier', () => {
  it('is refused with its place, and says nothing of the text', async () => {
    const engine = await startDuckDbWasm({ engineBase });
    const [first, ...others] = EXAMPLE_ISSUES;
    const told = { problem: '请打 199 0000 1234', src_file: '台账.csv', src_row: 7 };
    const issues = [{ ...first!, ...told }, ...others];
    const tables = {
      issues,
      visits: EXAMPLE_VISITS,
      transitions: [],
      tallies: [],
      findings: [],
      cutoff: EXAMPLE.cutoff,
    };
    await loadLedger(writable(engine), tables);
    const stages: string[] = [];
    const readers: WasmEngine[] = [];
    const start = async (signal: AbortSignal) => {
      readers.push(await startDuckDbWasm({ engineBase, signal }));
      return readers[0]!;
    };
    const manifest = { cutoff: EXAMPLE.cutoff } as Manifest;
    const { signal } = new AbortController();
    const making = makePackage(manifest, new Uint8Array(32), engine, start, signal, (stage) =>
      stages.push(stage),
    );
    const refused = await making.catch((error: unknown) => error as WuseError);
    expect(refused).toMatchObject({
      code: 'PUBLISH_IDENTIFIER_FOUND',
      place: { file: '台账.csv', row: 7, column: 'problem' },
    });
    expect(JSON.stringify(refused)).not.toContain('1234');
    expect([...new Set(stages)]).toEqual(['save', 'count', 'scan']);
    // The engine that read the file is gone, the one that holds the rows is not.
    await expect(rowsOf(readers[0]!, 'select 1')).rejects.toThrow(/closed/);
    expect(await rowsOf(engine, 'select count(*) from issues')).toEqual([[EXAMPLE_ISSUES.length]]);
    await engine.close();
  });
});
