import type { TableBlock } from '../../core/document.ts';
import { SUPPRESSED_TEXT } from '../../format/format.ts';
import { keyLabel } from '../../metrics/labels.ts';
import { MERGED_BELOW, type PublicDimension } from '../../metrics/public-edition.ts';
import { metricOf } from '../../metrics/registry.ts';
import { SMALL_BASE } from '../../metrics/value.ts';
import { CLOSED_COLUMN, publicColumns, publicMetric } from '../public-columns.ts';
import { figureCell, numberColumn, textCell, textColumn } from './cells.ts';
import type { BulletinInput } from './input.ts';

const PARTS: Readonly<Record<PublicDimension, 'colours' | 'towns' | 'departments' | 'categories'>> = {
  colour: 'colours',
  town: 'towns',
  department: 'departments',
  category: 'categories',
};

/** A table of what a public edition holds by a dimension, with the whole last. */
export function publicTable({ words, report }: BulletinInput, dimension: PublicDimension): TableBlock {
  const columns = publicColumns(dimension);
  const rows = Object.entries(report.by[dimension] ?? {})
    .filter(([key, table]) => key !== 'unknown' || table.problems_total.value !== 0)
    .map(([key, table]) => [
      textCell(words.pick(keyLabel(dimension, key))),
      ...columns.map((column) => figureCell(table, publicMetric(column, dimension, key), { dimension, key })),
    ]);
  const whole = columns.map((column) => {
    if (column === 'colour_share') return textCell('');
    return figureCell(report.overall, column === 'colour_count' ? 'problems_total' : column, null);
  });
  const name = PARTS[dimension];
  return {
    kind: 'table',
    id: name,
    title: words(`part.${name}`),
    columns: [
      textColumn(words(`column.${dimension}`)),
      ...columns.map((column) =>
        numberColumn(
          column === CLOSED_COLUMN ? words('column.closedLedger') : words.pick(metricOf(column).label),
        ),
      ),
    ],
    rows: [...rows, [textCell(words('total')), ...whole]],
    totals: 1,
    notes: [suppressionNote(words), ...(dimension === 'colour' ? [words('note.colours')] : [])],
    isWide: columns.length > 6,
  };
}

/** What a public document says of the numbers that it leaves out. */
export function suppressionNote(words: BulletinInput['words']): string {
  return words('note.suppressed', {
    mark: SUPPRESSED_TEXT,
    below: String(MERGED_BELOW),
    base: String(SMALL_BASE),
  });
}
