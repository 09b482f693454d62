import type { ReportDocument, TableBlock } from '../../src/lib/core/document.ts';

const count = (value: number) => ({
  text: value.toLocaleString('en'),
  number: { value, format: 'count' as const },
});

/** A table with what can go wrong in a file: formulas, a comma, quotes, a sign before a number, a missing rate. */
export const UNITS: TableBlock = {
  kind: 'table',
  id: 'towns',
  title: '镇街/办理..情况表',
  columns: [
    { header: '单位', align: 'start' },
    { header: '梳理问题', align: 'end' },
    { header: '办结率', align: 'end' },
    { header: '增减', align: 'end' },
  ],
  rows: [
    [
      { text: '=HYPERLINK("x")' },
      count(1549),
      { text: '47.3%', number: { value: 0.4731, format: 'rate' } },
      { text: '+5', number: { value: 5, format: 'signed' } },
    ],
    [{ text: '@城关,镇' }, count(3), { text: '—' }, { text: '−2', number: { value: -2, format: 'signed' } }],
    [
      { text: '合计' },
      count(1552),
      { text: '47.2%', number: { value: 0.472, format: 'rate' } },
      { text: '+3', number: { value: 3, format: 'signed' } },
    ],
  ],
  totals: 1,
  notes: ['带*的比率，分母不足10个，仅供参考。', '-口径'],
  isWide: false,
};

/** A bulletin of a paragraph, a chart and two tables; the one in the annex is wide. */
export const SMALL_DOCUMENT: ReportDocument = {
  title: '全县“五色台账”工作周报',
  masthead: '第3期',
  subtitle: '（截至2022年2月17日18时）',
  edition: '内部',
  blocks: [
    { kind: 'heading', text: '一、总体情况' },
    { kind: 'paragraph', id: 'overview-1', inlines: ['梳理群众反映问题1552个。'] },
    { ...UNITS, id: 'colours', title: '五色台账一览表' },
    { kind: 'chart', id: 'trend', title: '每周登记', note: '柱：登记', alt: '最近一周登记3个。' },
  ],
  annexes: [{ ...UNITS, isWide: true }],
  foot: ['统计截止时间：2022年2月17日18时', '统计范围：全县', '数据版本：0123456789ab'],
  definitions: [{ name: '办结率', text: '已解决÷交办数' }],
  source: {
    dataVersion: '0123456789ab',
    edition: 'internal',
    cutoff: '2022-02-17T18:00',
    scope: '全县',
    kind: 'weekly',
  },
};
