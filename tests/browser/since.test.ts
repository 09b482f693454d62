import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDuckDbWasm, type WasmEngine } from '../../src/lib/engine/duckdb-wasm.ts';
import { writable } from '../../src/lib/engine/duckdb-wasm-writable.ts';
import { EMPTY_FILTER } from '../../src/lib/filters/filter.ts';
import { EXAMPLE } from '../../src/lib/metrics/example.ts';
import { loadLedger } from '../../src/lib/query/load-ledger.ts';
import { runFingerprints, runKnownDigests } from '../../src/lib/query/run-fingerprints.ts';
import { runSince } from '../../src/lib/query/run-since.ts';
import { EXAMPLE_ISSUES } from '../support/example-ledger.ts';

const engineBase = new URL('/engine/', location.href).href;
const stored = EXAMPLE.cutoff;
const digestOf = (id: string): string => bytesToHex(md5(utf8ToBytes(id))).slice(0, 16);
const DIGESTS = EXAMPLE_ISSUES.map(({ issue_id: id }) => digestOf(id)).sort();

let engine: WasmEngine;
beforeAll(async () => {
  engine = await startDuckDbWasm({ engineBase });
  const rest = { visits: [], transitions: [], tallies: [], findings: [] };
  await loadLedger(writable(engine), { issues: EXAMPLE_ISSUES, ...rest, cutoff: stored });
});
afterAll(() => engine.close());

describe('records as digests in the browser', () => {
  it('are those of another MD5, as of the stored moment and an earlier one', async () => {
    const now = await runFingerprints(engine, { moment: stored, stored }, EMPTY_FILTER);
    expect(now!.rows.map(([digest]) => digest)).toEqual(DIGESTS);
    const moment = `${stored.slice(0, 10)}T00:00`;
    const earlier = await runFingerprints(engine, { moment, stored }, EMPTY_FILTER);
    expect(DIGESTS).toEqual(expect.arrayContaining(earlier!.rows.map(([digest]) => digest)));
    expect(earlier!.rows.length).toBeGreaterThan(0);
  });

  it('are found in the ledger by many digests at once', async () => {
    const strangers = Array.from({ length: 50_000 }, (_, index) => index.toString(16).padStart(16, '0'));
    const known = await runKnownDigests(engine, [...strangers, ...DIGESTS.slice(2)]);
    expect([...known].sort()).toEqual(DIGESTS.slice(2));
  });

  it('of an earlier bulletin are told apart: still in the scope, elsewhere, or gone', async () => {
    const town = EXAMPLE_ISSUES[0]!.town!;
    const inTown = EXAMPLE_ISSUES.filter((issue) => issue.town === town).map(({ issue_id: id }) =>
      digestOf(id),
    );
    const gone = 'ffffffffffffffff';
    const { records, elsewhere, then } = await runSince(engine, {
      ...{ asOf: { moment: stored, stored }, moment: stored, members: {} },
      ...{ filter: { ...EMPTY_FILTER, town: [town] }, digests: [...DIGESTS, gone] },
    });
    expect(records!.rows.map(([digest]) => digest)).toEqual(inTown.sort());
    expect([...elsewhere].sort()).toEqual(DIGESTS.filter((digest) => !inTown.includes(digest)));
    expect(then.whole.counts.problems_total).toBe(inTown.length);
  });
});
