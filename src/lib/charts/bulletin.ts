import type { ChartBlock, ReportDocument } from '../core/document.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';
import type { WeekFlow } from '../query/run-weekly.ts';
import type { DrawChart } from './draw.ts';
import type { ChartFrame } from './standalone.ts';
import { weeklyChart, type WeeklyWords } from './weekly.ts';

/** Width in CSS pixels for which charts of documents are drawn. */
export const DOCUMENT_CHART_WIDTH = 640;

/** The document has the chart's title and notes around the picture. */
export const UNFRAMED = { title: '', subtitle: '', notes: [] };

/** What a chart of a document says of itself where it leaves it: title, moment, notes, edition and the document's foot. */
export function documentFrame(
  { subtitle, edition, foot }: ReportDocument,
  { title, note }: ChartBlock,
  words: BulletinWords,
): Omit<ChartFrame, 'width' | 'height'> {
  const source = [words('edition.line', { edition }), ...foot].join(words('semicolon'));
  return { title, subtitle, notes: [note, source] };
}

/** The drawings of a bulletin's charts by the ids of their blocks. */
export function bulletinCharts(
  weekly: readonly WeekFlow[],
  words: WeeklyWords,
): Readonly<Record<string, DrawChart>> {
  if (weekly.length === 0) return {};
  return { trend: (Plot, width) => weeklyChart(Plot, weekly, words, width) };
}
