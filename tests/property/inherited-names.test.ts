import { describe, expect, it } from 'vitest';
import { WuseError } from '../../src/lib/core/errors.ts';
import { ownRecord } from '../../src/lib/core/own-record.ts';
import { cleanText, compactText } from '../../src/lib/core/text.ts';
import { parseExplore, EXPLORE_KEYS, EXPLORE_PARAMETERS } from '../../src/lib/filters/explore-url.ts';
import { parseView, VIEW_PARAMETERS } from '../../src/lib/filters/url.ts';
import { checkConfig, readConfig } from '../../src/lib/ingest/config.ts';
import { GROUP_METRICS, evaluateLazily } from '../../src/lib/metrics/evaluate.ts';
import { evaluateReport } from '../../src/lib/metrics/report.ts';
import { EMPTY_FILTER } from '../../src/lib/filters/filter.ts';
import { runNumbers } from '../../src/lib/query/run-metrics.ts';
import { packNumbers, unpackNumbers } from '../../src/lib/query/pack-overview.ts';
import { parseSaved } from '../../src/lib/report/since/parse.ts';
import { INHERITED } from '../support/hostile-ledger.ts';
import { openExport } from '../support/node-ledger.ts';
import { smallSaved } from '../support/saved-bulletin.ts';
import { run, textFile } from '../unit/ingest/ingest-files.ts';

const HEADERS =
  '问题编号,镇街,村(社区),反映时间,反映问题,问题类别,是否现场解决,台账颜色,交办部门,责任人,交办时间,办理时限,办理状态,解决时间,办理结果,回访时间,回访方式,群众回访满意度,备注'.split(
    ',',
  );
const PLAIN =
  'A1,王庙镇,东村,2022-01-05,路灯不亮,基础设施,否,绿色,住建局,李某,2022-01-06,2022-01-20,办理中,,正在办理,2022-01-15,电话,满意,无'.split(
    ',',
  );
/** A word that no column knows. */
const UNKNOWN = 'xyzzy';
const ledgerWith = (header: string, word: string): string =>
  [HEADERS, PLAIN.map((cell, column) => (HEADERS[column] === header ? word : cell))]
    .map((row) => row.join(','))
    .join('\n');

async function readingOf(text: string) {
  const result = await run({ issues: [textFile('a.csv', text)], cutoff: '2022-02-17T18:00' });
  return {
    codes: result.findings.map(({ code, place }) => [code, place.row, place.column]),
    kept: result.issues.map((issue) => Object.entries(issue).map(([id, value]) => [id, value === null])),
  };
}

const untouched = (): void => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
};

describe('names that every object has', () => {
  it.each(HEADERS)('are words like others in a cell of %s', async (header) => {
    const expected = await readingOf(ledgerWith(header, UNKNOWN));
    for (const word of INHERITED)
      expect([word, await readingOf(ledgerWith(header, word))]).toEqual([word, expected]);
    untouched();
  });

  it('are headers like others', async () => {
    const expected = await readingOf(`${HEADERS.join(',')},${UNKNOWN}\n${PLAIN.join(',')},1`);
    for (const word of INHERITED)
      expect(await readingOf(`${HEADERS.join(',')},${word}\n${PLAIN.join(',')},1`)).toEqual(expected);
  });

  it('are keys of counts: each town is counted, none that is not there is found', async () => {
    const rows = INHERITED.flatMap((town, index) =>
      Array.from({ length: index + 1 }, (_, row) =>
        PLAIN.map(
          (cell, column) => ({ 问题编号: `${index}-${row}`, 镇街: town })[HEADERS[column]!] ?? cell,
        ).join(','),
      ),
    );
    const ledger = [HEADERS.join(','), ...rows].join('\n');
    const visits = `镇街,村(社区),统计日期,应走访户数,已走访户数\n${INHERITED.map((town) => `${town},东村,2022-02-17,9,8`).join('\n')}`;
    const { engine, stored, members } = await openExport({ name: 'inherited', ledger, visits });
    const asOf = { moment: stored, stored };
    const numbers = await runNumbers(engine, { asOf, filter: EMPTY_FILTER, dimensions: ['town'], members });
    await engine.close();
    const report = evaluateReport(numbers, { columns: new Set(), rowsFiltered: false });
    const towns = report.by.town!;
    for (const [index, town] of INHERITED.entries())
      expect([town, towns[cleanText(town)]!.problems_total.value]).toEqual([town, index + 1]);
    expect(towns['__proto__'] ?? null).toBeNull();
    expect(towns['isPrototypeOf'] ?? null).toBeNull();
    const again = unpackNumbers(JSON.parse(JSON.stringify(packNumbers(numbers))));
    const lazy = evaluateReport(again, { columns: new Set(), rowsFiltered: false }, evaluateLazily);
    expect(Object.keys(lazy.by.town!).sort()).toEqual(INHERITED.map(cleanText).sort());
    expect(lazy.by.town!['isPrototypeOf'] ?? null).toBeNull();
  });

  it('are no members of a configuration', () => {
    const codeOf = (work: () => unknown): string => {
      try {
        work();
        return 'read';
      } catch (error) {
        if (error instanceof WuseError) return error.code;
        throw error;
      }
    };
    for (const word of INHERITED) {
      const text = (json: string) => new TextEncoder().encode(json);
      for (const json of [
        `{"${word}": {"polluted": true}}`,
        `{"county": {"${word}": "x"}}`,
        ...(word === '__proto__'
          ? [`{"towns": {"__proto__": ["x"]}}`, `{"headers": {"__proto__": "note"}}`]
          : []),
        `{"daysAllowed": {"${word}": 3}}`,
        `{"update": {"everyDays": 7, "${word}": 1}}`,
      ])
        expect([json, codeOf(() => readConfig({ name: 'a.json', bytes: text(json) }))]).toEqual([
          json,
          'CONFIG_UNKNOWN_KEY',
        ]);
      expect(codeOf(() => checkConfig({ headers: { 某列: word } }))).toBe('CONFIG_UNKNOWN_COLUMN');
    }
    untouched();
  });

  it('may be aliases and headers in one, and do nothing but that', async () => {
    const json = `{"towns": {"王庙镇": ["constructor"], "valueOf": ["toString"]}, "headers": {"prototype": "note", "constructor": "problem"}}`;
    const config = readConfig({ name: 'a.json', bytes: new TextEncoder().encode(json) });
    const read = async (town: string) =>
      (
        await run({
          issues: [textFile('a.csv', ledgerWith('镇街', town).replace('反映问题', 'constructor'))],
          cutoff: '2022-02-17T18:00',
          config,
        })
      ).issues[0]!;
    expect((await read('constructor')).town).toBe('王庙镇');
    expect((await read('constructor')).problem).toBe('路灯不亮');
    expect((await read('valueOf')).town).toBe('valueOf');
    untouched();
  });

  it('are nothing in an address', () => {
    for (const word of INHERITED) {
      for (const name of VIEW_PARAMETERS) {
        const parameters = new URLSearchParams([
          [name, word],
          [word, name],
          [word, word],
        ]);
        expect(() => parseView(parameters)).not.toThrow();
      }
      for (const name of EXPLORE_PARAMETERS) {
        const parsed = parseExplore(new URLSearchParams([[name, word]]), {
          keys: EXPLORE_KEYS,
          metrics: GROUP_METRICS,
        });
        expect(JSON.stringify(parsed.state)).not.toContain(word);
      }
    }
    untouched();
  });

  it('are refused as keys of a saved bulletin where they could change objects', () => {
    const saved = JSON.stringify(smallSaved()).replaceAll('甲镇', '__proto__');
    expect(() => parseSaved(new TextEncoder().encode(saved))).toThrow('SINCE_DAMAGED');
    untouched();
  });
});

describe('one name', () => {
  it('that JSON loses is another that looks the same, in whichever form it is typed', () => {
    for (const typed of ['__proto__', ' __proto__\u200b', '__pro\u00adto__']) {
      expect(cleanText(typed)).toBe('ˍˍprotoˍˍ');
      expect(compactText(typed)).toBe('ˍˍprotoˍˍ');
    }
    expect(compactText('＿＿ｐｒｏｔｏ＿＿')).toBe('ˍˍprotoˍˍ');
    expect(compactText(cleanText('__proto__'))).toBe('ˍˍprotoˍˍ');
    expect(cleanText('a __proto__')).toBe('a __proto__');
  });

  it('is a key like others of a record of one’s own', () => {
    const record = ownRecord([
      ['__proto__', 1],
      ['toString', 2],
    ]);
    expect([record['__proto__'], record['toString'], record['valueOf']]).toEqual([1, 2, undefined]);
    expect(Object.keys(record)).toEqual(['__proto__', 'toString']);
  });
});
