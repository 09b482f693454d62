import { describe, expect, it } from 'vitest';
import { countedVisits } from '../../../src/lib/ingest/counted-visits.ts';
import { onsiteWithoutRows } from '../../../src/lib/ingest/onsite-tally.ts';
import type { VisitRow } from '../../../src/lib/ingest/types.ts';

const visit = (
  village: string,
  visit_date: string | null,
  onsite_resolved: number | null,
  kind: VisitRow['kind'] = 'cumulative',
) => ({ town: '甲镇', village, visit_date, kind, onsite_resolved }) as VisitRow;
const onsite = (count: number) => ({ onsite: new Map([['甲镇', count]]), ledger: new Map() });

describe('visits as of a cut-off', () => {
  const visits = [
    visit('东村', '2022-01-10', 3),
    visit('东村', '2022-01-20', 7),
    visit('西村', '2022-01-08', 1, 'daily'),
    visit('西村', '2022-01-09', 2, 'daily'),
    visit('西村', '2022-01-30', 5, 'daily'),
    visit('东村', '2022-01-09', 4, 'daily'),
    visit('北村', null, 6),
    visit('南村', '2022-01-05', null),
  ];
  const total = (cutoff: string) =>
    countedVisits(visits, cutoff, (each) => each.onsite_resolved).reduce(
      (sum, each) => sum + each.onsite_resolved!,
      0,
    );

  it('are the last running total of a village, or its days', () => {
    expect(total('2022-02-17T18:00')).toBe(7 + (1 + 2 + 5) + 6);
    expect(total('2022-01-20T00:00')).toBe(7 + (1 + 2) + 6);
    expect(total('2022-01-10T23:59')).toBe(3 + (1 + 2) + 6);
    // Before the first running total the days of the village are all there is.
    expect(total('2022-01-09T12:00')).toBe(4 + (1 + 2) + 6);
  });

  it('leave to the rows what was tallied after the cut-off', () => {
    const late = [visit('东村', '2022-02-01', 40)];
    expect(onsiteWithoutRows(onsite(3), late, '2022-01-31T18:00')).toEqual([]);
    expect(onsiteWithoutRows(onsite(3), late, '2022-02-01T18:00')).toEqual([
      { town: '甲镇', village: null, weight: 37 },
    ]);
  });
});
