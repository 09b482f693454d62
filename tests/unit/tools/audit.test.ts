import { expect, it } from 'vitest';
import { graveAdvisories } from '../../../tools/audit.mjs';

const advisory = (severity: string, id: string) => ({
  url: `https://github.com/advisories/${id}`,
  title: 'a bad thing',
  severity,
});
const REPORT = {
  vulnerabilities: {
    inner: { via: [advisory('high', 'GHSA-1'), advisory('moderate', 'GHSA-2')] },
    outer: { via: ['inner'] },
    other: { via: [advisory('critical', 'GHSA-3')] },
  },
};

it('names each grave advisory once, and none that is allowed until a day to come', () => {
  expect(graveAdvisories(REPORT, [], '2022-02-17')).toEqual([
    'inner: high, GHSA-1: a bad thing',
    'other: critical, GHSA-3: a bad thing',
  ]);
  const allowed = [{ advisory: 'GHSA-1', reason: 'not called', until: '2022-02-17' }];
  expect(graveAdvisories(REPORT, allowed, '2022-02-17')).toHaveLength(1);
  expect(graveAdvisories(REPORT, allowed, '2022-02-18')).toHaveLength(2);
  expect(graveAdvisories({ vulnerabilities: {} }, [], '2022-02-17')).toEqual([]);
});

it('tells an audit that did not take place from one that found nothing', () => {
  expect(graveAdvisories(null, [], '2022-02-17')).toBeNull();
  expect(graveAdvisories({ error: { code: 'ENOAUDIT' } }, [], '2022-02-17')).toBeNull();
  expect(graveAdvisories({}, [], '2022-02-17')).toBeNull();
});
