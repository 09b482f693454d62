import type { Compare, Period } from '../../core/comparison.ts';
import type { LocalMoment } from '../../core/period.ts';
import type { WorkCalendar } from '../../core/work-calendar.ts';
import type { BulletinWords } from '../../i18n/bulletin.ts';
import type { MetricReport } from '../../metrics/report.ts';
import type { WeekFlow } from '../../query/run-weekly.ts';
import type { ListRecord } from '../../query/run-records.ts';
import type { Manifest } from '../../query/bundle-documents.ts';
import type { BulletinKind, PartId } from './kinds.ts';

/** What a bulletin is made from: the answers of one data version, moment and filter, and what it is to say of them. */
export interface BulletinInput {
  readonly words: BulletinWords;
  readonly kind: BulletinKind;
  readonly parts: readonly PartId[];
  /** What the figures are of, in words: 全县, a unit's name, or the filter's. */
  readonly scope: string;
  readonly manifest: Manifest;
  readonly moment: LocalMoment;
  /** Present where days are working days. */
  readonly calendar: WorkCalendar | undefined;
  readonly period: Period;
  readonly report: MetricReport;
  /** The figures compared with; null where nothing is compared. */
  readonly before: Comparison | null;
  readonly weekly: readonly WeekFlow[];
  /** The overdue problems by deadline, as many as are listed; null where the records are not read. */
  readonly overdue: readonly ListRecord[] | null;
}

/** The figures of an earlier moment. */
export interface Comparison {
  readonly by: Compare;
  readonly moment: LocalMoment;
  readonly report: MetricReport;
}
