import type { LocalMoment } from '../../core/period.ts';
import type { MetricValue } from '../../core/result.ts';
import { WuseError } from '../../core/errors.ts';
import { needsRows, type Filter } from '../../filters/filter.ts';
import { parseView, type ViewState } from '../../filters/url.ts';
import { changeOf, type Change } from '../../format/change.ts';
import { formatMoment, formatValue } from '../../format/format.ts';
import { evaluateLazily } from '../../metrics/evaluate.ts';
import { isMetricId, metricOf, type MetricId } from '../../metrics/registry.ts';
import { evaluateReport, type MetricReport } from '../../metrics/report.ts';
import type { Dimension, Metric } from '../../metrics/types.ts';
import { unpackNumbers } from '../../query/pack-overview.ts';
import type { Members } from '../../query/run-metrics.ts';
import type { SinceAnswer } from '../../query/run-since.ts';
import { figureId, tableOf, type GroupKey } from '../bulletin/figures.ts';
import { areKnownFlags, causesOf, differencesOf, type Causes, type Differences } from './causes.ts';
import { figureOf, type RecordsLacking, type SavedBulletin, type Written } from './saved.ts';

/** What a saved bulletin is asked about in today's data. */
export interface AskedSince {
  readonly filter: Filter;
  readonly days: ViewState['days'];
  readonly members: Members;
  /** Digests of the file's records; null where they cannot be compared. */
  readonly digests: readonly string[] | null;
}

/** Today's data: counts as of both moments, and what they are labelled with. */
export interface Present extends SinceAnswer {
  readonly moment: LocalMoment;
  readonly columns: ReadonlySet<string>;
  readonly schemaVersion: number;
}

/** A printed figure at both times. */
interface Pair {
  readonly metric: MetricId;
  readonly group: GroupKey | null;
  readonly was: MetricValue;
  readonly is: MetricValue;
  /** What was printed in the computed figure's place; null where it stood as computed. */
  readonly written: Written | null;
}

/** A printed figure that is another one as of the present moment; `change` is null where either side is missing. */
export interface ChangedFigure extends Pair {
  readonly change: Change | null;
}

/** Why records cannot tell: the file lacks them, its flags mean something else, or today's are too many. */
export type Untold = RecordsLacking | 'flags' | 'today';

/** Why a published figure is another one: by records, or by what the figure is made of. */
export type Why =
  | { readonly by: 'records'; readonly causes: Causes }
  | { readonly by: 'untold' | 'parts' | 'days' | 'visits' | 'missing' };

/** A printed figure that today's data give differently as of the same moment. */
export interface RevisedFigure extends Pair {
  readonly why: Why;
}

/** What a saved bulletin and today's data have to say of each other. */
export interface Since {
  readonly saved: SavedBulletin;
  readonly filter: Filter;
  readonly days: ViewState['days'];
  readonly moment: LocalMoment;
  readonly printed: number;
  readonly changed: readonly ChangedFigure[];
  readonly revised: readonly RevisedFigure[];
  /** Counts that were not printed and are revised too. */
  readonly unprinted: number;
  readonly untold: Untold | null;
  readonly isOtherSchema: boolean;
  /** Most of its records are not in today's data: it may be of another ledger. */
  readonly isStrange: boolean;
}

/**
 * What has to be asked of today's data, as of `moment`. Throws `SINCE_AHEAD` where the file stands for a later moment.
 */
export function askSince(saved: SavedBulletin, moment: LocalMoment, members: Members): AskedSince {
  if (saved.moment > moment)
    throw new WuseError(
      'SINCE_AHEAD',
      {
        zh: `上期截至${formatMoment(saved.moment, 'zh')}，晚于现在的${formatMoment(moment, 'zh')}`,
        en: `the saved bulletin stands for ${formatMoment(saved.moment, 'en')}, later than ${formatMoment(moment, 'en')}`,
      },
      { zh: '请换用更新的台账，或改选更晚的截至时间', en: 'use newer data, or choose a later cut-off' },
    );
  const { filter, days } = parseView(saved.link).view;
  const groups = Object.entries(saved.figures.scope.by).map(([name, keys]) => {
    const known = members[name as Dimension] ?? [];
    return [name, [...new Set([...known, ...Object.keys(keys)])]] as const;
  });
  const { records } = saved;
  return {
    filter,
    days,
    members: { ...members, ...Object.fromEntries(groups) },
    digests: records !== null && areKnownFlags(records) ? records.rows.map(([digest]) => digest) : null,
  };
}

function untoldOf(saved: SavedBulletin, present: Present): Untold | null {
  if (saved.records === null) return saved.recordsLacking;
  if (!areKnownFlags(saved.records)) return 'flags';
  return present.records === null ? 'today' : null;
}

function pairsOf(saved: SavedBulletin, was: MetricReport, is: MetricReport): Pair[] {
  const written = new Map(saved.written.map((each) => [each.figure, each]));
  return saved.printed.flatMap((printed) => {
    if (!isMetricId(printed[0])) return [];
    const { metric, group } = figureOf(printed);
    const [left, right] = [tableOf(was, group)?.[metric], tableOf(is, group)?.[metric]];
    if (left === undefined || right === undefined) return [];
    const over = written.get(figureId(metric, group)) ?? null;
    return [{ metric, group, was: left, is: right, written: over }];
  });
}

/** True for figures that are printed alike: counts to the last one, rates and days as they are rounded. */
function isAlike({ metric, was, is }: Pair): boolean {
  const { unit } = metricOf(metric);
  return was.missing === is.missing && formatValue(was, unit) === formatValue(is, unit);
}

function changesOf(pairs: readonly Pair[]): ChangedFigure[] {
  return pairs
    .filter((pair) => !isAlike(pair))
    .map((pair) => {
      const { unit, direction } = metricOf(pair.metric);
      return { ...pair, change: changeOf(pair.is, pair.was, unit, direction) };
    });
}

function whyOf({ metric, group, was, is }: Pair, differences: Differences | null): Why {
  const definition: Metric = metricOf(metric);
  switch (definition.kind) {
    case 'count':
      if (was.value === null || is.value === null) return { by: 'missing' };
      if (differences === null) return { by: 'untold' };
      return { by: 'records', causes: causesOf(differences, definition.flag, group, is.value - was.value) };
    case 'visits':
      return { by: 'visits' };
    case 'quantile':
      return { by: 'days' };
    default:
      return { by: was.numerator === null || is.numerator === null ? 'missing' : 'parts' };
  }
}

/** Counts of the file, in total and by group, that are revised and not among the printed ones. */
function countUnprinted(saved: SavedBulletin, was: MetricReport, is: MetricReport): number {
  const printed = new Set(saved.printed.map((each) => each.join('/')));
  const groups: (GroupKey | null)[] = [
    null,
    ...Object.entries(saved.figures.scope.by).flatMap(([dimension, keys]) =>
      Object.keys(keys).map((key) => ({ dimension: dimension as Dimension, key })),
    ),
  ];
  const counts = saved.figures.counts.filter(
    (id): id is MetricId => isMetricId(id) && metricOf(id).kind === 'count',
  );
  const isRevised = (id: MetricId, group: GroupKey | null): boolean =>
    !printed.has(figureId(id, group)) && tableOf(was, group)?.[id].value !== tableOf(is, group)?.[id].value;
  return groups.reduce((sum, group) => sum + counts.filter((id) => isRevised(id, group)).length, 0);
}

/** What changed since a saved bulletin, and which of its figures are revised and why. */
export function compareSince(saved: SavedBulletin, { filter, days }: AskedSince, present: Present): Since {
  const rowsFiltered = needsRows(filter);
  const context = { columns: present.columns, rowsFiltered };
  const evaluated = (numbers: SinceAnswer['now']): MetricReport =>
    evaluateReport(numbers, context, evaluateLazily);
  const published = evaluateReport(
    unpackNumbers(saved.figures),
    { columns: new Set(saved.columns), rowsFiltered },
    evaluateLazily,
  );
  const then = evaluated(present.then);
  const untold = untoldOf(saved, present);
  const differences =
    untold === null ? differencesOf(saved.records!, present.records!, present.elsewhere) : null;
  const pairs = pairsOf(saved, published, evaluated(present.now));
  return {
    saved,
    filter,
    days,
    moment: present.moment,
    printed: pairs.length,
    changed: changesOf(pairs),
    revised: pairsOf(saved, published, then)
      .filter((pair) => !isAlike(pair))
      .map((pair) => ({ ...pair, why: whyOf(pair, differences) })),
    unprinted: countUnprinted(saved, published, then),
    untold,
    isOtherSchema: saved.schemaVersion !== present.schemaVersion,
    isStrange:
      differences !== null &&
      2 * causesOf(differences, 'counted', null, 0).removed > saved.records!.rows.length,
  };
}
