import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTurn } from '../../../src/lib/state/in-turn.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('runs each work in a task of its own, in order', () => {
  const done: string[] = [];
  for (const name of ['first', 'second', 'third']) inTurn(() => done.push(name));
  expect(done).toEqual([]);
  const seen = [1, 2, 3, 4].map(() => {
    vi.advanceTimersToNextTimer();
    return done.length;
  });
  expect(seen).toEqual([1, 2, 3, 3]);
  expect(done).toEqual(['first', 'second', 'third']);
});

it('drops what is taken back, and goes on with the rest', () => {
  const done: string[] = [];
  const cancels = ['first', 'second', 'third'].map((name) => inTurn(() => done.push(name)));
  cancels[0]!();
  cancels[2]!();
  vi.runAllTimers();
  inTurn(() => done.push('later'));
  vi.runAllTimers();
  expect(done).toEqual(['second', 'later']);
});

it('goes on after a work that fails', () => {
  const done: string[] = [];
  inTurn(() => {
    throw new Error('broken part');
  });
  inTurn(() => done.push('next'));
  expect(() => vi.advanceTimersToNextTimer()).toThrow('broken part');
  vi.runAllTimers();
  expect(done).toEqual(['next']);
});
