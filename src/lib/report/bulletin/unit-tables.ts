import type { DocumentCell, TableBlock } from '../../core/document.ts';
import { MISSING_TEXT } from '../../format/format.ts';
import { keyLabel } from '../../metrics/labels.ts';
import type { MetricTable } from '../../metrics/table.ts';
import { NONE_KEY, type Dimension } from '../../metrics/types.ts';
import { SMALL_BASE } from '../../metrics/value.ts';
import { countCell, figureCell, numberColumn, textCell, textColumn } from './cells.ts';
import type { GroupKey } from './figures.ts';
import type { BulletinInput } from './input.ts';
import { standings } from './standings.ts';

/** What of a unit's ledger is closed and is neither on time nor late, by D20: early, without deadline or date, white. */
function otherClosed(table: MetricTable): number {
  const { answered, on_time, late_closed } = table;
  return (answered.value ?? 0) - (on_time.value ?? 0) - (late_closed.value ?? 0);
}

function stillOpen(table: MetricTable): number {
  return (table.open.value ?? 0) + (table.open_white.value ?? 0);
}

/** Ledgered problems of no known state: neither open nor closed. */
function unclear(table: MetricTable): number {
  return (table.ledgered.value ?? 0) - (table.answered.value ?? 0) - stillOpen(table);
}

/** The columns of circulars from 交办数 to 满意率, for one group; `—` where the data cannot tell. */
function circularCells(table: MetricTable, group: GroupKey | null): DocumentCell[] {
  const known = table.answered.value !== null;
  const dated = table.on_time.value !== null;
  return [
    figureCell(table, 'ledgered', group),
    figureCell(table, 'on_time', group),
    figureCell(table, 'late_closed', group),
    known ? countCell(dated ? otherClosed(table) : table.answered.value!) : textCell(MISSING_TEXT),
    known ? countCell(stillOpen(table)) : textCell(MISSING_TEXT),
    figureCell(table, 'ledger_closure_rate', group),
    figureCell(table, 'on_time_rate', group),
    figureCell(table, 'revisited', group),
    figureCell(table, 'rated', group),
    figureCell(table, 'satisfied', group),
    figureCell(table, 'satisfaction_rate', group),
  ];
}

const CIRCULAR = [
  'assigned',
  'onTime',
  'late',
  'otherClosed',
  'open',
  'closure',
  'onTimeRate',
  'revisited',
  'rated',
  'satisfied',
  'satisfaction',
] as const;

function isSmallShown(rows: readonly (readonly DocumentCell[])[]): boolean {
  return rows.some((row) => row.some(({ isSmall }) => isSmall));
}

/** What every circular table says below itself. */
function circularNotes(
  { words, report }: BulletinInput,
  rows: readonly (readonly DocumentCell[])[],
  own: string,
): string[] {
  const base = String(SMALL_BASE);
  const strange = unclear(report.overall);
  return [
    own,
    words('note.closed'),
    words('note.closure'),
    ...(strange > 0 ? [words('note.otherState', { count: strange })] : []),
    ...(isSmallShown(rows) ? [words('note.small', { base })] : []),
  ];
}

/** 单位 | 交办数 | … | 满意率 | 位次 for towns or lead departments, in the order of their places, with the whole last. */
export function unitTable(input: BulletinInput, dimension: 'town' | 'department'): TableBlock {
  const { words, report } = input;
  const placed = standings(report, dimension);
  const isTown = dimension === 'town';
  const rows = placed.map(({ unit: { key }, rank }) => {
    const group = { dimension, key };
    const name = textCell(words.pick(keyLabel(dimension, key)));
    const place =
      rank === null
        ? textCell(MISSING_TEXT)
        : { text: String(rank), number: { value: rank, format: 'count' as const } };
    return [name, ...circularCells(report.by[dimension]![key]!, group), place];
  });
  const total = [textCell(words('total')), ...circularCells(report.overall, null), textCell('')];
  const all = [...rows, total];
  return {
    kind: 'table',
    id: isTown ? 'towns' : 'departments',
    title: words(isTown ? 'part.towns' : 'part.departments'),
    columns: [
      textColumn(words('column.unit')),
      ...CIRCULAR.map((column) => numberColumn(words(`column.${column}`))),
      numberColumn(words('column.rank')),
    ],
    rows: all,
    totals: 1,
    notes: [
      ...circularNotes(input, all, words(isTown ? 'note.towns' : 'note.departments')),
      words('note.rank', { base: String(SMALL_BASE) }),
    ],
    isWide: true,
  };
}

/** The same columns by category, the most frequent first; what names none stands last. */
export function categoryTable(input: BulletinInput): TableBlock {
  const { words, report } = input;
  const dimension: Dimension = 'category';
  const keys = Object.entries(report.by.category ?? {})
    .filter(([, table]) => (table.problems_total.value ?? 0) > 0)
    .sort(
      ([left, a], [right, b]) =>
        Number(left === NONE_KEY) - Number(right === NONE_KEY) ||
        (b.problems_total.value ?? 0) - (a.problems_total.value ?? 0),
    )
    .map(([key]) => key);
  const rowOf = (name: string, table: MetricTable, group: GroupKey | null): DocumentCell[] => [
    textCell(name),
    figureCell(table, 'problems_total', group),
    ...circularCells(table, group),
  ];
  const rows = [
    ...keys.map((key) => {
      const group = { dimension, key };
      return rowOf(words.pick(keyLabel(dimension, key)), report.by.category![key]!, group);
    }),
    rowOf(words('total'), report.overall, null),
  ];
  return {
    kind: 'table',
    id: 'categories',
    title: words('part.categories'),
    columns: [
      textColumn(words('column.category')),
      numberColumn(words('column.problems')),
      ...CIRCULAR.map((column) => numberColumn(words(`column.${column}`))),
    ],
    rows,
    totals: 1,
    notes: circularNotes(input, rows, words('note.categories')),
    isWide: true,
  };
}
