import { describe, expect, it } from 'vitest';
import { EMPTY_FILTER, isEmptyFilter, needsRows, type Filter } from '../../../src/lib/filters/filter.ts';

const WHERE: readonly Partial<Filter>[] = [{ town: ['恩城镇'] }, { village: ['东村'] }];
const WHICH: readonly Partial<Filter>[] = [
  { colour: ['red'] },
  { department: ['住建局'] },
  { category: ['道路'] },
  { status: ['open'] },
  { satisfaction: ['basic'] },
  { from: '2022-01-01' },
  { to: '2022-01-01' },
];

describe('a filter', () => {
  it('is empty only without any member', () => {
    expect(isEmptyFilter(EMPTY_FILTER)).toBe(true);
    for (const part of [...WHERE, ...WHICH]) expect(isEmptyFilter({ ...EMPTY_FILTER, ...part })).toBe(false);
  });

  it('leaves visits their meaning while it only says where (D12)', () => {
    expect(needsRows(EMPTY_FILTER)).toBe(false);
    for (const part of WHERE) expect(needsRows({ ...EMPTY_FILTER, ...part })).toBe(false);
    for (const part of WHICH) expect(needsRows({ ...EMPTY_FILTER, town: ['恩城镇'], ...part })).toBe(true);
  });
});
