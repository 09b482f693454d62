import type { ExportCell, ExportTable } from '../export/table.ts';
import { printedPercent, roundHalfUp } from '../format/format.ts';
import type { Translator } from '../i18n/messages.ts';
import { metricOf, type MetricId } from '../metrics/registry.ts';
import type { MetricTable } from '../metrics/table.ts';
import type { RankedUnit } from '../query/run-ranking.ts';
import { printedNumber, rankColumns, rankFigure, type RankBy, type RankRow } from '../report/ranking.ts';
import { byLabel, changeText, differenceUnit, reasonText, unitLabel } from '../report/ranking-words.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { momentText } from './comparison-words.ts';

/** The ranking as it is shown. */
export interface ShownRanking {
  readonly of: RankedUnit;
  readonly by: RankBy;
  readonly rows: readonly RankRow[];
  readonly mean: MetricTable;
}

/** What the file says of itself in its last line. */
export interface RankingSource {
  readonly scope: string;
  readonly asOf: AsOf;
  readonly version: string;
}

function cellOf(table: MetricTable, id: MetricId): ExportCell {
  const figure = table[id];
  if (figure.value === null) return null;
  const { unit } = metricOf(id);
  if (unit === 'ratio') return printedPercent(figure);
  return unit === 'days' ? roundHalfUp(figure.value, 1) : figure.value;
}

function header(t: Translator, id: MetricId): string {
  const { label, unit } = metricOf(id);
  return t.pick(label) + (unit === 'ratio' ? ' (%)' : '');
}

function noteOf(t: Translator, row: RankRow, by: RankBy): string | null {
  if (row.standing === 'ranked') return null;
  if (row.standing === 'small') return t('rank.note.small');
  return row.standing === 'unnamed' ? t('rank.note.unnamed') : reasonText(t, row, by);
}

/** The ranking in its order with all columns, rates in per cent as printed; the last line names scope and cut-off. */
export function rankingTable(t: Translator, shown: ShownRanking, source: RankingSource): ExportTable {
  const { of, by, rows, mean } = shown;
  const columns = rankColumns(of, by);
  const unit = differenceUnit(by) === 'days' ? t('unit.days') : t('rank.pointsUnit');
  const ratio = by !== 'gap' && metricOf(by).unit === 'ratio';
  const village = of === 'village';
  const figures = (table: MetricTable, difference: ExportCell, change: ExportCell): ExportCell[] => {
    const { numerator, denominator } = rankFigure(table, by);
    return [
      printedNumber(table, by),
      ...(ratio ? [numerator, denominator] : []),
      difference,
      change,
      ...columns.map((id) => cellOf(table, id)),
    ];
  };
  return {
    name: t('rank.table', { of: t(`rank.of.${of}`), metric: byLabel(t, by) }),
    headers: [
      t('rank.rank'),
      ...(village ? [t('rank.of.town')] : []),
      t(`rank.of.${of}`),
      byLabel(t, by) + (ratio ? ' (%)' : ''),
      ...(ratio ? [t('rank.numerator'), t('rank.denominator')] : []),
      `${t('rank.difference', { scope: source.scope })} (${unit})`,
      t('rank.change'),
      ...columns.map((id) => header(t, id)),
      t('rank.note'),
    ],
    rows: [
      ...rows.map((row) => [
        row.rank,
        ...(village ? [unitLabel(t, 'town', row.town!)] : []),
        unitLabel(t, of, row.key),
        ...figures(row.table, row.difference, changeText(t, row.change)),
        noteOf(t, row, by),
      ]),
      [null, ...(village ? [null] : []), source.scope, ...figures(mean, null, null), null],
      [
        t('details.version', {
          version: source.version,
          moment: momentText(t, source.asOf),
        }),
      ],
    ],
  };
}
