import type { Inline } from '../../core/document.ts';
import { countDays } from '../../core/work-calendar.ts';
import { keyLabel } from '../../metrics/labels.ts';
import { NONE_KEY } from '../../metrics/types.ts';
import { SMALL_BASE } from '../../metrics/value.ts';
import { topCategories } from '../categories.ts';
import { LOW_POINTS, lowUnits, mostOverdue } from '../insights.ts';
import { proseCount, type Figures } from './figures.ts';
import type { BulletinInput } from './input.ts';

/** The most frequent category, or those that tie for it, and what the first three hold. */
function categoryProse(figures: Figures): Inline[] {
  const { listed, topThree, total } = topCategories(figures.report);
  const [first] = listed;
  if (first === undefined || total < SMALL_BASE) return [];
  const tied = listed.filter(({ problems }) => problems === first.problems);
  const group = { dimension: 'category', key: first.key } as const;
  const count = figures.figure('problems_total', group);
  const share = (name: string, problems: number) =>
    figures.share(name, name === 'problems_total' ? group : null, problems, total);
  const three =
    topThree === null
      ? []
      : figures.say('attention.three', {
          count: figures.sum('problems_total/category/3', topThree),
          share: share('problems_total/category/3', topThree),
        });
  const most =
    tied.length > 1
      ? figures.say('attention.categoryTie', {
          names: tied.map(({ key }) => key).join(figures.words('comma')),
          count,
        })
      : figures.say('attention.category', {
          category: first.key,
          count,
          share: share('problems_total', first.problems),
        });
  return [...most, ...three, figures.words('stop')];
}

function overdueProse(figures: Figures, dimension: 'town' | 'department'): Inline[] {
  const most = mostOverdue(figures.report, dimension);
  if (most === null) return [];
  const group = { dimension, key: most.key! };
  const pieces = { unit: most.key!, count: figures.figure('overdue_open', group) };
  const share = figures.share('overdue_open', group, most.count, most.of!);
  return most.of! < SMALL_BASE
    ? figures.say('attention.overdueUnitCount', pieces)
    : figures.say('attention.overdueUnit', { ...pieces, share });
}

/** The problem that is overdue for longest, by its number and unit; nothing without records. */
function longestProse(figures: Figures, { overdue, calendar, moment }: BulletinInput): Inline[] {
  const record = overdue?.find(({ due_at }) => due_at !== null && due_at !== undefined);
  if (record === undefined || record.issue_id === null) return [];
  const { words } = figures;
  const named = [record.town, record.dept_lead].filter((name) => typeof name === 'string');
  const days = countDays(calendar, record.due_at as string, moment);
  return figures.say('attention.longest', {
    id: record.issue_id!,
    unit: named.length === 0 ? words.pick(keyLabel('department', NONE_KEY)) : named.join(words('comma')),
    days: figures.sum('longest_overdue_days', days),
    dayUnit: words(calendar === undefined ? 'days.natural' : 'days.working'),
  });
}

function lowProse(figures: Figures, { scope }: BulletinInput): Inline[] {
  const units = lowUnits(figures.report);
  if (units.length === 0) return [];
  const named = units.map((key) =>
    figures.say('attention.unitRate', {
      unit: key,
      rate: figures.figure('ledger_resolution_rate', { dimension: 'town', key }),
    }),
  );
  return figures.say('attention.low', {
    scope,
    points: proseCount(LOW_POINTS, figures.words),
    units: figures.list(named),
  });
}

/** What deserves attention, by the rules of the overview; each statement has its number. */
export function attentionProse(figures: Figures, input: BulletinInput): Inline[] {
  const uncolored = { dimension: 'colour', key: 'unknown' } as const;
  const all = [
    ...categoryProse(figures),
    ...overdueProse(figures, 'town'),
    ...overdueProse(figures, 'department'),
    ...longestProse(figures, input),
    ...lowProse(figures, input),
    ...(figures.count('dissatisfied') === 0
      ? []
      : figures.say('attention.dissatisfied', { count: figures.figure('dissatisfied') })),
    ...(figures.count('not_revisited') === 0
      ? []
      : figures.say('attention.revisit', { count: figures.figure('not_revisited') })),
    ...(figures.count('colour_count', uncolored) === 0
      ? []
      : figures.say('attention.uncolored', { count: figures.figure('colour_count', uncolored) })),
  ];
  return all.length === 0 ? figures.say('attention.none') : all;
}
