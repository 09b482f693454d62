import type { MetricValue } from '../../core/result.ts';
import { differenceOf } from '../../format/change.ts';
import { formatCount, formatMoment, formatSigned, formatValue, MISSING_TEXT } from '../../format/format.ts';
import type { BulletinKey, BulletinWords } from '../../i18n/bulletin.ts';
import type { Translator } from '../../i18n/messages.ts';
import { isEmptyFilter } from '../../filters/filter.ts';
import { keyLabel } from '../../metrics/labels.ts';
import { metricOf, type MetricId } from '../../metrics/registry.ts';
import { figureId, type GroupKey } from '../bulletin/figures.ts';
import { scopeWords } from '../bulletin/link.ts';
import type { Causes } from './causes.ts';
import type { ChangedFigure, RevisedFigure, Since } from './compare.ts';

/** What is printed in a cell; `value` is the number behind it, for spreadsheets, where there is one. */
export interface SinceCell {
  readonly text: string;
  readonly value?: number;
}

/** A line of a table: what it is of, and its cells. */
export interface SinceRow {
  readonly id: string;
  readonly cells: readonly SinceCell[];
}

/** What is listed of a comparison, as it is shown and exported. */
export interface SinceTable {
  readonly name: string;
  readonly headers: readonly string[];
  readonly rows: readonly SinceRow[];
}

/** The languages' words: the interface's, and those of bulletins. */
export interface SinceWords {
  readonly t: Translator;
  readonly words: BulletinWords;
}

type Named = { readonly metric: MetricId; readonly group: GroupKey | null };

function nameOf({ metric, group }: Named, { t }: SinceWords): string {
  const name = t.pick(metricOf(metric).label);
  return group === null ? name : t('check.of', { unit: t.pick(keyLabel(group.dimension, group.key)), name });
}

/** A figure as it is printed; a count with its number. */
function cellOf(metric: MetricId, figure: MetricValue): SinceCell {
  const { kind, unit } = metricOf(metric);
  const text = formatValue(figure, unit);
  return kind === 'count' && figure.value !== null ? { text, value: figure.value } : { text };
}

/** What was published: as computed, and what was printed in its place. */
function publishedCell(
  { metric, was, written }: ChangedFigure | RevisedFigure,
  { words }: SinceWords,
): SinceCell {
  const cell = cellOf(metric, was);
  if (written === null) return cell;
  const pieces = { computed: cell.text, written: written.written };
  return { text: words(written.written === '' ? 'past.overWords' : 'past.over', pieces) };
}

function changeWords({ metric, is, change }: ChangedFigure, { t }: SinceWords): string {
  if (change === null) return MISSING_TEXT;
  if (change.trend === 'flat') return t('change.flat');
  const { unit } = metricOf(metric);
  const kind = unit === 'ratio' && is.denominator !== null ? 'rate' : 'count';
  return t(`change.${change.trend}.${kind}`, { size: change.size, unit: t(`unit.${unit}`) });
}

/** What changed of the printed figures since the saved bulletin. */
export function changesTable({ changed, saved, moment }: Since, say: SinceWords): SinceTable {
  const { words, t } = say;
  return {
    name: words('past.changes'),
    headers: [
      words('past.figure'),
      words('past.then', { moment: formatMoment(saved.moment, t.language) }),
      words('past.now', { moment: formatMoment(moment, t.language) }),
      words('past.change'),
    ],
    rows: changed.map((figure) => ({
      id: figureId(figure.metric, figure.group),
      cells: [
        { text: nameOf(figure, say) },
        publishedCell(figure, say),
        cellOf(figure.metric, figure.is),
        { text: changeWords(figure, say) },
      ],
    })),
  };
}

/** What became of the records, as a list; what they do not tell stands last. */
function causesWords(causes: Causes, isWhole: boolean, { words }: SinceWords): string {
  const { added, undated, removed, entered, left, unexplained } = causes;
  const piece = (key: BulletinKey, count: number): string[] =>
    count === 0 ? [] : [words(key, { count: formatCount(count) })];
  return [
    ...piece(isWhole ? 'past.why.added' : 'past.why.addedToScope', added),
    ...piece('past.why.undated', undated),
    ...piece('past.why.removed', removed),
    ...piece('past.why.entered', entered),
    ...piece('past.why.left', left),
    ...(unexplained === 0 ? [] : [words('past.why.unexplained', { count: formatSigned(unexplained, 0) })]),
  ].join(words('semicolon'));
}

function partsWords(was: MetricValue, is: MetricValue, { words }: SinceWords): string {
  const moved = (part: 'numerator' | 'denominator'): string[] => {
    const [then, now] = [was[part], is[part]];
    if (then === null || now === null || then === now) return [];
    return [words(`past.why.${part}`, { then: formatCount(then), now: formatCount(now) })];
  };
  return [...moved('numerator'), ...moved('denominator')].join(words('comma'));
}

function whyWords({ why, was, is }: RevisedFigure, since: Since, say: SinceWords): string {
  const { words } = say;
  if (why.by === 'records') return causesWords(why.causes, isEmptyFilter(since.filter), say);
  if (why.by === 'parts') return partsWords(was, is, say);
  return words(`past.why.${why.by}`);
}

/** Today's figure less the published one, as both are printed. */
function differenceCell({ metric, was, is }: RevisedFigure): SinceCell {
  if (was.value === null || is.value === null) return { text: MISSING_TEXT };
  const { unit } = metricOf(metric);
  const value = differenceOf(is, was, unit);
  return { text: formatSigned(value, unit === 'ratio' || unit === 'days' ? 1 : 0), value };
}

/** Published figures that today's data give differently as of the same moment, with the reason. */
export function revisionsTable(since: Since, say: SinceWords): SinceTable {
  const { words } = say;
  return {
    name: words('past.revisions'),
    headers: (['figure', 'published', 'revised', 'difference', 'reason'] as const).map((name) =>
      words(`past.${name}`),
    ),
    rows: since.revised.map((figure) => ({
      id: figureId(figure.metric, figure.group),
      cells: [
        { text: nameOf(figure, say) },
        publishedCell(figure, say),
        cellOf(figure.metric, figure.is),
        differenceCell(figure),
        { text: whyWords(figure, since, say) },
      ],
    })),
  };
}

function periodWords({ filter: { from, to } }: Since): string {
  return from === null && to === null ? '' : ` ${from ?? '…'}–${to ?? '…'}`;
}

/** What has to be known to read the tables: of which bulletin and scope they are, and what cannot be told. */
export function sinceNotes(since: Since, isOtherScope: boolean, { t, words }: SinceWords): string[] {
  const { saved, revised, untold, unprinted } = since;
  const isMoved = revised.some(
    ({ why }) => why.by === 'records' && why.causes.added * why.causes.removed > 0,
  );
  return [
    words('past.note.saved', {
      title: saved.title,
      moment: formatMoment(saved.moment, t.language),
      version: saved.dataVersion,
    }),
    words('past.note.scope', { scope: scopeWords(t, words, since.filter) + periodWords(since) }),
    ...(since.isStrange ? [words('past.note.strange')] : []),
    ...(isOtherScope ? [words('past.note.otherScope')] : []),
    ...(since.isOtherSchema ? [words('past.note.schema')] : []),
    ...(untold === null ? [] : [words(`past.untold.${untold}`)]),
    ...(unprinted === 0 ? [] : [words('past.note.unprinted', { count: formatCount(unprinted) })]),
    ...(isMoved ? [words('past.note.moved')] : []),
  ];
}

/** How many printed figures were compared, changed and were revised. */
export function sinceSummary({ printed, changed, revised }: Since, words: BulletinWords): string {
  return words('past.summary', {
    printed: formatCount(printed),
    changed: formatCount(changed.length),
    revised: formatCount(revised.length),
  });
}

/** A comparison as plain text, for the command line. */
export function sinceLines(since: Since, say: SinceWords): string[] {
  const { words } = say;
  const tables = [changesTable(since, say), revisionsTable(since, say)];
  const empty = ['past.unchanged', 'past.unrevised'] as const;
  return [
    words('past.title'),
    ...sinceNotes(since, false, say),
    sinceSummary(since, words),
    ...tables.flatMap(({ name, headers, rows }, index) => [
      '',
      name,
      ...(rows.length === 0 ? [words(empty[index]!)] : [headers.join('\t')]),
      ...rows.map(({ cells }) => cells.map(({ text }) => text).join('\t')),
    ]),
  ];
}
