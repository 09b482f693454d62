import { EMPTY_FILTER } from '../../src/lib/filters/filter.ts';
import { NONE_KEY } from '../../src/lib/metrics/types.ts';
import type { GroupNumbers } from '../../src/lib/metrics/evaluate.ts';
import type { ScopeNumbers } from '../../src/lib/metrics/report.ts';
import type { Fingerprints } from '../../src/lib/query/run-fingerprints.ts';
import { makeBulletin } from '../../src/lib/report/bulletin/bulletin.ts';
import { KIND_PARTS } from '../../src/lib/report/bulletin/kinds.ts';
import { savedBulletin, type BulletinToSave, type SavedBulletin } from '../../src/lib/report/since/saved.ts';
import { inputOf, reportOf } from './bulletin-input.ts';

/** Numbers of a group of which only some counts are not 0. */
export function numbersOf(counts: Readonly<Record<string, number>>): GroupNumbers {
  return { counts, quantiles: { median_days: null, p90_days: null }, visits: null };
}

/** Two open problems of one town. */
export const SMALL_NUMBERS: ScopeNumbers = {
  whole: numbersOf({ problems_total: 2, ledgered: 2, open: 2 }),
  by: {
    colour: { blue: numbersOf({ problems_total: 2, ledgered: 2, open: 2, colour_count: 2 }) },
    town: { 甲镇: numbersOf({ problems_total: 2, ledgered: 2, open: 2 }) },
    department: { [NONE_KEY]: numbersOf({ problems_total: 2, ledgered: 2, open: 2 }) },
    category: { 道路: numbersOf({ problems_total: 2, ledgered: 2, open: 2 }) },
  },
  undated: 0,
  withoutRecords: 0,
};

/** Their records; the flags are those of open blue problems: counted, ledger, self-solvable, …, open. */
export const SMALL_RECORDS: Fingerprints = {
  keys: { colour: ['blue'], town: ['甲镇'], department: [NONE_KEY], category: ['道路'] },
  rows: [
    ['00000000000000a1', 0b1000001101101, 0, 0, 0, 0],
    ['00000000000000a2', 0b1000001101101, 0, 0, 0, 0],
  ],
};

/** What a small bulletin is saved from. */
export function toSave(given: Partial<BulletinToSave> = {}): BulletinToSave {
  const counts = { problems_total: 2, ledgered: 2, open: 2 };
  const document = makeBulletin(inputOf(reportOf(counts, { by: { town: { 甲镇: counts } } })));
  return {
    ...{ document, title: document.title, kind: 'weekly', parts: KIND_PARTS.weekly, compare: 'week' },
    ...{ view: { filter: EMPTY_FILTER, cutoff: null, days: 'calendar' }, language: 'zh' },
    manifest: { edition: 'internal', dataVersion: '0123', schemaVersion: 10, columns: ['reported_at'] },
    ...{ moment: '2022-02-10T18:00', numbers: SMALL_NUMBERS, records: SMALL_RECORDS },
    ...given,
  };
}

/** A small bulletin as it is saved. */
export function smallSaved(given: Partial<BulletinToSave> = {}): SavedBulletin {
  return savedBulletin(toSave(given));
}
