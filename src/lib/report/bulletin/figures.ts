import type { DocumentFigure, Inline } from '../../core/document.ts';
import type { MetricValue } from '../../core/result.ts';
import { changeOf, type Change } from '../../format/change.ts';
import { formatCount, formatDecimal, formatFloored, formatRate, missingText } from '../../format/format.ts';
import type { BulletinKey, BulletinWords } from '../../i18n/bulletin.ts';
import { metricOf, type MetricId } from '../../metrics/registry.ts';
import type { MetricReport } from '../../metrics/report.ts';
import type { MetricTable } from '../../metrics/table.ts';
import type { Dimension } from '../../metrics/types.ts';
import { SMALL_BASE } from '../../metrics/value.ts';

/** A group of a report by one dimension. */
export interface GroupKey {
  readonly dimension: Dimension;
  readonly key: string;
}

/** A group's figures, or the whole's; undefined where the report does not have the group. */
export function tableOf(report: MetricReport, group: GroupKey | null): MetricTable | undefined {
  return group === null ? report.overall : report.by[group.dimension]?.[group.key];
}

/** A count in prose: Chinese documents write it without separators. */
export function proseCount(count: number, words: BulletinWords): string {
  return words.language === 'zh' ? String(Math.round(count)) : formatCount(count);
}

function proseText(id: MetricId, figure: MetricValue, words: BulletinWords): string {
  if (figure.value === null) return missingText(figure);
  if (id === 'households_visited') {
    const floored = formatFloored(figure.value, words.language);
    return figure.value < 10_000 ? proseCount(figure.value, words) : floored;
  }
  switch (metricOf(id).unit) {
    case 'ratio':
      return formatRate(figure.numerator!, figure.denominator!);
    case 'days':
      return formatDecimal(figure.value);
    default:
      return proseCount(figure.value, words);
  }
}

/** Names a figure within a document; `ending` tells what is made of it from the figure itself. */
export function figureId(metric: string, group: DocumentFigure['group'], ending = ''): string {
  return (group === null ? metric : `${metric}/${group.dimension}/${group.key}`) + ending;
}

/** A report's figures as pieces of sentences. */
export class Figures {
  readonly report: MetricReport;
  readonly words: BulletinWords;

  constructor(report: MetricReport, words: BulletinWords) {
    this.report = report;
    this.words = words;
  }

  value(metric: MetricId, group: GroupKey | null = null): MetricValue {
    return tableOf(this.report, group)?.[metric] ?? NOTHING;
  }

  /** A count's number; 0 where it cannot be told: ask {@link isKnown} first. */
  count(metric: MetricId, group: GroupKey | null = null): number {
    return this.value(metric, group).value ?? 0;
  }

  /** True for a count that is 0, or that the data cannot tell; false for one that the public edition hides. */
  isNone(metric: MetricId, group: GroupKey | null = null): boolean {
    return this.count(metric, group) === 0 && !this.isHidden(metric, group);
  }

  /** True for a figure that the public edition does not tell. */
  isHidden(metric: MetricId, group: GroupKey | null = null): boolean {
    return this.value(metric, group).missing === 'suppressed';
  }

  /** True where the data have what the metric is made of. */
  isKnown(metric: MetricId): boolean {
    return this.value(metric).missing !== 'no_data' && this.value(metric).missing !== 'not_applicable';
  }

  /** True for a rate on so many cases that it may be printed (guarded wording: small bases are counts). */
  isSaid(metric: MetricId, group: GroupKey | null = null): boolean {
    const { value, denominator } = this.value(metric, group);
    return value !== null && (denominator ?? 0) >= SMALL_BASE;
  }

  figure(metric: MetricId, group: GroupKey | null = null): DocumentFigure {
    const figure = this.value(metric, group);
    return {
      id: figureId(metric, group),
      text: proseText(metric, figure, this.words),
      metric,
      group,
      figure,
    };
  }

  /** `part` of `whole` as a share, where no metric of the registry is this quotient. */
  share(name: string, group: GroupKey | null, numerator: number, denominator: number): DocumentFigure {
    const figure: MetricValue = {
      value: numerator / denominator,
      numerator,
      denominator,
      missing: null,
    };
    return {
      id: figureId(name, group, '%'),
      text: formatRate(numerator, denominator),
      metric: name,
      group,
      figure,
    };
  }

  /** A number that is counted from several figures. */
  sum(name: string, count: number): DocumentFigure {
    const figure: MetricValue = { value: count, numerator: null, denominator: null, missing: null };
    return { id: name, text: proseCount(count, this.words), metric: name, group: null, figure };
  }

  /** A message with its gaps filled by figures and words. */
  say(key: BulletinKey, pieces: Readonly<Record<string, Inline | readonly Inline[]>> = {}): Inline[] {
    return this.words.parts(key).flatMap((part) => {
      if ('text' in part) return [part.text];
      const piece = pieces[part.gap];
      return piece === undefined ? [] : Array.isArray(piece) ? (piece as Inline[]) : [piece as Inline];
    });
  }

  /** Pieces with the language's mark between them. */
  list(pieces: readonly (readonly Inline[])[]): Inline[] {
    return pieces.flatMap((piece, index) => (index === 0 ? piece : [this.words('comma'), ...piece]));
  }
}

const NOTHING: MetricValue = { value: null, numerator: null, denominator: null, missing: 'not_applicable' };

/** The change of a figure between two reports; null where either has it not. */
export function changeBetween(
  now: MetricReport,
  before: MetricReport,
  metric: MetricId,
  group: GroupKey | null = null,
): Change | null {
  const { unit, direction } = metricOf(metric);
  const [left, right] = [tableOf(now, group)?.[metric], tableOf(before, group)?.[metric]];
  return left && right ? changeOf(left, right, unit, direction) : null;
}
