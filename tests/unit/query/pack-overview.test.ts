import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRIC_IDS, metricOf } from '../../../src/lib/metrics/registry.ts';
import { countFindings, countRows, isCurrentSchema } from '../../../src/lib/query/bundle-documents.ts';
import { VISIT_SUMS } from '../../../src/lib/metrics/types.ts';
import { packOverview, unpackOverview } from '../../../src/lib/query/pack-overview.ts';
import { SCHEMA_VERSION } from '../../../src/lib/schema/ddl.ts';

const idsOf = (kind: string) => METRIC_IDS.filter((id) => metricOf(id).kind === kind);
const record = <T>(ids: readonly string[], value: fc.Arbitrary<T>) =>
  fc.record(Object.fromEntries(ids.map((id) => [id, value])));
const count = fc.nat({ max: 1_000_000 });
const group = fc.record({
  counts: record(idsOf('count'), count),
  quantiles: record(idsOf('quantile'), fc.option(count)),
  visits: fc.option(fc.record(Object.fromEntries(VISIT_SUMS.map((sum) => [sum, fc.option(count)])))),
});
const key = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
const scope = fc.record({
  whole: group,
  by: fc.record({
    town: fc.dictionary(key, group, { maxKeys: 3, noNullPrototype: true }),
    colour: fc.constant({}),
  }),
  undated: count,
  withoutRecords: count,
});

describe('a packed overview', () => {
  it('is the same once unpacked, also after a journey as JSON', () => {
    fc.assert(
      fc.property(scope, scope, (numbers, earlier) => {
        const overview = {
          numbers,
          weekly: [],
          compare: { cutoff: '2022-02-10T18:00', numbers: earlier },
          around: {},
        };
        const packed = packOverview(overview as unknown as Parameters<typeof packOverview>[0]);
        expect(unpackOverview(JSON.parse(JSON.stringify(packed)) as typeof packed)).toEqual(overview);
      }),
      { numRuns: 50 },
    );
  });

  it('of another order of metrics is read by the names that it brings', () => {
    const group = [[1, 2], [], null] as const;
    const scope = { whole: group, by: {}, undated: 0, withoutRecords: 0 };
    const packed = {
      counts: ['open', 'due'],
      quantiles: [],
      visits: [],
      scope,
      weekly: [],
      compare: { cutoff: '', scope },
    };
    expect(unpackOverview(packed).numbers.whole.counts).toEqual({ open: 1, due: 2 });
  });
});

describe('the manifest’s counts', () => {
  const finding = (code: string, severity: 'error' | 'warning' | 'info') =>
    ({ code, severity }) as Parameters<typeof countFindings>[0][number];

  it('order findings by severity, then number, then code', () => {
    const given = [
      finding('C', 'info'),
      ...[1, 2, 3].map(() => finding('B', 'info')),
      finding('Z', 'warning'),
      finding('Y', 'warning'),
      finding('A', 'error'),
    ];
    expect(countFindings(given).map(({ code, count: n }) => [code, n])).toEqual([
      ['A', 1],
      ['Y', 1],
      ['Z', 1],
      ['B', 3],
      ['C', 1],
    ]);
  });

  it('add up over sheets', () => {
    const sheet = { read: 5, kept: 3, setAside: 1, skipped: 1 } as Parameters<typeof countRows>[0][number];
    expect(countRows([sheet, sheet])).toEqual({ read: 10, kept: 6, setAside: 2, skipped: 2 });
    expect(countRows([])).toEqual({ read: 0, kept: 0, setAside: 0, skipped: 0 });
  });

  it('belong to the schema that the program reads', () => {
    expect(isCurrentSchema({ schemaVersion: SCHEMA_VERSION })).toBe(true);
    for (const other of [
      null,
      {},
      { schemaVersion: SCHEMA_VERSION + 1 },
      { schemaVersion: String(SCHEMA_VERSION) },
    ])
      expect(isCurrentSchema(other)).toBe(false);
  });
});
