import { describe, expect, it } from 'vitest';
import { EMPTY_FILTER } from '../../../src/lib/filters/filter.ts';
import { bulletinWords } from '../../../src/lib/i18n/bulletin.ts';
import { translatorFor } from '../../../src/lib/i18n/messages.ts';
import type { ScopeNumbers } from '../../../src/lib/metrics/report.ts';
import type { Fingerprint } from '../../../src/lib/query/run-fingerprints.ts';
import { applyEdits } from '../../../src/lib/report/bulletin/edits.ts';
import { askSince, compareSince, type Present, type Since } from '../../../src/lib/report/since/compare.ts';
import type { SavedBulletin } from '../../../src/lib/report/since/saved.ts';
import {
  changesTable,
  revisionsTable,
  sinceLines,
  sinceNotes,
  sinceSummary,
} from '../../../src/lib/report/since/tables.ts';
import { numbersOf, SMALL_NUMBERS, SMALL_RECORDS, smallSaved, toSave } from '../../support/saved-bulletin.ts';

const wordsOf = (language: 'zh' | 'en') => ({ t: translatorFor(language), words: bulletinWords(language) });
const zh = wordsOf('zh');
const en = wordsOf('en');

/** So many open problems of 甲镇, and nothing else. */
function numbers(count: number, ledgered = count): ScopeNumbers {
  const group = numbersOf({ problems_total: count, ledgered, open: count });
  return { ...SMALL_NUMBERS, whole: group, by: { ...SMALL_NUMBERS.by, town: { 甲镇: group } } };
}

/** The records that are there without change, with some more. */
function withRecords(...more: readonly Fingerprint[]) {
  return { ...SMALL_RECORDS, rows: [...SMALL_RECORDS.rows, ...more] };
}
const [FIRST, SECOND] = SMALL_RECORDS.rows as [Fingerprint, Fingerprint];
const another = (digest: string, flags = SECOND[1]): Fingerprint => [digest, flags, 0, 0, 0, 0];

function sinceOf(saved: SavedBulletin, present: Partial<Present>): Since {
  const asked = askSince(saved, '2022-02-17T18:00', { town: ['甲镇'] });
  return compareSince(saved, asked, {
    ...{ then: SMALL_NUMBERS, now: SMALL_NUMBERS, records: SMALL_RECORDS, elsewhere: new Set<string>() },
    ...{ moment: '2022-02-17T18:00', columns: new Set(['reported_at']), schemaVersion: 10, ...present },
  });
}
const cellsOf = (
  table: { rows: readonly { id: string; cells: readonly { text: string }[] }[] },
  id: string,
) => table.rows.find((row) => row.id === id)?.cells.map(({ text }) => text);

describe('what changed', () => {
  it('is told then and now, with the change in words', () => {
    const since = sinceOf(smallSaved(), { now: numbers(1_234) });
    const table = changesTable(since, zh);
    expect(table.headers).toEqual(['指标', '上期（2022年2月10日18时）', '现在（2022年2月17日18时）', '变化']);
    expect(cellsOf(table, 'problems_total')).toEqual(['问题总数', '2', '1,234', '增加 1,232个']);
    expect(cellsOf(changesTable(since, en), 'ledgered/town/甲镇')![3]).toMatch(/^up 1,232/i);
    expect(since.revised).toEqual([]);
    expect(sinceSummary(since, zh.words)).toContain(
      `印出的 ${since.printed} 个数中，${since.changed.length} 个与上期不同，0 个`,
    );
  });

  it('has what was printed in a figure’s place', () => {
    const { document } = toSave();
    const over = (written: string): unknown => {
      const edited = applyEdits(document, { 'overview-1': [{ figure: 'problems_total', written }] });
      const since = sinceOf(smallSaved({ document: edited }), { now: numbers(3) });
      return cellsOf(changesTable(since, zh), 'problems_total')![1];
    };
    expect([over('20'), over('若干')]).toEqual(['20（系统计算2）', '2（印发时改写为文字）']);
  });
});

describe('why a figure was revised', () => {
  const reason = (present: Partial<Present>, say = zh, saved = smallSaved()): string[] =>
    cellsOf(revisionsTable(sinceOf(saved, present), say), 'problems_total')!.slice(1);

  it('is told by the records that were added, and by what they cannot tell', () => {
    const present = { then: numbers(4), records: withRecords(another('00000000000000a3')) };
    expect(reason(present)).toEqual([
      ...['2', '4', '+2'],
      '上期截至时间前登记、后来补录1条；差额中+1不能由记录解释（如走访统计中没有记录的现场解决）',
    ]);
    expect(reason(present, en).at(-1)).toBe(
      'registered up to that moment and entered later: 1; difference not explained by records: +1 (for instance on-site problems that only the visit tally knows)',
    );
  });

  it('is told by records without date, gone, and changed', () => {
    const undated = another('00000000000000a3', SECOND[1] + 2 ** 28);
    const gone = { ...SMALL_RECORDS, rows: [FIRST, undated] };
    const [was, is, difference, why] = reason({ then: numbers(3, 2), records: gone });
    expect([was, is, difference]).toEqual(['2', '3', '+1']);
    expect(why).toBe(
      '上期截至时间前登记、后来补录1条；其中1条没有登记时间，无从判断何时登记；已从台账删除1条；差额中+1不能由记录解释（如走访统计中没有记录的现场解决）',
    );
    const moved = { then: numbers(1), records: { ...SMALL_RECORDS, rows: [FIRST] } };
    expect(reason({ ...moved, elsewhere: new Set([SECOND[0]]) }).at(-1)).toBe('记录改动后不再计入1条');
    expect(reason(moved).at(-1)).toBe('已从台账删除1条');
  });

  it('says of a scope that records may have moved into it', () => {
    const filter = { ...EMPTY_FILTER, town: ['甲镇'] };
    const saved = smallSaved({ view: { filter, cutoff: null, days: 'calendar' } });
    const present = { then: numbers(3), records: withRecords(another('00000000000000a3')) };
    expect(reason(present, zh, saved).at(-1)).toBe('后来补录或移入范围1条');
  });

  it('cannot be told without records, which is said once more above the table', () => {
    const saved = smallSaved({ records: null });
    expect(reason({ then: numbers(3) }, zh, saved).at(-1)).toBe('没有可比的逐条记录，说不出原因');
    const notes = sinceNotes(sinceOf(saved, { then: numbers(3) }), false, en);
    expect(notes.join('\n')).toContain('has no records (more than 50,000)');
    expect(sinceNotes(sinceOf(smallSaved(), { records: null }), false, zh).join('\n')).toContain(
      '现在的记录超过',
    );
  });

  it('is a column that was not there, where a figure is known only now', () => {
    const since = sinceOf(smallSaved(), {
      columns: new Set(['reported_at', 'due_at', 'resolved_at', 'status']),
    });
    expect(cellsOf(revisionsTable(since, zh), 'overdue_open')?.slice(1)).toEqual([
      ...['—', '0', '—', '当时或现在缺少所需的数据列'],
    ]);
  });
});

describe('what has to be known beside', () => {
  it('is of which bulletin and scope it is, and whether the definitions or the scope are others', () => {
    const since = sinceOf(smallSaved(), { schemaVersion: 11 });
    expect(sinceNotes(since, true, zh)).toEqual([
      '上期：全县“五色台账”工作周报，截至2022年2月10日18时，数据版本0123。',
      '范围：全县。',
      '上期的范围与本页现在的不同，按上期的范围比较。',
      '两期之间数据口径的版本变了，差异也可能由此而来。',
    ]);
    expect(sinceNotes(sinceOf(smallSaved(), {}), false, zh)).toHaveLength(2);
  });

  it('is that rows without a number may only have moved, where records came and went', () => {
    const records = {
      ...SMALL_RECORDS,
      rows: [FIRST, another('00000000000000a3'), another('00000000000000a4')],
    };
    const notes = sinceNotes(sinceOf(smallSaved(), { then: numbers(3), records }), false, zh);
    expect(notes.at(-1)).toContain('没有编号的记录');
  });

  it('says in plain text that nothing changed and nothing was revised', () => {
    const lines = sinceLines(sinceOf(smallSaved(), {}), zh);
    expect(lines[0]).toBe('自上期以来');
    expect(lines).toEqual(expect.arrayContaining(['印出的数都没有变化。', '上期公布的数都没有修订。']));
    const revised = sinceLines(sinceOf(smallSaved(), { then: numbers(1_002) }), en);
    expect(revised).toContainEqual(expect.stringMatching(/^Problems.*\t2\t1,002\t\+1,000\t/));
  });
});
