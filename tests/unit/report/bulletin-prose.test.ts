import { describe, expect, it } from 'vitest';
import { inlineText, type ReportDocument } from '../../../src/lib/core/document.ts';
import { bulletinWords } from '../../../src/lib/i18n/bulletin.ts';
import { makeBulletin } from '../../../src/lib/report/bulletin/bulletin.ts';
import type { BulletinInput } from '../../../src/lib/report/bulletin/input.ts';
import { inputOf, reportOf, type Counts } from '../../support/bulletin-input.ts';

/** The text of one part's paragraphs. */
function said(document: ReportDocument, part: string): string {
  return document.blocks
    .flatMap((block) => (block.kind === 'paragraph' && block.id.startsWith(part) ? block.inlines : []))
    .map(inlineText)
    .join('');
}

const saidOf = (
  part: string,
  counts: Counts,
  given: Parameters<typeof reportOf>[1] = {},
  input: Partial<BulletinInput> = {},
) => said(makeBulletin(inputOf(reportOf(counts, given), input)), part);

/** The article's tally (A): 1392 + 695 + 750 + 104 = 2941. */
const ARTICLE: Counts = {
  problems_total: 2941,
  solved_on_site: 1392,
  ledgered: 1549,
  self_solvable: 1445,
};
const COLOURS = {
  green: { colour_count: 695 },
  blue: { colour_count: 750 },
  yellow: { colour_count: 104 },
  red: { colour_count: 0 },
  white: { colour_count: 0 },
};
const RATED = { resolved_ledger: 1126, answered: 1126, revisited: 1018, rated: 986, satisfied: 986 };

describe('the sentence on the whole', () => {
  it('gives the published tally, households floored, zero colours printed', () => {
    expect(saidOf('overview', ARTICLE, { by: { colour: COLOURS }, visited: 112_036 })).toBe(
      '截至2月17日18时，全县累计走访群众11.2万余户，梳理群众反映问题2941个。其中，现场解决1392个，占47.3%；' +
        '列入台账1549个，包括绿色695个、蓝色750个、黄色104个、红色0个、白色0个。镇村自主可解决1445个，占台账的93.3%。',
    );
  });

  it('says 余 of no exact multiple, and small counts of households in full', () => {
    const start = (visited: number) => saidOf('overview', ARTICLE, { visited }).slice(11, 26);
    expect(start(112_000)).toContain('走访群众11.2万户');
    expect(start(112_001)).toContain('走访群众11.2万余户');
    expect(start(9_999)).toContain('走访群众9999户');
  });

  it('names no visits where none are told, and no split where there is no problem', () => {
    expect(saidOf('overview', {})).toBe('截至2月17日18时，全县累计梳理群众反映问题0个。没有符合条件的问题。');
  });

  it('gives few problems as counts and what has no colour as such', () => {
    const by = {
      colour: { ...COLOURS, green: { colour_count: 4 }, blue: {}, yellow: {}, unknown: { colour_count: 1 } },
    };
    const few = { problems_total: 9, solved_on_site: 4, ledgered: 5, self_solvable: 4 };
    expect(saidOf('overview', few, { by })).toBe(
      '截至2月17日18时，全县累计梳理群众反映问题9个。其中，现场解决4个；列入台账5个，包括绿色4个、蓝色0个、' +
        '黄色0个、红色0个、白色0个、未标色1个。镇村自主可解决4个。',
    );
  });

  it('speaks of what was registered in a period', () => {
    const period = { from: '2022-02-11', to: '2022-02-17' };
    expect(saidOf('overview', { problems_total: 12, solved_on_site: 12 }, {}, { period })).toBe(
      '2022年2月11日至2022年2月17日，全县登记群众反映问题12个（办理情况截至2月17日18时）。' +
        '其中，现场解决12个，占100%；没有列入台账的问题。',
    );
  });
});

describe('the sentences on resolution, deadlines and revisits', () => {
  it('never round up to 100% nor down to 0%', () => {
    const at = (resolved: number) => ({
      problems_total: 2000,
      not_white: 2000,
      resolved_total: resolved,
      ledger_not_white: 2000,
      resolved_ledger: resolved,
      open: 2000 - resolved,
    });
    expect(saidOf('resolution', at(1999))).toBe(
      '已解决1999个（含现场解决0个），总解决率99.9%；列入台账的问题已解决1999个，台账解决率99.9%；正在办理1个。',
    );
    expect(saidOf('resolution', at(1))).toContain('总解决率0.1%');
    expect(saidOf('resolution', at(2000))).toContain('总解决率100%');
  });

  it('keep white apart: explained, never resolved', () => {
    const counts = {
      problems_total: 30,
      not_white: 10,
      resolved_total: 10,
      white: 20,
      explained: 19,
      ledger_not_white: 10,
    };
    expect(saidOf('resolution', counts)).toBe(
      '已解决10个（含现场解决0个），总解决率100%；列入台账的问题已解决0个，台账解决率0%；正在办理0个。' +
        '白色问题20个，已解释19个，解释率95.0%。',
    );
  });

  it('say what the export cannot tell, and nothing in its place', () => {
    const lacks = ['resolved_at', 'status', 'due_at', 'revisit_at', 'satisfaction', 'revisit_state'];
    expect(saidOf('resolution', ARTICLE, { lacks })).toBe('台账没有解决时间和办理状态，解决情况无法统计。');
    expect(saidOf('deadlines', ARTICLE, { lacks })).toBe('台账没有办理期限，应办结和超期情况无法统计。');
    expect(saidOf('revisits', ARTICLE, { lacks })).toBe('台账没有回访和评价，满意情况无法统计。');
  });

  it('give deadlines with every bucket that is not empty', () => {
    const counts = {
      due: 1174,
      on_time: 953,
      late_closed: 106,
      overdue_open: 96,
      due_today: 19,
      timed: 1126,
    };
    expect(saidOf('deadlines', counts, { days: [7, 18] })).toBe(
      '应办结1174个，按时解决953个，按时办结率81.2%；超期办结106个，超期未办96个，今日到期未办19个。' +
        '可计用时的1126个问题，解决用时中位数7天，九成在18天内解决。',
    );
    expect(saidOf('deadlines', { due: 9, on_time: 9 })).toBe(
      '应办结9个，按时解决9个；超期办结0个，超期未办0个。',
    );
    expect(saidOf('deadlines', {})).toBe('没有到期应办结的问题。');
  });

  it('give satisfaction with its ratings and the revisit rate', () => {
    expect(saidOf('revisits', RATED)).toBe(
      '应回访1126个，已回访1018个，回访率90.4%；评价986个，满意986个，群众满意率100%。',
    );
    expect(saidOf('revisits', { ...RATED, satisfied: 985, dissatisfied: 1 })).toContain(
      '满意985个，群众满意率99.9%，不满意1个。',
    );
    expect(saidOf('revisits', { answered: 9, revisited: 1, rated: 1, satisfied: 1 })).toBe(
      '应回访9个，已回访1个；评价1个，满意1个。',
    );
    expect(saidOf('revisits', {})).toBe('没有应回访的问题；尚无群众评价。');
  });
});

describe('changes', () => {
  const now = { problems_total: 120, ledgered: 60, resolved_total: 90, overdue_open: 6, not_white: 120 };
  const compared = (before: Counts, by: 'week' | 'year' | '2022-02-01' = 'week', counts: Counts = now) =>
    saidOf('changes', counts, {}, { before: { by, moment: '2022-02-10T18:00', report: reportOf(before) } });

  it('say 增加…个、增长…%, 减少…个、下降…%, 新增 from nothing, 持平, and points of rates', () => {
    const before = { problems_total: 100, ledgered: 60, resolved_total: 80, overdue_open: 0, not_white: 100 };
    expect(compared(before)).toBe(
      '与上周同期相比（2022年2月10日18时），问题总数增加20个、增长20.0%；列入台账持平；已解决增加10个、增长12.5%；' +
        '超期未办新增6个；总解决率下降5.0个百分点。',
    );
    const worse = { ...before, problems_total: 150, overdue_open: 8 };
    expect(compared(worse)).toContain('问题总数减少30个、下降20.0%');
    expect(compared(worse)).toContain('超期未办减少2个；');
  });

  it('never say 同比 without last year’s data', () => {
    expect(compared({}, 'year')).toBe('2022年2月10日18时没有可比的数据，不作比较。');
    expect(compared({ problems_total: 100 }, 'year')).toMatch(/^同比（与上年同期相比）/);
    for (const by of ['week', '2022-02-01'] as const)
      expect(compared({ problems_total: 100 }, by)).not.toContain('同比');
  });

  it('take a rate on few cases out of the comparison', () => {
    const rated = { rated: 9, satisfied: 9 };
    expect(compared({ problems_total: 100, ...rated }, 'week', { ...now, ...rated })).not.toContain(
      '群众满意率',
    );
  });
});

describe('what deserves attention', () => {
  it('names the first category with its share, and ties as such', () => {
    const of = (first: number, second: number) => ({
      by: {
        category: {
          道路: { problems_total: first },
          供暖: { problems_total: second },
          教育: { problems_total: 10 },
        },
      },
    });
    expect(saidOf('attention', { problems_total: 60 }, of(30, 20))).toBe(
      '反映最多的是道路问题（30个，占50.0%），前三位类别合计60个，占100%。',
    );
    expect(saidOf('attention', { problems_total: 50 }, of(20, 20))).toContain(
      '反映最多的是供暖、道路问题（各20个）',
    );
  });

  it('says that there is nothing where there is nothing', () => {
    expect(saidOf('attention', {})).toBe('没有需要说明的事项。');
  });
});

describe('the press copy', () => {
  const press = (counts: Counts, by = COLOURS as Record<string, Counts>) =>
    said(
      makeBulletin(inputOf(reportOf(counts, { by: { colour: by }, visited: 112_036 }), { kind: 'press' })),
      'press',
    );

  it('states what the newspaper printed, zero colours left out', () => {
    expect(press({ ...ARTICLE, ...RATED })).toBe(
      '截至2月17日18时，全县累计走访群众11.2万余户，梳理群众反映问题2941个，其中列入绿色台账695个、蓝色台账750个、' +
        '黄色台账104个，现场解决1392个，已解决问题群众满意率达100%（回访1018个、评价986个）。',
    );
  });

  it('says 达100% only where it is, and few ratings as counts', () => {
    expect(press({ ...ARTICLE, ...RATED, satisfied: 985 })).toContain('群众满意率为99.9%（');
    expect(press({ ...ARTICLE, rated: 9, satisfied: 9 })).toContain('已解决问题中群众评价9个、满意9个。');
    expect(press(ARTICLE)).toMatch(/现场解决1392个。$/);
  });

  it('has an English side', () => {
    const input = inputOf(reportOf({ ...ARTICLE, ...RATED }, { by: { colour: COLOURS }, visited: 112_036 }), {
      kind: 'press',
      words: bulletinWords('en'),
      scope: 'the county',
    });
    expect(said(makeBulletin(input), 'press')).toBe(
      'By 17 Feb, 18:00, over 112,000 households in the county had been visited; 2,941 problems were collected, of ' +
        'which 695 went into the Green ledger, 750 into the Blue one, 104 into the Yellow one, and 1,392 were solved on ' +
        'site, and satisfaction with what was resolved reached 100% (1,018 revisited, 986 rated). ',
    );
  });
});
