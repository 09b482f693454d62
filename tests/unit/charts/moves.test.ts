import { describe, expect, it } from 'vitest';
import { moveLayout } from '../../../src/lib/charts/moves.ts';

const ORDER = ['green', 'blue', 'yellow', 'red', 'white'];

describe('the flow of colour moves', () => {
  const flows = [
    { from: 'yellow', to: 'red', problems: 30 },
    { from: 'green', to: 'blue', problems: 60 },
    { from: 'green', to: 'red', problems: 10 },
    { from: 'blue', to: 'white', problems: 0 },
  ];
  const { left, right, ribbons, height } = moveLayout(flows, ORDER);

  it('has the colours that were left and reached, with their sums, in the ledger’s order', () => {
    expect(left.map(({ key, problems }) => [key, problems])).toEqual([
      ['green', 70],
      ['yellow', 30],
    ]);
    expect(right.map(({ key, problems }) => [key, problems])).toEqual([
      ['blue', 60],
      ['red', 40],
    ]);
  });

  it('draws ends by their share of all moves, none over another', () => {
    const heights = left.map(({ top, bottom }) => bottom - top);
    expect(heights[0]! / heights[1]!).toBeCloseTo(70 / 30, 6);
    expect(left[1]!.top).toBeGreaterThan(left[0]!.bottom);
    expect(height).toBeGreaterThan(right[1]!.bottom);
  });

  it('fills each end with its flows from top to bottom', () => {
    const red = ribbons.filter(({ to }) => to === 'red');
    expect(red.map(({ from }) => from)).toEqual(['green', 'yellow']);
    expect(red[0]!.right[0]).toBe(right[1]!.top);
    expect(red[1]!.right[0]).toBeCloseTo(red[0]!.right[1], 6);
    expect(red[1]!.right[1]).toBeCloseTo(right[1]!.bottom, 6);
  });

  it('leaves a rare move high enough for its words', () => {
    const rare = moveLayout(
      [
        { from: 'green', to: 'blue', problems: 999 },
        { from: 'red', to: 'white', problems: 1 },
      ],
      ORDER,
    );
    const last = rare.left.find(({ key }) => key === 'red')!;
    expect(last.bottom - last.top).toBeGreaterThanOrEqual(14);
  });

  it('is empty without a move', () => {
    expect(moveLayout([], ORDER)).toMatchObject({ left: [], right: [], ribbons: [] });
  });
});
