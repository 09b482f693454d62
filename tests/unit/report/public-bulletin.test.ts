import { describe, expect, it } from 'vitest';
import { documentLines, type ReportDocument } from '../../../src/lib/core/document.ts';
import type { GroupNumbers } from '../../../src/lib/metrics/evaluate.ts';
import { evaluateReport } from '../../../src/lib/metrics/report.ts';
import type { Manifest } from '../../../src/lib/query/bundle-documents.ts';
import { makeBulletin } from '../../../src/lib/report/bulletin/bulletin.ts';
import {
  BULLETIN_KINDS,
  KIND_PARTS,
  PARTS,
  type BulletinKind,
} from '../../../src/lib/report/bulletin/kinds.ts';
import { inputOf } from '../../support/bulletin-input.ts';

const COLUMNS = new Set(['reported_at', 'due_at', 'resolved_at', 'status', 'revisit_at', 'satisfaction']);
const EVERYTHING_ELSE = ['dissatisfied', 'due_today', 'due_undated', 'open_white', 'not_revisited'];

function group(counts: Record<string, number>, hidden: readonly string[]): GroupNumbers {
  return {
    counts,
    quantiles: {},
    visits: null,
    hidden: new Set([...EVERYTHING_ELSE, 'timed', 'median_days', 'p90_days', ...hidden]),
  };
}

/** Sixty problems, three of them yellow and two red: of what is small, and of what would tell it, there is nothing. */
const whole = group(
  {
    ...{ problems_total: 60, solved_on_site: 20, ledgered: 40, not_white: 60, ledger_not_white: 40 },
    ...{ self_solvable: 35, resolved_total: 50, resolved_ledger: 30, closed: 50, answered: 30, open: 10 },
    ...{ due: 9, on_time: 9, revisited: 12, rated: 12, satisfied: 12, rated_answered: 12 },
  },
  ['self_solvable', 'white', 'explained', 'overdue_open', 'late_closed'],
);
const colour = (count: number, ...hidden: string[]) =>
  group({ problems_total: count, colour_count: count, ledgered: count, ledger_not_white: count }, [
    'resolved_ledger',
    'explained',
    ...hidden,
  ]);
const SMALL = ['problems_total', 'colour_count', 'ledgered', 'ledger_not_white'];
const report = evaluateReport(
  {
    whole,
    by: {
      colour: {
        onsite: colour(20),
        green: colour(20),
        blue: colour(15),
        yellow: colour(3, ...SMALL),
        red: colour(2, ...SMALL),
        white: colour(0),
        unknown: colour(0),
      },
    },
    undated: null,
    withoutRecords: null,
  },
  { columns: COLUMNS, rowsFiltered: false },
);
const plain = inputOf(report);
const manifest = { ...plain.manifest, edition: 'public', rows: null, sources: [] } as Manifest;

function bulletin(kind: BulletinKind): ReportDocument {
  return makeBulletin({ ...plain, manifest, kind, parts: kind === 'custom' ? PARTS : KIND_PARTS[kind] });
}
const textOf = (kind: BulletinKind): string => documentLines(bulletin(kind)).join('\n');

describe('a public bulletin', () => {
  it('marks what is hidden, prints no share of few, and takes a hidden count for no zero', () => {
    expect(textOf('weekly')).toContain(
      '其中，现场解决20个，占33.3%；列入台账40个，包括绿色20个、蓝色15个、黄色＊个、红色＊个、白色0个。镇村自主可解决＊个。',
    );
    expect(textOf('weekly')).toContain('应办结9个，按时解决9个；超期办结＊个，超期未办＊个。');
    expect(textOf('weekly')).toContain('评价12个，满意12个，群众满意率100%。');
  });

  it('names hidden colours in the press copy and leaves out those that are none', () => {
    expect(textOf('press')).toContain('绿色台账20个、蓝色台账15个、黄色台账＊个、红色台账＊个');
    expect(textOf('press')).not.toContain('白色');
  });

  it.each(BULLETIN_KINDS)(
    'of the kind %s has no number from 1 to 4, nothing compared and no record',
    (kind) => {
      const document = bulletin(kind);
      const text = documentLines(document).join('\n');
      expect(text).not.toMatch(/(?<![\d.,])[1-4](?:个|%)/);
      expect(text).not.toMatch(/较|上周|同比|环比|增加|提高|下降/);
      expect(document.blocks.some((block) => block.kind === 'chart')).toBe(false);
      expect(document.annexes.map(({ id }) => id)).not.toContain('overdue');
      expect(document.edition).toBe('公开');
      expect(document.foot.join('\n')).toContain('＊：为保护个人信息不公开的数字');
      expect(document.foot.join('\n')).not.toMatch(/台账\.csv|读入/);
    },
  );
});
