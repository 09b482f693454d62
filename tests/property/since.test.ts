import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FLAGS } from '../../src/lib/metrics/types.ts';
import { causesOf, differencesOf } from '../../src/lib/report/since/causes.ts';
import { parseSaved } from '../../src/lib/report/since/parse.ts';
import { savedBytes } from '../../src/lib/report/since/saved.ts';
import { numbersOf, smallSaved, SMALL_NUMBERS } from '../support/saved-bulletin.ts';

const count = fc.nat({ max: 1_000_000 });
const key = fc
  .string({ minLength: 1, maxLength: 12, unit: 'binary' })
  .filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));
const group = fc.record({ problems_total: count, open: count, due: count }).map(numbersOf);
const digest = fc.nat({ max: 40 }).map((number) => number.toString(16).padStart(16, '0'));
const KEYS = { colour: ['green', 'blue'], town: ['甲镇', '乙镇'], department: ['甲局'], category: ['道路'] };
const records = fc
  .uniqueArray(fc.tuple(digest, fc.nat({ max: 2 ** 31 - 1 }), fc.nat({ max: 1 }), fc.nat({ max: 1 })), {
    selector: ([own]) => own,
    maxLength: 30,
  })
  .map((rows) => ({
    keys: KEYS,
    rows: rows.map(([own, flags, colour, town]) => [own, flags, colour, town, 0, 0] as const),
  }));

it('a saved bulletin is the same once read', () => {
  fc.assert(
    fc.property(
      fc.dictionary(key, group, { maxKeys: 5, noNullPrototype: true }),
      group,
      fc.option(records),
      (town, whole, some) => {
        const numbers = { ...SMALL_NUMBERS, whole, by: { ...SMALL_NUMBERS.by, town } };
        const saved = smallSaved({ numbers, records: some });
        expect(parseSaved(savedBytes(saved))).toEqual(saved);
      },
    ),
    { numRuns: 100 },
  );
});

it('whatever became of the records, their causes add up to the difference of the counts', () => {
  const flag = fc.constantFrom(...FLAGS);
  fc.assert(
    fc.property(
      records,
      records,
      fc.subarray(Array.from({ length: 41 }, (_, each) => each)),
      flag,
      (was, is, known, name) => {
        const elsewhere = new Set(known.map((each) => each.toString(16).padStart(16, '0')));
        const differences = differencesOf(was, is, elsewhere);
        const bit = FLAGS.indexOf(name);
        for (const town of [null, '甲镇', '乙镇']) {
          const counted = ({ rows }: typeof was): number =>
            rows.filter(
              ([, flags, , place]) =>
                ((flags >>> bit) & 1) === 1 && (town === null || KEYS.town[place] === town),
            ).length;
          const at = town === null ? null : ({ dimension: 'town', key: town } as const);
          const causes = causesOf(differences, name, at, counted(is) - counted(was));
          expect(causes.unexplained).toBe(0);
          expect(causes.undated).toBeLessThanOrEqual(causes.added);
        }
        expect(differencesOf(was, was, new Set())).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
