import { expect, it } from 'vitest';
import { stockFinding } from '../../../src/lib/report/stock-finding.ts';

it('calls the last stock the highest only where it is above all earlier ones', () => {
  expect(stockFinding([3, 5, 6])).toBe('peak');
  expect(stockFinding([3, 6, 4, 6])).toBe('level');
  expect(stockFinding([2, 2, 2])).toBe('flat');
  expect(stockFinding([0, 5, 4])).toBe('falling');
});

it('says nothing of a single week, nor where nothing was ever open', () => {
  expect(stockFinding([7])).toBeNull();
  expect(stockFinding([])).toBeNull();
  expect(stockFinding([0, 0, 0])).toBeNull();
});
