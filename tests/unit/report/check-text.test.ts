import { describe, expect, it } from 'vitest';
import { checkText } from '../../../src/lib/report/check/check.ts';
import type { ReportDocument } from '../../../src/lib/core/document.ts';
import { textNumbers } from '../../../src/lib/report/check/numbers.ts';
import { reportOf } from '../../support/bulletin-input.ts';

const BY = {
  town: { 恩城镇: { problems_total: 287, overdue_open: 23, ledgered: 176, answered: 116 } },
  colour: { green: { colour_count: 695 }, blue: { colour_count: 750 } },
  category: { 道路: { problems_total: 303 } },
};
const NOW = {
  problems_total: 2941,
  solved_on_site: 1392,
  ledgered: 1549,
  resolved_total: 2518,
  not_white: 2941,
  resolved_ledger: 1126,
  ledger_not_white: 1549,
  overdue_open: 96,
  open: 423,
};
const report = reportOf(NOW, { by: BY, visited: 112_036 });
const before = reportOf(
  { ...NOW, problems_total: 2739, not_white: 2739, resolved_total: 2398, overdue_open: 62 },
  { by: BY },
);
const check = (text: string) =>
  checkText(text, { report, before }).map(({ text: number, status, expected, cause }) =>
    status === 'different' ? [number, status, expected, cause] : [number, status],
  );

describe('numbers of a text', () => {
  it('are told with their units, dates and list numbers left out', () => {
    const text =
      '2022年2月17日18时，1、梳理2,941个，占47.3％，约11.2万余户；PY20211205-006号，附件1，第3名，18:30';
    expect(textNumbers(text).map(({ text: number, value, unit }) => [number, value, unit])).toEqual([
      ['2,941个', 2941, 'count'],
      ['47.3％', 47.3, 'percent'],
      ['11.2万余户', 11.2, 'count'],
    ]);
  });

  it('are read in full-width digits too', () => {
    expect(textNumbers('梳理２９４１个').map(({ value }) => value)).toEqual([2941]);
  });
});

describe('the check before print', () => {
  it('agrees with what is right, whatever the wording around it', () => {
    const text =
      '截至2月17日，全县走访群众11.2万余户，共梳理问题2,941个，其中绿色台账695个、蓝色750个，现场解决1392个，占47.3%。' +
      '总解决率85.6%，台账解决率72.69%。恩城镇超期23个，占24.0%。反映道路问题303个，占10.3%。';
    expect(check(text).map(([, status]) => status)).toEqual(Array.from({ length: 12 }, () => 'same'));
  });

  it.each([
    ['共梳理问题2491个', ['2491个', 'different', '2,941', 'digits']],
    ['梳理群众反映问题2739个', ['2739个', 'different', '2,941', 'cutoff']],
    ['恩城镇超期未办96件', ['96件', 'different', '23', 'scope']],
    ['现场解决率47.4%', ['47.4%', 'different', '47.3%', 'rounding']],
    ['台账解决率85.6%', ['85.6%', 'different', '72.7%', 'denominator']],
    ['现场解决1549个', ['1549个', 'different', '1,392', 'metric']],
    ['现场解决1400个', ['1400个', 'different', '1,392', null]],
    ['走访群众11.3万余户', ['11.3万余户', 'different', '112,036', null]],
    ['走访群众11.2万户', ['11.2万户', 'different', '112,036', null]],
    ['总解决率100%', ['100%', 'different', '85.6%', null]],
    ['绿色台账659个', ['659个', 'different', '695', 'digits']],
  ])('finds what is wrong: %s', (text, found) => {
    expect(check(text)).toEqual([found]);
  });

  it('checks changes: size, direction, share of the base, points', () => {
    expect(check('较上周，问题总数增加202个、增长7.4%；总解决率下降2.0个百分点；超期未办增加34个')).toEqual([
      ['202个', 'same'],
      ['7.4%', 'same'],
      ['2.0个百分点', 'same'],
      ['34个', 'same'],
    ]);
    expect(check('问题总数减少202个，总解决率提高2.0个百分点')).toEqual([
      ['202个', 'different', '+202', 'direction'],
      ['2.0个百分点', 'different', '−2', 'direction'],
    ]);
  });

  it('says that it does not know, rather than guess', () => {
    expect(check('前三位类别合计977个，占33.2%；投入资金300万元；满意率98%')).toEqual([
      ['977个', 'unknown'],
      ['33.2%', 'unknown'],
      ['300万', 'unknown'],
      ['98%', 'unknown'],
    ]);
    expect(check('')).toEqual([]);
  });

  it.each([
    ['现场解决1932个，占89.9%', 1, ['89.9%', 'different', '47.3%', 'denominator']],
    ['前曹镇超期未办23件', 0, ['23件', 'different', '15', 'unit']],
    ['问题总数2941个，减少202个', 1, ['202个', 'different', '+202', 'direction']],
    ['问题总数2941个，增加220个', 1, ['220个', 'different', '+202', 'digits']],
  ])('tells the likely cause in %s', (text, index, expected) => {
    const towns = {
      ...BY,
      town: { ...BY.town, 前曹镇: { problems_total: 262, overdue_open: 15, ledgered: 125, answered: 91 } },
    };
    const data = { report: reportOf(NOW, { by: towns }), before };
    const found = checkText(text, data)[index]!;
    expect([found.text, found.status, found.expected, found.cause]).toEqual(expected);
  });

  it('holds a cut-off against the moment, in the forms that it is written in', () => {
    const moment = '2022-02-17T18:00';
    const stated = (text: string): (string | null)[] =>
      checkText(text, { report, before, moment }).flatMap(({ text: day, status, cause }) => [
        day,
        status,
        cause,
      ]);
    expect(stated('截至2月17日18时，现场解决1392个')).toEqual([
      ...['2月17日18时', 'same', null],
      ...['1392个', 'same', null],
    ]);
    expect(stated('截至2022年2月17日')).toEqual(['2022年2月17日', 'same', null]);
    expect(stated('截至2月16日18时')).toEqual(['2月16日18时', 'different', 'cutoff']);
    expect(stated('截至2月17日8时')).toEqual(['2月17日8时', 'different', 'cutoff']);
  });

  it('knows the numbers of the bulletin’s own clauses that no metric is named by', () => {
    const figure = (text: string) =>
      ({
        id: text,
        text,
        metric: 'sum',
        group: null,
        figure: { value: 1, numerator: null, denominator: null, missing: null },
      }) as const;
    const inlines = [
      '前三位类别合计',
      figure('976'),
      '个，占',
      figure('33.2%'),
      '。已超期',
      figure('29'),
      '天。',
    ];
    const bulletin = { blocks: [{ kind: 'paragraph', id: 'a', inlines }] } as unknown as ReportDocument;
    const stated = (text: string) =>
      checkText(text, { report, before, bulletin }).map(({ text: number, status, expected }) => [
        number,
        status,
        expected,
      ]);
    expect(stated('前三位类别合计976个，占33.2%。')).toEqual([
      ['976个', 'same', '976'],
      ['33.2%', 'same', '33.2%'],
    ]);
    expect(stated('某县前三位类别合计979个，占32.3%。')).toEqual([
      ['979个', 'different', '976'],
      ['32.3%', 'different', '33.2%'],
    ]);
    // Too few words to tell the clause by.
    expect(stated('已超期92天。')[0]![1]).toBe('unknown');
  });
});
