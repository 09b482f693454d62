import type { QueryEngine } from '../core/engine.ts';
import { fileName } from '../core/file-name.ts';
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
import { filterLabel } from '../report/filter-labels.ts';
import { cellText, columnTitle, statusWord } from './records-cells.ts';
import type { ListQuery } from './records.svelte.ts';

export type ExportRow = readonly ExportCell[];

/** Most records that the clipboard and a workbook take; a CSV file takes all. */
export const MOST_COPIED = 5_000;
export const MOST_IN_WORKBOOK = 100_000;
const PAGE_ROWS = 10_000;

/** The mark that the list shows beside the status; a file has it in a column of its own. */
const OVERDUE = 'overdue';
type FileColumn = ListColumn | typeof OVERDUE;

/** The columns of a file: those of the list, town and village each in one of its own, as status and overdue mark. */
function exportColumns(columns: readonly ListColumn[]): readonly FileColumn[] {
  return columns.flatMap((name): FileColumn[] => {
    if (name === 'town' && !columns.includes('village')) return [name, 'village'];
    return name === 'state' ? [name, OVERDUE] : [name];
  });
}

/** A cell of a file: the words of the list; days, moments and numbers as such. */
function exportCell(record: ListRecord, name: FileColumn, t: Translator): ExportCell {
  if (name === OVERDUE) return record.due_state === 'overdue' ? t('record.yes') : null;
  if (name === 'state') return statusWord(record, t);
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
  return exportColumns(columns).map((name) => (name === OVERDUE ? t('col.overdue') : columnTitle(name, t)));
}

/** The rows of a list in its order, page by page, at most `most`; stops when the signal says so. */
export async function* exportPages(
  engine: QueryEngine,
  list: ListQuery,
  about: { columns: readonly ListColumn[]; most: number; t: Translator },
  signal: AbortSignal,
): AsyncGenerator<readonly ExportRow[]> {
  const columns = exportColumns(about.columns);
  const wanted = columns.filter((name) => name !== OVERDUE);
  for (let offset = 0; offset < about.most; offset += PAGE_ROWS) {
    const limit = Math.min(PAGE_ROWS, about.most - offset);
    const window = { sort: list.sort, wanted, limit, offset };
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

/** Most characters of what a file's name says of the filter; names are cut by many systems. */
const LONGEST_SCOPE = 40;

/**
 * Name of a list's file: what is listed, of which places, colours, departments and the like, as of which day. Words
 * that were searched for and households are persons' and never in it.
 */
export function listFileName(
  { scope: { filter, figure }, asOf }: Pick<ListQuery, 'scope' | 'asOf'>,
  ending: string,
  t: Translator,
): string {
  const chosen = LIST_FILTERS.filter((name) => name !== 'household').flatMap((name) => {
    const keys = filter[name];
    if (keys.length > 2) return [t(`filter.${name}`) + t('filter.count', { count: keys.length })];
    return keys.map((key) => filterLabel(t, name, key));
  });
  const period =
    filter.from === null && filter.to === null ? [] : [`${filter.from ?? ''}~${filter.to ?? ''}`];
  const scope = [...(figure ? [figureText(figure, t)] : []), ...chosen, ...period].join('-');
  const title = [t('nav.records'), scope.slice(0, LONGEST_SCOPE)].filter((part) => part !== '').join('-');
  return fileName(title, asOf.moment, ending);
}

/** What a file says of itself below its rows: the moment, the data, and what was filtered, searched and sorted by. */
export function exportNotes(
  { scope: { filter, figure, search }, sort, asOf }: ListQuery,
  about: { version: string; records: number },
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
    [t('records.note.version'), about.version],
    ...(figure ? [[t('records.note.figure'), figureText(figure, t)]] : []),
    ...lists,
    ...days,
    ...(search === '' ? [] : [[t('records.note.search'), search]]),
    [t('records.note.sort'), keys.join(t('records.comma'))],
    [t('records.note.records'), about.records],
  ];
}
