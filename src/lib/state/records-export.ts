import type { QueryEngine } from '../core/engine.ts';
import type { ExportCell } from '../export/table.ts';
import { LIST_FILTERS } from '../filters/filter.ts';
import type { FigureSelection } from '../filters/url.ts';
import { formatDate } from '../format/format.ts';
import type { Translator } from '../i18n/messages.ts';
import { isMark, markLabel } from '../metrics/marks.ts';
import { metricOf } from '../metrics/registry.ts';
import { runRecords, type ListRecord } from '../query/run-records.ts';
import { isListColumn, type ListColumn } from '../sql/record-columns.ts';
import { momentText } from './comparison-words.ts';
import { filterLabel } from './filter-labels.ts';
import { cellText, columnTitle } from './records-cells.ts';
import type { ListQuery } from './records.svelte.ts';

export type ExportRow = readonly ExportCell[];

/** Most records that the clipboard and a workbook take; a CSV file takes all. */
export const MOST_COPIED = 5_000;
export const MOST_IN_WORKBOOK = 100_000;
const PAGE_ROWS = 10_000;

/** The columns of a file: those of the list, town and village each in one of its own. */
function exportColumns(columns: readonly ListColumn[]): readonly ListColumn[] {
  if (columns.includes('village')) return columns;
  return columns.flatMap((name) => (name === 'town' ? [name, 'village' as const] : [name]));
}

/** A cell of a file: the words of the list; days, moments and numbers as such. */
function exportCell(record: ListRecord, name: ListColumn, t: Translator): ExportCell {
  const value = record[name] ?? null;
  if (name === 'town') return record.town;
  if (value !== null && (name === 'src_row' || name === 'resolution_days')) return Number(value);
  if (value !== null && name.endsWith('_at')) {
    const moment = String(value).slice(0, 16).replace('T', ' ');
    return { moment: moment.endsWith(' 00:00') ? moment.slice(0, 10) : moment };
  }
  return cellText(record, name, t);
}

/** The head of a file. */
export function exportHead(columns: readonly ListColumn[], t: Translator): readonly string[] {
  return exportColumns(columns).map((name) => columnTitle(name, t));
}

/** The rows of a list in its order, page by page, at most `most`; stops when the signal says so. */
export async function* exportPages(
  engine: QueryEngine,
  list: ListQuery,
  about: { columns: readonly ListColumn[]; most: number; t: Translator },
  signal: AbortSignal,
): AsyncGenerator<readonly ExportRow[]> {
  const columns = exportColumns(about.columns);
  for (let offset = 0; offset < about.most; offset += PAGE_ROWS) {
    const limit = Math.min(PAGE_ROWS, about.most - offset);
    const window = { sort: list.sort, wanted: columns, limit, offset };
    const records = await runRecords(engine, list.asOf, list.scope, window, signal);
    if (records.length > 0)
      yield records.map((record) => columns.map((name) => exportCell(record, name, about.t)));
    if (records.length < limit) return;
  }
}

/** The figure whose records are listed, in words. */
function figureText({ metric, part }: FigureSelection, t: Translator): string {
  if (isMark(metric)) return t.pick(markLabel(metric));
  const { kind, label } = metricOf(metric);
  return kind === 'ratio' ? `${t.pick(label)}（${t(`details.${part}`)}）` : t.pick(label);
}

/** What a file says of itself below its rows: the moment, the data, and what was filtered, searched and sorted by. */
export function exportNotes(
  { scope: { filter, figure, search }, sort, asOf }: ListQuery,
  about: { dataVersion: string; edition: string; records: number },
  t: Translator,
): readonly ExportRow[] {
  const lists = LIST_FILTERS.filter((name) => filter[name].length > 0).map((name) => [
    t(`filter.${name}`),
    filter[name].map((key) => filterLabel(t, name, key)).join(t('records.comma')),
  ]);
  const days = (['from', 'to'] as const).flatMap((end) => {
    const day = filter[end];
    return day === null ? [] : [[t(`filter.${end}`), formatDate(day, t.language)]];
  });
  const keys = sort.flatMap(({ column, descending }) =>
    isListColumn(column)
      ? [`${columnTitle(column, t)} ${t(descending ? 'records.descending' : 'records.ascending')}`]
      : [],
  );
  return [
    [t('records.note.cutoff'), momentText(t, asOf)],
    [t('records.note.version'), `${about.dataVersion} ${about.edition}`],
    ...(figure ? [[t('records.note.figure'), figureText(figure, t)]] : []),
    ...lists,
    ...days,
    ...(search === '' ? [] : [[t('records.note.search'), search]]),
    [t('records.note.sort'), keys.join(t('records.comma'))],
    [t('records.note.records'), about.records],
  ];
}
