import type { Inline } from '../../core/document.ts';
import { formatDate, formatMomentOfYear } from '../../format/format.ts';
import { LEDGER_CLASS_INFO, LEDGER_COLOURS, type LedgerClass } from '../../schema/colours.ts';
import type { Figures } from './figures.ts';
import type { BulletinInput } from './input.ts';

const colourGroup = (key: LedgerClass) => ({ dimension: 'colour', key }) as const;

/** Colours with their counts; zeros are printed, `unknown` only where there are such problems. */
function colourList(figures: Figures): Inline[] {
  const shown = [...LEDGER_COLOURS, 'unknown' as const].filter(
    (key) => key !== 'unknown' || !figures.isNone('colour_count', colourGroup(key)),
  );
  return figures.list(
    shown.map((key) =>
      figures.say('overview.colour', {
        colour: figures.words.pick(LEDGER_CLASS_INFO[key].name),
        count: figures.figure('colour_count', colourGroup(key)),
      }),
    ),
  );
}

function opening(figures: Figures, { scope, moment, period }: BulletinInput): Inline[] {
  const { language } = figures.words;
  const problems = figures.figure('problems_total');
  const at = formatMomentOfYear(moment, language);
  if (period.from !== null || period.to !== null) {
    const day = (date: string | null): string => (date === null ? '…' : formatDate(date, language));
    const pieces = { from: day(period.from), to: day(period.to), scope, problems, moment: at };
    return figures.say('overview.period', pieces);
  }
  if (figures.value('households_visited').value === null && !figures.isHidden('households_visited'))
    return figures.say('overview.noVisits', { moment: at, scope, problems });
  const households = figures.figure('households_visited');
  return figures.say('overview.visits', { moment: at, scope, households, problems });
}

/** 截至…累计…其中…: visits, problems, on-site and colours. A share of few problems is not printed. */
export function overviewProse(figures: Figures, input: BulletinInput): Inline[] {
  const start = opening(figures, input);
  if (figures.isNone('problems_total')) return [...start, ...figures.say('overview.none')];
  const onsite = figures.figure('solved_on_site');
  const split = figures.isSaid('on_site_ratio')
    ? figures.say('overview.onsite', { onsite, onsiteRate: figures.figure('on_site_ratio') })
    : figures.say('overview.onsiteCount', { onsite });
  if (figures.isNone('ledgered')) return [...start, ...split, ...figures.say('overview.noLedger')];
  const colours = colourList(figures);
  const ledgered = figures.say('overview.ledgered', { ledgered: figures.figure('ledgered'), colours });
  const self = figures.figure('self_solvable');
  const solvable = figures.isSaid('self_solvable_share')
    ? figures.say('overview.self', { self, share: figures.figure('self_solvable_share') })
    : figures.say('overview.selfCount', { self });
  return [...start, ...split, ...ledgered, ...solvable];
}

function whiteProse(figures: Figures): Inline[] {
  if (figures.count('white') === 0) return [];
  const pieces = { white: figures.figure('white'), explained: figures.figure('explained') };
  return figures.isSaid('explained_rate')
    ? figures.say('resolution.white', { ...pieces, rate: figures.figure('explained_rate') })
    : figures.say('resolution.whiteCount', pieces);
}

/** Both resolution rates (D4), what is open, and white, which is explained and never resolved (D5). */
export function resolutionProse(figures: Figures, { manifest }: BulletinInput): Inline[] {
  if (!figures.isKnown('resolved_ledger')) return figures.say('resolution.unknown');
  const total = { resolved: figures.figure('resolved_total'), onsite: figures.figure('solved_on_site') };
  const ledger = { resolved: figures.figure('resolved_ledger') };
  return [
    ...(figures.isSaid('resolution_rate')
      ? figures.say('resolution.total', { ...total, rate: figures.figure('resolution_rate') })
      : figures.say('resolution.totalCount', total)),
    ...(figures.isSaid('ledger_resolution_rate')
      ? figures.say('resolution.ledger', { ...ledger, rate: figures.figure('ledger_resolution_rate') })
      : figures.say('resolution.ledgerCount', ledger)),
    ...figures.say('resolution.open', { open: figures.figure('open') }),
    ...whiteProse(figures),
    ...(manifest.resolutionBasis === 'closed' ? figures.say('resolution.closed') : []),
  ];
}

function daysProse(figures: Figures): Inline[] {
  if (!figures.isSaid('median_days') || !figures.isSaid('p90_days')) return [];
  return figures.say('deadlines.days', {
    timed: figures.figure('timed'),
    median: figures.figure('median_days'),
    p90: figures.figure('p90_days'),
  });
}

/** What was due, in time, late and overdue (M16–M18); buckets of their own only where they are not empty (D20). */
export function deadlineProse(figures: Figures): Inline[] {
  if (!figures.isKnown('due')) return [...figures.say('deadlines.unknown'), ...daysProse(figures)];
  if (figures.isNone('due')) return [...figures.say('deadlines.none'), ...daysProse(figures)];
  const base = { due: figures.figure('due'), onTime: figures.figure('on_time') };
  const optional = (
    key: 'deadlines.today' | 'deadlines.undated',
    gap: string,
    metric: 'due_today' | 'due_undated',
  ) => (figures.count(metric) === 0 ? [] : figures.say(key, { [gap]: figures.figure(metric) }));
  return [
    ...(figures.isSaid('on_time_rate')
      ? figures.say('deadlines.rate', { ...base, rate: figures.figure('on_time_rate') })
      : figures.say('deadlines.count', base)),
    ...figures.say('deadlines.late', {
      late: figures.figure('late_closed'),
      overdue: figures.figure('overdue_open'),
    }),
    ...optional('deadlines.today', 'today', 'due_today'),
    ...optional('deadlines.undated', 'undated', 'due_undated'),
    figures.words('stop'),
    ...daysProse(figures),
  ];
}

function ratedProse(figures: Figures): Inline[] {
  if (figures.isNone('rated')) return figures.say('revisits.unrated');
  const pieces = { rated: figures.figure('rated'), satisfied: figures.figure('satisfied') };
  return figures.isSaid('satisfaction_rate')
    ? figures.say('revisits.rated', { ...pieces, rate: figures.figure('satisfaction_rate') })
    : figures.say('revisits.ratedCount', pieces);
}

/** Revisits and ratings, the rate never without its n and the revisit rate (D7). */
export function revisitProse(figures: Figures): Inline[] {
  if (!figures.isKnown('revisited') && !figures.isKnown('rated')) return figures.say('revisits.unknown');
  const base = { answered: figures.figure('answered'), revisited: figures.figure('revisited') };
  const revisits = figures.isNone('answered')
    ? figures.say('revisits.none')
    : figures.isSaid('revisit_rate')
      ? figures.say('revisits.rate', { ...base, rate: figures.figure('revisit_rate') })
      : figures.say('revisits.count', base);
  const dissatisfied =
    figures.count('dissatisfied') === 0
      ? []
      : figures.say('revisits.dissatisfied', { count: figures.figure('dissatisfied') });
  return [...revisits, ...ratedProse(figures), ...dissatisfied, figures.words('stop')];
}
