import type { DocumentCell, DocumentColumn, NumberFormat, TableBlock } from '../core/document.ts';
import { formatCount } from '../format/format.ts';
import { isMetricId, metricOf } from '../metrics/registry.ts';
import { SMALL_BASE } from '../metrics/value.ts';

/** What stands in a table for eyes, ears or hands only. */
const NOT_CONTENT = '.no-print, .visually-hidden, [aria-hidden="true"], svg, script, style';

/** The words that a table's parts are headed by. */
export interface PartWords {
  readonly numerator: string;
  readonly denominator: string;
}

/** A cell as it is shown, with what a rate in it is made of. */
interface ShownCell {
  readonly cell: DocumentCell;
  readonly parts: readonly [numerator: number, denominator: number] | null;
}

const EMPTY: ShownCell = { cell: { text: '' }, parts: null };
/** A whole number as pages write it, with a sign where it is a difference. */
const WHOLE = /^([+\u2212])?(\d{1,3}(?:,\d{3})+|\d+)$/;

function shownText(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll(NOT_CONTENT)) hidden.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function formatOf(metric: string): NumberFormat {
  const unit = isMetricId(metric) ? metricOf(metric).unit : 'problems';
  if (unit === 'ratio') return 'rate';
  return unit === 'days' ? 'decimal' : 'count';
}

/** A figure's exact value behind its text; rates of few cases bear their mark. */
function figureCell(text: string, { metric, value, numerator, denominator }: DOMStringMap): ShownCell {
  if (value === undefined || value === '') return { cell: { text }, parts: null };
  const format = formatOf(metric ?? '');
  const parts =
    numerator === undefined || denominator === undefined
      ? null
      : ([Number(numerator), Number(denominator)] as const);
  const isSmall = format === 'rate' && parts !== null && parts[1] < SMALL_BASE;
  return {
    cell: { text: isSmall ? `${text}*` : text, number: { value: Number(value), format } },
    parts: format === 'rate' ? parts : null,
  };
}

function plainCell(text: string): ShownCell {
  const whole = WHOLE.exec(text);
  if (whole === null) return { cell: { text }, parts: null };
  const value = Number(whole[2]!.replaceAll(',', '')) * (whole[1] === '\u2212' ? -1 : 1);
  const format = whole[1] === undefined ? 'count' : 'signed';
  return { cell: { text, number: { value, format } }, parts: null };
}

function cellOf(element: Element): ShownCell {
  if (element.matches('.sign')) return EMPTY;
  const figures = element.querySelectorAll<HTMLElement>('[data-metric]');
  const text = shownText(element);
  return figures.length === 1 ? figureCell(text, figures[0]!.dataset) : plainCell(text);
}

/** Rows of cells as they stand, with those that span several columns or rows repeated. */
function gridOf(rows: readonly HTMLTableRowElement[]): ShownCell[][] {
  const grid: ShownCell[][] = rows.map(() => []);
  rows.forEach((row, at) => {
    let column = 0;
    for (const element of row.cells) {
      while (grid[at]![column] !== undefined) column += 1;
      const shown = cellOf(element);
      for (let down = 0; down < element.rowSpan && at + down < rows.length; down += 1)
        for (let across = 0; across < element.colSpan; across += 1)
          grid[at + down]![column + across] =
            down + across === 0 || row.parentElement?.tagName === 'THEAD' ? shown : EMPTY;
      column += element.colSpan;
    }
  });
  return grid;
}

const rowsOf = (sections: Iterable<HTMLTableSectionElement>): HTMLTableRowElement[] =>
  [...sections].flatMap((section) => [...section.rows]).filter((row) => row.getClientRects().length > 0);

/** The heads of columns; of several rows joined, each word once. */
function headersOf(heads: readonly (readonly ShownCell[])[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const words = heads.map((row) => row[column]?.cell.text ?? '').filter((text) => text !== '');
    return [...new Set(words)].join('·');
  });
}

const partCell = (part: number | undefined): DocumentCell =>
  part === undefined ? { text: '' } : { text: formatCount(part), number: { value: part, format: 'count' } };

/**
 * A table of the page as it is shown: heads, order, totals and texts; numbers with their exact values, and behind a
 * column of rates two more with what they are made of. Columns that hold nothing but drawings are left out.
 */
export function readShownTable(table: HTMLTableElement, title: string, words: PartWords): TableBlock {
  const heads = gridOf(table.tHead === null ? [] : rowsOf([table.tHead]));
  const body = gridOf(rowsOf(table.tBodies));
  const feet = gridOf(table.tFoot === null ? [] : rowsOf([table.tFoot]));
  const all = [...body, ...feet];
  const width = Math.max(0, ...[...heads, ...all].map(({ length }) => length));
  const headers = headersOf(heads, width);
  const kept = headers
    .map((_, column) => column)
    .filter((column) => all.some((row) => (row[column]?.cell.text ?? '') !== ''));
  const hasParts = (column: number): boolean => all.some((row) => (row[column]?.parts ?? null) !== null);
  const columns = kept.flatMap((column): DocumentColumn[] => {
    const header = headers[column]!;
    const align = all.some((row) => row[column]?.cell.number !== undefined) ? 'end' : 'start';
    const parts = [words.numerator, words.denominator].map(
      (word) => ({ header: `${header}·${word}`, align }) as const,
    );
    return [{ header, align }, ...(hasParts(column) ? parts : [])];
  });
  const rows = all.map((row) =>
    kept.flatMap((column) => {
      const { cell, parts } = row[column] ?? EMPTY;
      return hasParts(column) ? [cell, partCell(parts?.[0]), partCell(parts?.[1])] : [cell];
    }),
  );
  return {
    kind: 'table',
    id: 'shown',
    title,
    columns,
    rows,
    totals: feet.length,
    notes: [],
    isWide: columns.length > 8,
  };
}
