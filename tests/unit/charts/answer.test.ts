import { describe, expect, it } from 'vitest';
import { answerPlan, answerPoints } from '../../../src/lib/charts/answer.ts';
import type { AnswerKind, ConsoleAnswer } from '../../../src/lib/query/run-console.ts';

const answer = (
  columns: readonly (readonly [name: string, kind: AnswerKind])[],
  rows: ConsoleAnswer['rows'],
): ConsoleAnswer => ({
  columns: columns.map(([name, kind]) => ({ name, kind, type: '' })),
  rows,
  isCut: false,
  isPlan: false,
});
const NONE = { chart: null, x: '', y: '' };
const TOWNS = answer(
  [
    ['rank', 'number'],
    ['town', 'text'],
    ['open', 'number'],
  ],
  [
    ['1', '恩城镇', '7'],
    ['2', null, null],
    ['3', '王庙镇', '-2.5'],
  ],
);
const name = (text: string | null) => text ?? '—';

describe('the chart of an answer', () => {
  it('is the first text by the first number unless other columns are chosen', () => {
    expect(answerPlan(TOWNS, NONE)).toEqual({ kind: 'bar', x: 1, y: 0 });
    expect(answerPlan(TOWNS, { chart: 'line', x: 'rank', y: 'open' })).toEqual({ kind: 'line', x: 0, y: 2 });
    expect(answerPlan(TOWNS, { chart: null, x: 'gone', y: 'town' })).toEqual({ kind: 'bar', x: 1, y: 0 });
  });

  it('is a line along a time', () => {
    const weeks = answer(
      [
        ['week', 'date'],
        ['n', 'number'],
      ],
      [['2022-01-03', '1']],
    );
    expect(answerPlan(weeks, NONE)).toEqual({ kind: 'line', x: 0, y: 1 });
  });

  it('is none without a number, a second column or a row', () => {
    expect(
      answerPlan(
        answer(
          [
            ['a', 'text'],
            ['b', 'text'],
          ],
          [['1', '2']],
        ),
        NONE,
      ),
    ).toBeNull();
    expect(answerPlan(answer([['a', 'number']], [['1']]), NONE)).toBeNull();
    expect(answerPlan({ ...TOWNS, rows: [] }, NONE)).toBeNull();
  });

  it('leaves out rows without a value; bars keep the order of the rows', () => {
    const points = answerPoints(TOWNS, { kind: 'bar', x: 1, y: 2 }, name);
    expect(points.map((point) => [point.name, point.value, point.text])).toEqual([
      ['恩城镇', 7, '7'],
      ['王庙镇', -2.5, '-2.5'],
    ]);
  });

  it('goes along its x as a line, and leaves out what has no place there', () => {
    const days = answer(
      [
        ['at', 'moment'],
        ['n', 'number'],
      ],
      [
        ['2022-01-10 08:30:00', '3'],
        [null, '9'],
        ['2022-01-03 00:00:00', '1'],
      ],
    );
    const points = answerPoints(days, { kind: 'line', x: 0, y: 1 }, name);
    expect(points.map(({ at }) => at)).toEqual([
      new Date('2022-01-03T00:00:00Z'),
      new Date('2022-01-10T08:30:00Z'),
    ]);
  });
});
