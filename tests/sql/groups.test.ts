import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGroups } from '../../src/lib/query/run-groups.ts';
import type { GroupKey } from '../../src/lib/sql/group-query.ts';
import { NONE_KEY } from '../../src/lib/metrics/types.ts';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, largeExport } from '../support/exports.ts';
import { FILTERS, productFilter } from '../support/filters.ts';
import { openExport, type NodeLedger } from '../support/node-ledger.ts';

const texts = largeExport(1500, 5);
let ledger: NodeLedger;
beforeAll(async () => {
  ledger = await openExport(texts);
});
afterAll(() => ledger.engine.close());

/** The oracle's figures of a group are those of a filter that names its keys. */
const FILTERED: Partial<Record<GroupKey, (key: string) => OracleFilter>> = {
  town: (key) => ({ town: [key] }),
  colour: (key) => ({ colour: [key as 'green'] }),
  category: (key) => ({ category: [key] }),
  status: (key) => ({ status: [key as 'open'] }),
  satisfaction: (key) => ({ satisfaction: [key as 'basic'] }),
  registered_day: (key) => ({ from: key, to: key }),
};
const SETS: GroupKey[][] = [
  [],
  ['town'],
  ['town', 'colour'],
  ['category', 'status'],
  ['satisfaction'],
  ['registered_day'],
];
const COUNTS = ['problems_total', 'resolved_total', 'overdue_open', 'rated', 'satisfied'] as const;

describe.each([EXPORT_CUTOFF, '2022-01-15T12:00'])('groups as of %s', (moment) => {
  it.each(
    FILTERS.filter(({ name }) => ['everything', 'a period', 'one town', 'a contradiction'].includes(name)),
  )('are the oracle’s, all sets of one scan: $name', async ({ oracle }) => {
    const asOf = { moment, stored: ledger.stored };
    const found = await runGroups(ledger.engine, asOf, productFilter(oracle), SETS);
    const naive = (filter: OracleFilter) =>
      computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff: moment, filter });
    const whole = naive(oracle).metrics.problems_total.value!;
    for (const [place, set] of SETS.entries()) {
      const groups = found[place]!;
      const total = groups.reduce((sum, { numbers }) => sum + numbers.counts['problems_total']!, 0);
      expect([set, total]).toEqual([set, whole]);
      for (const { keys, numbers } of groups.slice(0, 12)) {
        if (set[0] === 'registered_day' && (keys[0] === NONE_KEY || oracle.from !== undefined)) continue;
        if (set.some((key) => oracle[key as 'town'] !== undefined)) continue;
        const own = Object.assign({ ...oracle }, ...set.map((key, at) => FILTERED[key]!(keys[at]!)));
        const { metrics } = naive(own as OracleFilter);
        for (const id of COUNTS)
          expect([set, keys, id, numbers.counts[id]]).toEqual([set, keys, id, metrics[id].value]);
      }
    }
  });
});
