import type { Inline } from '../../core/document.ts';
import { keyLabel } from '../../metrics/labels.ts';
import { rankUnits, type Placed } from '../../metrics/ranking.ts';
import { metricOf, type MetricId } from '../../metrics/registry.ts';
import type { MetricReport } from '../../metrics/report.ts';
import { NONE_KEY } from '../../metrics/types.ts';
import { SMALL_BASE } from '../../metrics/value.ts';
import type { Figures } from './figures.ts';

/** What circulars rank units by: the share of what was assigned to them that is closed. */
const CIRCULAR_RANK = 'ledger_closure_rate' satisfies MetricId;
/** Units that are named at either end. */
const NAMED = 3;

export type RankedDimension = 'town' | 'department';

/** A report's units by {@link CIRCULAR_RANK}, with places by the rules of the rankings (D23); none is left out. */
export function standings(report: MetricReport, dimension: RankedDimension): Placed[] {
  const units = Object.entries(report.by[dimension] ?? {}).map(([key, table]) => ({
    key,
    named: key !== NONE_KEY,
    figure: table[CIRCULAR_RANK],
  }));
  return rankUnits(units, 'largest_first');
}

/** Who is first and who last, ties included, and who is not ranked and why. */
export function standingsProse(figures: Figures, dimension: RankedDimension): Inline[] {
  const { words } = figures;
  const placed = standings(figures.report, dimension);
  const metric = words.pick(metricOf(CIRCULAR_RANK).label);
  const name = (key: string): string => words.pick(keyLabel(dimension, key));
  const rated = (some: readonly Placed[]): Inline[] =>
    figures.list(
      some.map(({ unit: { key } }) =>
        figures.say('attention.unitRate', {
          unit: name(key),
          rate: figures.figure(CIRCULAR_RANK, { dimension, key }),
        }),
      ),
    );
  const ranked = placed.filter(({ rank }) => rank !== null);
  const names = (some: readonly Placed[]): string =>
    some.map(({ unit }) => name(unit.key)).join(words('comma'));
  const small = placed.filter(({ standing }) => standing === 'small');
  const empty = placed.filter(({ standing }) => standing === 'empty');
  const lead = ranked.filter(({ rank }) => rank! <= NAMED);
  // Whoever is named first is not named last.
  const behind = ranked.filter(
    (each) => ranked.length - ranked.indexOf(each) <= NAMED && !lead.includes(each),
  );
  const order = (): Inline[] => {
    if (ranked.length === 0) return figures.say('standings.none');
    if (behind.length > 0) {
      const key = dimension === 'town' ? 'standings.towns' : 'standings.departments';
      return figures.say(key, { metric, first: rated(lead), last: rated(behind) });
    }
    const [{ unit }] = ranked as [Placed];
    const rate = figures.figure(CIRCULAR_RANK, { dimension, key: unit.key });
    if (ranked.every(({ rank }) => rank === 1))
      return figures.say('standings.same', { units: names(ranked), metric, rate });
    const key = dimension === 'town' ? 'standings.townsFew' : 'standings.departmentsFew';
    return figures.say(key, { metric, units: rated(ranked) });
  };
  return [
    ...order(),
    ...(small.length === 0
      ? []
      : figures.say('standings.few', { base: String(SMALL_BASE), units: names(small) })),
    ...(empty.length === 0 ? [] : figures.say('standings.empty', { units: names(empty) })),
  ];
}
