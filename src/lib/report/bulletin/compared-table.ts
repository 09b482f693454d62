import type { DocumentCell, TableBlock } from '../../core/document.ts';
import { formatMoment } from '../../format/format.ts';
import { keyLabel } from '../../metrics/labels.ts';
import { metricOf, type MetricId } from '../../metrics/registry.ts';
import type { MetricTable } from '../../metrics/table.ts';
import { NONE_KEY } from '../../metrics/types.ts';
import { differenceCell, figureCell, numberColumn, textCell, textColumn } from './cells.ts';
import type { GroupKey } from './figures.ts';
import type { BulletinInput } from './input.ts';

const COMPARED = [
  'problems_total',
  'ledger_resolution_rate',
  'overdue_open',
] as const satisfies readonly MetricId[];

/** Each town now, before and the change, as columns of their own; null where nothing is compared. */
export function comparedTable({ words, report, before }: BulletinInput): TableBlock | null {
  if (before === null) return null;
  const keys = Object.keys(report.by.town ?? {}).filter(
    (key) => key !== NONE_KEY || report.by.town![key]!.problems_total.value! > 0,
  );
  const cells = (now: MetricTable, was: MetricTable | undefined, group: GroupKey | null): DocumentCell[] =>
    COMPARED.flatMap((metric) => [
      figureCell(now, metric, group),
      figureCell(was, metric, group),
      differenceCell(now[metric], was?.[metric], metric),
    ]);
  const rows = [
    ...keys.map((key) => [
      textCell(words.pick(keyLabel('town', key))),
      ...cells(report.by.town![key]!, before.report.by.town?.[key], { dimension: 'town', key }),
    ]),
    [textCell(words('total')), ...cells(report.overall, before.report.overall, null)],
  ];
  return {
    kind: 'table',
    id: 'compared',
    title: words('part.compared'),
    columns: [
      textColumn(words('column.unit')),
      ...COMPARED.flatMap((metric) => {
        const name = words.pick(metricOf(metric).label);
        return (['now', 'before', 'difference'] as const).map((side) =>
          numberColumn(words(`column.${side}`, { name })),
        );
      }),
    ],
    rows,
    totals: 1,
    notes: [words('note.compared', { moment: formatMoment(before.moment, words.language) })],
    isWide: true,
  };
}
