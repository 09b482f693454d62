import { describe, expect, it } from 'vitest';
import { POLYFILLS } from '../../../src/lib/core/polyfills.ts';

/** A stand-in, whether or not this Node uses it. */
const standIn = (owner: object, name: string) =>
  POLYFILLS.find(([each]) => each === owner)![1][name] as (this: unknown, ...args: unknown[]) => unknown;

describe('what stands in for methods that Chromium 86 lacks', () => {
  it.each([
    [0, 'a'],
    [2, 'c'],
    [-1, 'c'],
    [-3, 'a'],
    [3, undefined],
    [-4, undefined],
    [1.9, 'b'],
    [Number.NaN, 'a'],
  ])('at(%s) is %s', (index, expected) => {
    expect(standIn(Array.prototype, 'at').call(['a', 'b', 'c'], index)).toBe(expected);
  });

  it('at and findLast are there for typed arrays', () => {
    const owner = Object.getPrototypeOf(Uint8Array.prototype) as object;
    expect(standIn(owner, 'at').call(BigInt64Array.of(1n, 2n), -1)).toBe(2n);
    expect(standIn(owner, 'findLast').call(Uint8Array.of(1, 2, 3), (value: number) => value < 3)).toBe(2);
  });

  it('findLast takes the last that matches, with its place', () => {
    const findLast = standIn(Array.prototype, 'findLast');
    expect(findLast.call([5, 6, 7, 8], (_: number, index: number) => index < 2)).toBe(6);
    expect(findLast.call([5, 6], () => false)).toBeUndefined();
  });

  it('hasOwn asks the object itself', () => {
    const hasOwn = standIn(Object, 'hasOwn');
    const bare = Object.create(null) as Record<string, number>;
    bare['a'] = 1;
    expect([hasOwn(bare, 'a'), hasOwn({}, 'toString'), hasOwn({ toString: 1 }, 'toString')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
