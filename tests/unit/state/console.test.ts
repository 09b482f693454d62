import { describe, expect, it } from 'vitest';
import { answerCell, answerText } from '../../../src/lib/state/console-cells.ts';
import { consoleFragment, consoleLinkOf } from '../../../src/lib/state/console-fragment.ts';

describe('the fragment', () => {
  it('keeps a statement with its signs and lines, and the chart', () => {
    const link = {
      sql: 'select \'100%\' as "a&b", 1+1 -- #恩城\nfrom x',
      chart: 'line',
      x: 'a&b',
      y: 'n',
    } as const;
    expect(consoleLinkOf(`#${consoleFragment(link)}`)).toEqual(link);
  });

  it('is empty without a statement, and takes nothing that it does not know', () => {
    expect(consoleFragment({ sql: '', chart: 'bar', x: 'a', y: 'b' })).toBe('');
    expect(consoleLinkOf('#chart=pie&x=a')).toEqual({ sql: '', chart: null, x: 'a', y: '' });
    expect(consoleLinkOf(`#q=${'x'.repeat(20_000)}`).sql.length).toBe(10_000);
    expect(consoleLinkOf('#q=%')).toEqual({ sql: '%', chart: null, x: '', y: '' });
  });
});

describe('a cell', () => {
  it.each([
    ['2022-02-17 18:00:00', 'moment', '2022-02-17 18:00'],
    ['2022-02-17 18:00:07', 'moment', '2022-02-17 18:00:07'],
    ['9007199254740993', 'number', '9007199254740993'],
  ] as const)('%s as %s is shown as %s', (text, kind, shown) => {
    expect(answerText(text, kind)).toBe(shown);
  });

  it.each([
    ['12', 'number', 12],
    ['-0.10', 'number', -0.1],
    ['1e+20', 'number', 1e20],
    ['0.30000000000000004', 'number', 0.30000000000000004],
    ['9007199254740993', 'number', '9007199254740993'],
    ['0.100000000000000001', 'number', '0.100000000000000001'],
    ['nan', 'number', 'nan'],
    ['inf', 'number', 'inf'],
    ['2022-02-17', 'date', { moment: '2022-02-17' }],
    ['2022-02-17 18:00:00', 'moment', { moment: '2022-02-17 18:00' }],
    ['infinity', 'date', 'infinity'],
    ['2022-02-17', 'text', '2022-02-17'],
    [null, 'number', null],
  ] as const)('%s as %s is written as %j', (text, kind, cell) => {
    expect(answerCell(text, { kind })).toEqual(cell);
  });
});
