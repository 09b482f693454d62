import { compareText } from '../core/text.ts';
import type { MetricReport } from '../metrics/report.ts';
import { NONE_KEY } from '../metrics/types.ts';

const LISTED = 5;
const TOP = 3;
/** Names of a category that holds what fits no other. */
const REST: ReadonlySet<string> = new Set(['其他', '其它', '其他问题', '其它问题', '其他类']);
const isRest = ({ key }: CategoryShare): boolean => REST.has(key);

export interface CategoryShare {
  readonly key: string;
  readonly problems: number;
}

/** The categories that problems fall into most (M40). */
export interface TopCategories {
  readonly total: number;
  readonly listed: readonly CategoryShare[];
  /** Problems of the first three that are named and no rest; null where there are fewer. */
  readonly topThree: number | null;
  /** Named categories that are not listed. */
  readonly others: { readonly categories: number; readonly problems: number } | null;
  /** Problems without a category. */
  readonly none: number;
}

/**
 * A report's categories by falling number of problems, ties by name; what fits no other category comes last and is none
 * of the first three; problems that name none stand apart.
 */
export function topCategories(report: MetricReport): TopCategories {
  const all = Object.entries(report.by.category ?? {})
    .map(([key, table]) => ({ key, problems: table.problems_total.value ?? 0 }))
    .filter(({ problems }) => problems > 0);
  const named = all
    .filter(({ key }) => key !== NONE_KEY)
    .sort(
      (a, b) => Number(isRest(a)) - Number(isRest(b)) || b.problems - a.problems || compareText(a.key, b.key),
    );
  const sum = (some: readonly CategoryShare[]): number =>
    some.reduce((problems, category) => problems + category.problems, 0);
  const rest = named.slice(LISTED);
  return {
    total: report.overall.problems_total.value ?? 0,
    listed: named.slice(0, LISTED),
    topThree: named.filter((each) => !isRest(each)).length < TOP ? null : sum(named.slice(0, TOP)),
    others: rest.length === 0 ? null : { categories: rest.length, problems: sum(rest) },
    none: sum(all.filter(({ key }) => key === NONE_KEY)),
  };
}
