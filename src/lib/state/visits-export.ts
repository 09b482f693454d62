import type { LocalMoment } from '../core/period.ts';
import type { ExportCell, ExportTable } from '../export/table.ts';
import { formatDay, formatMoment, printedPercent, roundHalfUp } from '../format/format.ts';
import type { Translator } from '../i18n/messages.ts';
import { keyLabel } from '../metrics/labels.ts';
import { metricOf, type MetricId } from '../metrics/registry.ts';
import type { MetricTable } from '../metrics/table.ts';
import { isAboveAll, VISIT_COLUMNS, type VisitRow } from '../report/visits.ts';
import type { TownRow } from './visits.svelte.ts';

/** The table of visits as it is shown: towns in order, each with the villages that are opened below it. */
export interface ShownVisits {
  readonly rows: readonly { readonly town: TownRow; readonly villages: readonly VisitRow[] }[];
  readonly whole: MetricTable;
  /** Null where nothing is compared. */
  readonly before: MetricTable | null;
  readonly scope: string;
  readonly moment: LocalMoment;
  readonly compared: LocalMoment;
  readonly version: string;
}

function cellOf(table: MetricTable, id: MetricId): ExportCell {
  const figure = table[id];
  if (figure.value === null) return null;
  return metricOf(id).unit === 'ratio' ? printedPercent(figure) : roundHalfUp(figure.value, 2);
}

function header(t: Translator, id: MetricId): string {
  const { label, unit } = metricOf(id);
  return t.pick(label) + (unit === 'ratio' ? ' (%)' : '');
}

/** Percentage points between two printed rates; null where one is missing. */
function changeOf(now: MetricTable, before: MetricTable | null): ExportCell {
  if (before === null) return null;
  const earlier = before.coverage_rate;
  if (now.coverage_rate.value === null || earlier.value === null) return null;
  return roundHalfUp(printedPercent(now.coverage_rate) - printedPercent(earlier), 1);
}

/** The table with all columns, rates in per cent as printed; previous value and change where the page has them. */
export function visitTable(t: Translator, shown: ShownVisits): ExportTable {
  const { rows, whole, before, scope, compared, version, moment } = shown;
  const isCompared = before !== null;
  const earlier = (now: MetricTable, then: MetricTable | null): ExportCell[] =>
    isCompared ? [then === null ? null : cellOf(then, 'coverage_rate'), changeOf(now, then)] : [];
  const line = (places: ExportCell[], now: MetricTable, then: MetricTable | null): ExportCell[] => [
    ...places,
    ...VISIT_COLUMNS.map((id) => cellOf(now, id)),
    ...earlier(now, then),
    isAboveAll(now) ? t('visits.above') : null,
  ];
  const day = formatDay(compared, t.language);
  return {
    name: t('visits.file'),
    headers: [
      t('col.town'),
      t('filter.village'),
      ...VISIT_COLUMNS.map((id) => header(t, id)),
      ...(isCompared ? [`${t('visits.then', { day })} (%)`, t('visits.change', { day })] : []),
      t('rank.note'),
    ],
    rows: [
      ...rows.flatMap(({ town, villages }) => {
        const name = t.pick(keyLabel('town', town.key));
        return [
          line([name, null], town.table, town.before),
          ...villages.map(({ key, table }) => line([name, t.pick(keyLabel('village', key))], table, null)),
        ];
      }),
      line([scope, null], whole, before),
      [t('details.version', { version, moment: formatMoment(moment, t.language) })],
    ],
  };
}
