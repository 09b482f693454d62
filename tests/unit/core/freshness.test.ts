import { describe, expect, it } from 'vitest';
import { staleness } from '../../../src/lib/core/freshness.ts';

describe('a ledger that is renewed every week', () => {
  it.each(['2022-02-17T18:05', '2022-02-20T09:00', '2022-02-24T23:59', '2021-12-01T00:00'])(
    'is fresh at %s',
    (now) => expect(staleness('2022-02-17T18:00', 7, now)).toBeNull(),
  );
  it.each([
    ['2022-02-25T00:00', 8],
    ['2022-03-17T08:00', 28],
  ])('is old at %s', (now, age) =>
    expect(staleness('2022-02-17T18:00', 7, now)).toEqual({ age, due: '2022-02-24' }),
  );
});
