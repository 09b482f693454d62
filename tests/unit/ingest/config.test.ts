import { describe, expect, it } from 'vitest';
import { WuseError } from '../../../src/lib/core/errors.ts';
import { checkConfig, readConfig } from '../../../src/lib/ingest/config.ts';
import { textFile } from './ingest-files.ts';

/** Code and place of a refusal. */
function refusalOf(read: () => unknown): [string, string | undefined, string | undefined] {
  try {
    read();
  } catch (error) {
    if (error instanceof WuseError) return [error.code, error.place.file, error.place.column];
    throw error;
  }
  throw new Error('not refused');
}

const target = (members: string): string => `{"targets":[{"metric":"coverage_rate",${members}}]}`;
const ISSUE = { header: 'Issue', column: 'problem' };

describe('a configuration', () => {
  it('may hold nothing, or every entry', () => {
    const whole = {
      towns: { 月亮镇: ['月亮'] },
      departments: { 教体局: [] },
      colours: { 橙: 'yellow', 靛: '蓝' },
      headers: { Issue: 'problem', Visited: 'hh_visited' },
      daysAllowed: { green: 10, white: 0, blue: '5个工作日' },
      update: { everyDays: 7, contact: '县指挥部' },
      targets: [
        { metric: 'coverage_rate', percent: 100, by: '2022-03-31' },
        { metric: 'satisfaction_rate', percent: 95.5 },
      ],
      calendar: { holidays: ['2022-01-03', '2022-01-31'], workdays: ['2022-01-29'] },
      county: { name: '月亮县', issuer: '月亮县指挥部' },
      tables: [
        { columns: [{ header: 'No.' }, ISSUE], headerRow: 3, role: 'issues', sheet: 'Sheet1' },
        { columns: [{ header: 'No.' }, ISSUE] },
        { columns: [{ header: 'Anything' }], role: 'skip' },
        {
          columns: [
            { header: 'Place', column: 'town' },
            { header: 'Done', column: 'hh_visited' },
          ],
          role: 'visits',
        },
      ],
    };
    expect(checkConfig({})).toEqual({});
    expect(checkConfig(whole)).toEqual(whole);
  });

  it('is read from a file in the encodings of an office', () => {
    const text = '{"towns":{"月亮镇":["月亮"]}}';
    expect(readConfig(textFile('配置.json', `\ufeff${text}`))).toEqual(JSON.parse(text));
    // {"towns":{"王":["王"]}} in GBK.
    const gbk = [...'{"towns":{"'].map((c) => c.charCodeAt(0));
    const rest = [...'":["'].map((c) => c.charCodeAt(0));
    const end = [...'"]}}'].map((c) => c.charCodeAt(0));
    const wang = [0xcd, 0xf5];
    const bytes = Uint8Array.from([...gbk, ...wang, ...rest, ...wang, ...end]);
    expect(readConfig({ name: '配置.json', bytes })).toEqual({ towns: { 王: ['王'] } });
  });

  it.each([
    ['not JSON', '{"towns":', 'CONFIG_UNREADABLE', undefined],
    ['a list', '[]', 'CONFIG_WRONG_TYPE', ''],
    ['a number', '3', 'CONFIG_WRONG_TYPE', ''],
    ['nothing', 'null', 'CONFIG_WRONG_TYPE', ''],
    ['a misspelt entry', '{"town":{}}', 'CONFIG_UNKNOWN_KEY', 'town'],
    ['what every object has', '{"constructor":1}', 'CONFIG_UNKNOWN_KEY', 'constructor'],
    ['aliases that are no list', '{"towns":{"王庙镇":"王庙"}}', 'CONFIG_WRONG_TYPE', 'towns.王庙镇'],
    ['a rhythm of no days', '{"update":{"everyDays":0}}', 'CONFIG_WRONG_TYPE', 'update.everyDays'],
    ['a rhythm without days', '{"update":{}}', 'CONFIG_WRONG_TYPE', 'update.everyDays'],
    [
      'a target of no rate',
      '{"targets":[{"metric":"open","percent":100}]}',
      'CONFIG_WRONG_TYPE',
      'targets[0].metric',
    ],
    ['a county without a name', '{"county":{"name":" "}}', 'CONFIG_WRONG_TYPE', 'county.name'],
    ['an issuer of two lines', '{"county":{"issuer":"a\\nb"}}', 'CONFIG_WRONG_TYPE', 'county.issuer'],
    ['a county of something else', '{"county":{"mayor":"a"}}', 'CONFIG_UNKNOWN_KEY', 'county.mayor'],
    ['a target of all and more', target('"percent":100.5'), 'CONFIG_WRONG_TYPE', 'targets[0].percent'],
    ['a target of nothing', target('"percent":0'), 'CONFIG_WRONG_TYPE', 'targets[0].percent'],
    ['hundredths of a per cent', target('"percent":99.95'), 'CONFIG_WRONG_TYPE', 'targets[0].percent'],
    ['a target as text', target('"percent":"100"'), 'CONFIG_WRONG_TYPE', 'targets[0].percent'],
    ['a target without a size', target('"by":"2022-03-31"'), 'CONFIG_WRONG_TYPE', 'targets[0].percent'],
    ['a day that is none', target('"percent":90,"by":"2022-02-30"'), 'CONFIG_WRONG_TYPE', 'targets[0].by'],
    ['a misspelt target', target('"percent":90,"until":1'), 'CONFIG_UNKNOWN_KEY', 'targets[0].until'],
    [
      'two targets of a rate',
      '{"targets":[{"metric":"revisit_rate","percent":90},{"metric":"revisit_rate","percent":95}]}',
      'CONFIG_WRONG_TYPE',
      'targets[1].metric',
    ],
    ['an alias that is no text', '{"towns":{"王庙镇":["a",1]}}', 'CONFIG_WRONG_TYPE', 'towns.王庙镇[1]'],
    ['a colour that is none', '{"colours":{"橙":"orange"}}', 'CONFIG_WRONG_TYPE', 'colours.橙'],
    ['a move for a colour', '{"colours":{"橙":"黄转红"}}', 'CONFIG_WRONG_TYPE', 'colours.橙'],
    ['an unknown column', '{"headers":{"Issue":"problems"}}', 'CONFIG_UNKNOWN_COLUMN', 'headers.Issue'],
    ['days of no colour', '{"daysAllowed":{"pink":1}}', 'CONFIG_UNKNOWN_KEY', 'daysAllowed.pink'],
    ['half a day', '{"daysAllowed":{"red":1.5}}', 'CONFIG_WRONG_TYPE', 'daysAllowed.red'],
    ['days in words that are none', '{"daysAllowed":{"red":"很快"}}', 'CONFIG_WRONG_TYPE', 'daysAllowed.red'],
    [
      'working days without holidays',
      '{"daysAllowed":{"green":"5个工作日"}}',
      'CONFIG_CALENDAR_MISSING',
      'daysAllowed.green',
    ],
    [
      'a holiday that is no day',
      '{"calendar":{"holidays":["2022-02-30"]}}',
      'CONFIG_WRONG_TYPE',
      'calendar.holidays[0]',
    ],
    ['no holidays', '{"calendar":{"workdays":["2022-01-29"]}}', 'CONFIG_WRONG_TYPE', 'calendar.holidays'],
    [
      'a holiday that is worked',
      '{"calendar":{"holidays":["2022-01-29"],"workdays":["2022-01-29"]}}',
      'CONFIG_WRONG_TYPE',
      'calendar.workdays[0]',
    ],
  ])('is refused with code, file and place: %s', (_, text, code, place) => {
    expect(refusalOf(() => readConfig(textFile('配置.json', text)))).toEqual([code, '配置.json', place]);
  });
});

describe('a mapping of a table', () => {
  it.each([
    ['no header', {}, 'CONFIG_WRONG_TYPE', 'tables[0].columns'],
    ['a blank header', { columns: [{ header: ' ' }] }, 'CONFIG_WRONG_TYPE', 'tables[0].columns'],
    [
      'a column without header',
      { columns: [{ column: 'problem' }] },
      'CONFIG_WRONG_TYPE',
      'tables[0].columns[0]',
    ],
    ['row 0', { columns: [ISSUE], headerRow: 0 }, 'CONFIG_WRONG_TYPE', 'tables[0].headerRow'],
    ['a row too far', { columns: [ISSUE], headerRow: 201 }, 'CONFIG_WRONG_TYPE', 'tables[0].headerRow'],
    ['another role', { columns: [ISSUE], role: 'none' }, 'CONFIG_WRONG_TYPE', 'tables[0].role'],
    ['another entry', { columns: [ISSUE], rows: 3 }, 'CONFIG_UNKNOWN_KEY', 'tables[0].rows'],
    ['no problem', { columns: [{ header: 'Town', column: 'town' }] }, 'CONFIG_COLUMN_MISSING', 'tables[0]'],
    [
      'visits without households',
      { columns: [{ header: 'T', column: 'town' }], role: 'visits' },
      'CONFIG_COLUMN_MISSING',
      'tables[0]',
    ],
    [
      'a column of the other table',
      { columns: [ISSUE, { header: 'n', column: 'hh_due' }] },
      'CONFIG_UNKNOWN_COLUMN',
      'tables[0].columns[1]',
    ],
    [
      'one column twice',
      { columns: [ISSUE, { header: 'Text', column: 'problem' }] },
      'CONFIG_COLUMN_TWICE',
      'tables[0].columns[1]',
    ],
  ])('is refused with %s', (_, table, code, place) => {
    expect(refusalOf(() => checkConfig({ tables: [table] }))).toEqual([code, undefined, place]);
  });

  it('has no twin for the same header and sheet', () => {
    const table = { columns: [{ header: 'No.' }, ISSUE] };
    const same = { columns: [{ header: ' NO. *' }, ISSUE, { header: '' }] };
    expect(refusalOf(() => checkConfig({ tables: [table, same] }))[0]).toBe('CONFIG_TABLE_TWICE');
    const named = (sheet: string) => ({ ...table, sheet });
    expect(checkConfig({ tables: [table, named('a'), named('b')] }).tables).toHaveLength(3);
    expect(refusalOf(() => checkConfig({ tables: [named('a'), named('a')] }))[2]).toBe('tables[1]');
  });
});
