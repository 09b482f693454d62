import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from '../../data/generator/csv.ts';
import type { IssueRow } from '../../src/lib/ingest/types.ts';
import { metricOf } from '../../src/lib/metrics/registry.ts';
import { runFingerprints } from '../../src/lib/query/run-fingerprints.ts';
import type { Causes } from '../../src/lib/report/since/causes.ts';
import { askSince, type Since } from '../../src/lib/report/since/compare.ts';
import type { SavedBulletin } from '../../src/lib/report/since/saved.ts';
import { EMPTY_FILTER } from '../../src/lib/filters/filter.ts';
import type { MetricId } from '../oracle/metrics.ts';
import { computeOracle, EMPTY_SCOPE, type OracleFilter, type OracleResult } from '../oracle/oracle.ts';
import { cell, readExport, type RawRow } from '../oracle/read-export.ts';
import { issueRow } from '../support/example-ledger.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { productFilter } from '../support/filters.ts';
import { maskIssue } from '../support/mask-issue.ts';
import { openExport, type NodeLedger } from '../support/node-ledger.ts';
import { openRows, savedFile, saveFrom, sinceIn, type Saving } from '../support/since-ledger.ts';

const THEN = '2022-02-10T18:00';
const NOW = '2022-02-17T18:00';

const row = (id: string, given: Partial<IssueRow>): IssueRow =>
  issueRow({ issue_id: id, town: '甲镇', category: '道路', dept_lead: '甲局', ...given });
const A1 = row('a1', {
  colour_current: 'green',
  outcome: 'resolved',
  reported_at: '2022-02-01T00:00:00',
  resolved_at: '2022-02-05T00:00:00',
});
const A2 = row('a2', { colour_current: 'blue', reported_at: '2022-02-02T00:00:00' });
const B1 = row('b1', { town: '乙镇', colour_current: 'yellow', reported_at: '2022-02-03T00:00:00' });
const B2 = row('b2', {
  ...{ town: '乙镇', disposition: 'onsite', outcome: 'resolved', dept_lead: null },
  reported_at: '2022-02-04T00:00:00',
});
const LATE = row('c1', { colour_current: 'blue', reported_at: '2022-02-08T00:00:00' });
const TALLY = [{ town: '甲镇', village: null, weight: 3 }] as const;

/**
 * What was published: 7 problems (4 rows and 3 of the tally), 5 of 甲镇 and 2 of 乙镇; 4 on site, 3 ledgered;
 * 5 resolved (a1 and on site), 2 open (a2, b1).
 */
const ROWS = [A1, A2, B1, B2];

const opened: NodeLedger[] = [];
async function open(rows: readonly IssueRow[], cutoff: string, weight = 3): Promise<NodeLedger> {
  const ledger = await openRows(rows, cutoff, [{ ...TALLY[0], weight }]);
  opened.push(ledger);
  return ledger;
}
afterAll(() => Promise.all(opened.map(({ engine }) => engine.close())));

/** A revised figure as a line: what, published → today, and what is not 0 of its causes. */
function revisedIn({ revised }: Since, ...metrics: readonly string[]): unknown[] {
  return revised
    .filter(({ metric }) => metrics.includes(metric))
    .filter(({ group }) => group === null || group.dimension === 'town')
    .map(({ metric, group, was, is, why }) => {
      const causes =
        why.by === 'records' ? Object.entries(why.causes).filter(([, count]) => count !== 0) : [];
      return [
        group?.key ?? metric,
        was.value,
        is.value,
        why.by === 'records' ? Object.fromEntries(causes) : why.by,
      ];
    })
    .sort();
}

describe('a published bulletin and today’s data', () => {
  let saved: SavedBulletin;
  const since = async (rows: readonly IssueRow[], weight?: number): Promise<Since> =>
    sinceIn(await open(rows, NOW, weight), saved);
  beforeAll(async () => void (saved = await saveFrom(await open(ROWS, THEN))));

  it('that are the same have nothing to say of each other', async () => {
    const { printed, changed, revised, unprinted, untold } = await sinceIn(await open(ROWS, THEN), saved);
    expect(printed).toBeGreaterThan(100);
    expect({ changed, revised, unprinted, untold }).toEqual({
      ...{ changed: [], revised: [], unprinted: 0, untold: null },
    });
  });

  it('differ by what happened since, which revises nothing', async () => {
    const answered = { ...A2, outcome: 'resolved', resolved_at: '2022-02-14T00:00:00' } as const;
    const fresh = row('d1', { colour_current: 'green', reported_at: '2022-02-15T00:00:00' });
    const { changed, revised } = await since([A1, answered, B1, B2, fresh]);
    const pair = (metric: string) =>
      changed
        .filter((each) => each.metric === metric && each.group === null)
        .map(({ was, is, change }) => [...[was.value, is.value, change?.trend, change?.size]]);
    expect(revised).toEqual([]);
    expect([pair('problems_total'), pair('resolved_total'), pair('open')]).toEqual([
      [[7, 8, 'up', '1']],
      [[5, 6, 'up', '1']],
      // One more is open and one less.
      [],
    ]);
  });

  it('differ by a record that was entered late', async () => {
    const late = await since([...ROWS, LATE]);
    expect(revisedIn(late, 'problems_total')).toEqual([
      ['problems_total', 7, 8, { added: 1 }],
      ['甲镇', 5, 6, { added: 1 }],
    ]);
    expect(revisedIn(late, 'open').slice(0, 1)).toEqual([['open', 2, 3, { added: 1 }]]);
    expect(revisedIn(late, 'resolved_total')).toEqual([]);
    // 1 of 3 ledgered problems was resolved, then 1 of 4.
    const rate = late.revised.find(
      ({ metric, group }) => metric === 'ledger_resolution_rate' && group === null,
    );
    expect([rate?.was, rate?.is, rate?.why]).toMatchObject([
      { numerator: 1, denominator: 3 },
      { numerator: 1, denominator: 4 },
      { by: 'parts' },
    ]);
  });

  it('cannot tell when a record without date was registered', async () => {
    const undated = await since([...ROWS, { ...LATE, reported_at: null }]);
    expect(revisedIn(undated, 'problems_total')[0]).toEqual([
      ...['problems_total', 7, 8, { added: 1, undated: 1 }],
    ]);
  });

  it('differ by a record that is gone', async () => {
    const gone = await since([A1, A2, B2]);
    expect(revisedIn(gone, 'problems_total')).toEqual([
      ['problems_total', 7, 6, { removed: 1 }],
      ['乙镇', 2, 1, { removed: 1 }],
    ]);
    expect(revisedIn(gone, 'open')[0]).toEqual(['open', 2, 1, { removed: 1 }]);
  });

  it('differ by a status that was taken back', async () => {
    const back = await since([{ ...A1, outcome: 'open', resolved_at: null }, A2, B1, B2]);
    expect(revisedIn(back, 'problems_total')).toEqual([]);
    expect(revisedIn(back, 'resolved_total')[0]).toEqual(['resolved_total', 5, 4, { left: 1 }]);
    expect(revisedIn(back, 'open')[0]).toEqual(['open', 2, 3, { entered: 1 }]);
  });

  it('differ by a town that was corrected', async () => {
    const moved = await since([A1, A2, { ...B1, town: '甲镇' }, B2]);
    expect(revisedIn(moved, 'problems_total')).toEqual([
      ['乙镇', 2, 1, { left: 1 }],
      ['甲镇', 5, 6, { entered: 1 }],
    ]);
  });

  it('differ by a record whose registration is now dated later: still in the ledger, not counted', async () => {
    const later = await since([A1, A2, { ...B1, reported_at: '2022-02-12T00:00:00' }, B2]);
    expect(revisedIn(later, 'problems_total')[0]).toEqual(['problems_total', 7, 6, { left: 1 }]);
  });

  it('differ by the tally, which no record explains', async () => {
    const tallied = await since(ROWS, 5);
    expect(revisedIn(tallied, 'problems_total')).toEqual([
      ['problems_total', 7, 9, { unexplained: 2 }],
      ['甲镇', 5, 7, { unexplained: 2 }],
    ]);
  });

  it('differ by records and tally at once, each for its part', async () => {
    const both = await since([A2, B1, B2, LATE, row('c2', { reported_at: '2022-02-09T00:00:00' })], 1);
    // One row less, two more, two less in the tally: 7 − 1 + 2 − 2.
    expect(revisedIn(both, 'problems_total')[0]).toEqual([
      ...['problems_total', 7, 6, { added: 2, removed: 1, unexplained: -2 }],
    ]);
  });

  it('are compared in the scope of the file, out of which a corrected town moves', async () => {
    const saving: Saving = { filter: { town: ['乙镇'] } };
    const ofTown = await saveFrom(await open(ROWS, THEN), saving);
    const moved = await sinceIn(
      await open([A1, { ...A2, town: '乙镇' }, { ...B1, town: '甲镇' }, B2], NOW),
      ofTown,
    );
    expect(ofTown.link).toContain('town=');
    expect(moved.filter.town).toEqual(['乙镇']);
    expect(revisedIn(moved, 'resolved_total')).toEqual([]);
    // 2 problems before and after: one came, one went.
    expect(revisedIn(moved, 'problems_total')).toEqual([]);
    const gone = await sinceIn(await open([A1, A2, { ...B1, town: '甲镇' }, B2], NOW), ofTown);
    expect(revisedIn(gone, 'problems_total')[0]).toEqual(['problems_total', 2, 1, { left: 1 }]);
  });

  it('say when the definitions are others', async () => {
    const ledger = await open(ROWS, THEN);
    expect((await sinceIn(ledger, saved, saved.schemaVersion + 1)).isOtherSchema).toBe(true);
    expect((await sinceIn(ledger, saved)).isOtherSchema).toBe(false);
  });

  it('cannot give reasons without the file’s records', async () => {
    const lacking = await saveFrom(await open(ROWS, THEN), { edition: 'public' });
    expect([lacking.records, lacking.recordsLacking]).toEqual([null, 'edition']);
    const late = await sinceIn(await open([...ROWS, LATE], NOW), lacking);
    expect(late.untold).toBe('edition');
    expect(revisedIn(late, 'problems_total')[0]).toEqual(['problems_total', 7, 8, 'untold']);
    const strange = { ...saved, records: { ...saved.records!, flags: ['other'] } };
    expect((await sinceIn(await open([...ROWS, LATE], NOW), strange)).untold).toBe('flags');
  });

  it('are not compared when the file stands for a later moment', async () => {
    const { members } = await open(ROWS, THEN);
    const code = (moment: string): unknown => {
      try {
        return askSince(saved, moment, members) && 'asked';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect([code('2022-02-10T17:59'), code(THEN)]).toEqual(['SINCE_AHEAD', 'asked']);
  });
});

describe('the file', () => {
  const PLANTED = ['张三丰', '13912345678', '371426195001011234', '幸福街88号', 'SECRETKEY'];
  const everything = PLANTED.join('');
  const OWN = ['town', 'category', 'dept_lead', 'colour_current', 'colour_initial', 'disposition', 'outcome'];

  it('has nothing of what is planted in the ledger’s columns', async () => {
    const texts = Object.entries(A1)
      .filter(([name, value]) => !OWN.includes(name) && !name.endsWith('_at') && typeof value !== 'number')
      .map(([name]) => [name, name === 'revisit_state' || name === 'satisfaction' ? A1[name] : everything]);
    const planted = { ...A1, ...Object.fromEntries(texts) } as IssueRow;
    // What the publisher masks in the columns whose words are figures' names.
    const spoilt = maskIssue({ ...A2, town: '甲镇13912345678', category: '道路371426195001011234' });
    const bytes = await savedFile(await open([planted, spoilt], THEN));
    const file = new TextDecoder().decode(bytes);
    expect(texts.length).toBeGreaterThan(20);
    expect(PLANTED.filter((secret) => file.includes(secret))).toEqual([]);
    expect(file).toContain('甲镇');
  });

  it('knows records by the MD5 of their numbers, their flags and their keys', async () => {
    const { engine, stored } = await open(ROWS, THEN);
    const found = await runFingerprints(engine, { moment: stored, stored }, EMPTY_FILTER);
    const digests = ROWS.map(({ issue_id: id }) => createHash('md5').update(id).digest('hex').slice(0, 16));
    expect(found!.rows.map(([digest]) => digest)).toEqual(digests.sort());
    expect([...found!.keys.town].sort()).toEqual(['乙镇', '甲镇'].sort());
    expect(found!.keys.department).toContain('甲局');
  });

  it('says that records are too many', async () => {
    const many = Array.from({ length: 50_001 }, (_, index) => ({ ...A2, issue_id: `n${index}` }));
    const saved = await saveFrom(await open(many, THEN));
    expect([saved.records, saved.recordsLacking]).toEqual([null, 'size']);
    const fits = await saveFrom(await open(many.slice(1), THEN));
    expect(fits.records!.rows).toHaveLength(50_000);
    expect((await sinceIn(await open(many, THEN), fits)).untold).toBe('today');
  });
});

describe.each<readonly [string, OracleFilter]>([
  ['the county', {}],
  ['a town', { town: ['恩城镇'] }],
])('two versions of a part of the sample, %s', (_, chosen) => {
  const { ledger: text } = sampleExport();
  const all = readExport(text).slice(0, 700);
  const headers = Object.keys(all[0]!);
  const idOf = (each: RawRow): string => cell(each, '问题编号')!;
  const csvOf = (rows: readonly RawRow[]): string =>
    [headers, ...rows.map((each) => headers.map((header) => each[header]!))]
      .map((cells) => csvLine(cells))
      .join('');

  /** Says nothing of problems, so that no tally is added to the rows. */
  const VISITS = '镇街,村(社区),统计日期,应走访户数,已走访户数\n龙门街道,莲花池社区,2022-02-01,585,576\n';
  /** Every so many rows are entered later, gone, open again, or of another town. */
  const published = all.filter((_each, index) => index % 23 !== 5);
  const today = all.flatMap((each, index): RawRow[] => {
    if (index % 29 === 7) return [];
    if (index % 31 === 3) return [{ ...each, 镇街: '恩城镇' }];
    if (index % 37 === 11) return [{ ...each, 办理状态: '正在办理', 解决时间: '' }];
    return [each];
  });
  const texts = { then: csvOf(published), now: csvOf(today) };
  const oracleOf = (ledger: string, cutoff: string, filter: OracleFilter): OracleResult =>
    computeOracle({ ledger, cutoff, filter: { ...chosen, ...filter } });

  let since: Since;
  beforeAll(async () => {
    const openText = async (ledger: string): Promise<NodeLedger> => {
      const made = await openExport({ name: 'part', ledger, visits: VISITS });
      opened.push(made);
      return made;
    };
    const [then, now] = [await openText(texts.then), await openText(texts.now)];
    const saved = await saveFrom(then, { moment: THEN, filter: productFilter(chosen) });
    since = await sinceIn(now, saved);
  });

  /** The rows behind a count of a group, told by the oracle. */
  function behind(ledger: string, { metric, group }: Since['revised'][number]) {
    const filter = group === null ? {} : { [group.dimension]: [group.key] };
    // A town's own bulletin has no other towns.
    const isEmpty = group?.dimension === 'town' && chosen.town !== undefined && group.key !== chosen.town[0];
    const oracle = isEmpty ? null : oracleOf(ledger, THEN, filter);
    const id = metric === 'colour_count' ? 'problems_total' : (metric as MetricId);
    const scope = oracle ?? EMPTY_SCOPE;
    return { count: scope.metrics[id].value!, ids: oracle?.selectRows(id) ?? [] };
  }

  it('differ in the figures, and for the reasons, that plain code finds', () => {
    const [then, now] = [oracleOf(texts.then, THEN, {}), oracleOf(texts.now, THEN, {})];
    const inFile = new Set(then.facts.map(({ id }) => id));
    const inLedger = new Set(today.map(idOf));
    const counts = since.revised.filter(({ metric }) => metricOf(metric).kind === 'count');
    expect(counts.length).toBeGreaterThan(20);
    const kinds = new Set<string>();
    for (const figure of counts) {
      const [was, is] = [behind(texts.then, figure), behind(texts.now, figure)];
      const [before, after] = [new Set(was.ids), new Set(is.ids)];
      const expected: Causes = {
        added: is.ids.filter((id) => !inFile.has(id)).length,
        undated: now.facts.filter(({ id, reported }) => after.has(id) && !inFile.has(id) && reported === null)
          .length,
        removed: was.ids.filter((id) => !after.has(id) && !inLedger.has(id)).length,
        entered: is.ids.filter((id) => inFile.has(id) && !before.has(id)).length,
        left: was.ids.filter((id) => !after.has(id) && inLedger.has(id)).length,
        unexplained: 0,
      };
      const name = [figure.metric, figure.group?.key];
      expect([...name, figure.was.value, figure.is.value]).toEqual([...name, was.count, is.count]);
      expect([...name, figure.why]).toEqual([...name, { by: 'records', causes: expected }]);
      for (const [kind, count] of Object.entries(expected)) if (count > 0) kinds.add(kind);
    }
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['added', 'entered', 'left', 'removed']));
  });

  it('differ in no other printed count', () => {
    const listed = new Set(since.revised.map(({ metric, group }) => `${metric}/${group?.key}`));
    for (const [metric, dimension, key] of since.saved.printed) {
      if (metricOf(metric as MetricId).kind !== 'count' || listed.has(`${metric}/${key}`)) continue;
      const group = dimension === undefined ? null : { dimension, key };
      const figure = { metric, group } as unknown as Since['revised'][number];
      expect([metric, key, behind(texts.now, figure).count]).toEqual([
        ...[metric, key, behind(texts.then, figure).count],
      ]);
    }
  });

  it('changed as the oracle’s two moments did', () => {
    const now = oracleOf(texts.now, EXPORT_CUTOFF, {});
    const then = oracleOf(texts.then, THEN, {});
    const whole = since.changed.filter(
      ({ metric, group }) => group === null && metricOf(metric).kind === 'count',
    );
    expect(whole.length).toBeGreaterThan(8);
    for (const { metric, was, is } of whole) {
      const id = metric as MetricId;
      expect([metric, was.value, is.value]).toEqual([metric, then.metrics[id].value, now.metrics[id].value]);
    }
  });
});
