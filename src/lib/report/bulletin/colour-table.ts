import type { DocumentCell, TableBlock } from '../../core/document.ts';
import { printedPercent } from '../../format/format.ts';
import { keyLabel } from '../../metrics/labels.ts';
import { metricOf, type MetricId } from '../../metrics/registry.ts';
import type { MetricTable } from '../../metrics/table.ts';
import { SMALL_BASE } from '../../metrics/value.ts';
import { LEDGER_CLASS_INFO, LEDGER_CLASSES, type LedgerClass } from '../../schema/colours.ts';
import { figureCell, numberColumn, textCell, textColumn } from './cells.ts';
import type { GroupKey } from './figures.ts';
import type { BulletinInput } from './input.ts';

const COLOUR_COLUMNS = [
  'problems_total',
  'colour_share',
  'resolved_total',
  'ledger_resolution_rate',
  'open',
  'overdue_open',
] as const satisfies readonly MetricId[];

/** What stands in a column for a class: white is explained, and never resolved (D5). */
function classMetric(metric: (typeof COLOUR_COLUMNS)[number], key: LedgerClass): MetricId {
  if (key === 'onsite') return metric === 'ledger_resolution_rate' ? 'resolution_rate' : metric;
  if (key !== 'white') return metric;
  const white = {
    resolved_total: 'explained',
    ledger_resolution_rate: 'explained_rate',
    open: 'open_white',
  } as const;
  return metric in white ? white[metric as keyof typeof white] : metric;
}

function sharesAddUp(rows: readonly (readonly DocumentCell[])[]): boolean {
  const shares = rows.flatMap((row) => {
    const cell = row.find(({ figure }) => figure?.metric === 'colour_share' && figure.figure.value !== null);
    return cell ? [Math.round(10 * printedPercent(cell.figure!.figure))] : [];
  });
  return shares.length === 0 || shares.reduce((sum, tenths) => sum + tenths, 0) === 1000;
}

/** Solved on site, the five colours, what has no colour, and the whole: counts, shares, resolution. */
export function colourTable({ words, report }: BulletinInput): TableBlock {
  const keys = LEDGER_CLASSES.filter(
    (key) => key !== 'unknown' || (report.by.colour?.unknown?.problems_total.value ?? 0) > 0,
  );
  const rowOf = (
    name: string,
    table: MetricTable | undefined,
    group: GroupKey | null,
    key: LedgerClass | null,
  ) => [
    textCell(name),
    ...COLOUR_COLUMNS.map((metric) =>
      figureCell(table, key === null ? metric : classMetric(metric, key), group),
    ),
  ];
  const classes = keys.map((key) => {
    const name = words.pick(key === 'onsite' ? LEDGER_CLASS_INFO[key].name : keyLabel('colour', key));
    return rowOf(
      `${LEDGER_CLASS_INFO[key].glyph} ${name}`,
      report.by.colour?.[key],
      { dimension: 'colour', key },
      key,
    );
  });
  const whole = [
    textCell(words('total')),
    ...COLOUR_COLUMNS.map((metric) =>
      metric === 'colour_share'
        ? textCell('')
        : figureCell(report.overall, metric === 'ledger_resolution_rate' ? 'resolution_rate' : metric, null),
    ),
  ];
  const rows = [...classes, whole];
  const isSmall = rows.some((row) => row.some((cell) => cell.isSmall));
  return {
    kind: 'table',
    id: 'colours',
    title: words('part.colours'),
    columns: [
      textColumn(words('column.colour')),
      numberColumn(words('column.problems')),
      numberColumn(words('column.share')),
      numberColumn(words('column.resolved')),
      numberColumn(words('column.rate')),
      numberColumn(words.pick(metricOf('open').label)),
      numberColumn(words('column.overdue')),
    ],
    rows,
    totals: 1,
    notes: [
      words('note.colours'),
      ...(sharesAddUp(classes) ? [] : [words('note.rounding')]),
      ...(isSmall ? [words('note.small', { base: String(SMALL_BASE) })] : []),
      ...(report.withoutRecords ? [words('note.tally', { count: report.withoutRecords })] : []),
      ...(report.undated ? [words('note.undated', { count: report.undated })] : []),
    ],
    isWide: false,
  };
}
