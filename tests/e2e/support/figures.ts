import type { Page } from 'playwright';
import { isMetricId } from '../../../src/lib/metrics/registry.ts';
import type { Dimension } from '../../../src/lib/metrics/types.ts';
import { EMPTY_SCOPE, type OracleResult, type Scope } from '../../oracle/oracle.ts';
import { expectedFigure, isSame } from '../../support/compare-metrics.ts';

/** A figure as the page shows it and says it to programs. */
export interface ShownFigure {
  readonly metric: string;
  readonly value: string;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly dimension: string | null;
  readonly key: string | null;
  readonly text: string;
}

/** What elements with `data-metric` say; runs in the page. */
export const readFigures = (elements: readonly Element[]): ShownFigure[] =>
  elements.map((element) => {
    const { metric, value, numerator, denominator, dimension, key } = (element as HTMLElement).dataset;
    return {
      metric: metric ?? '',
      value: value ?? '',
      numerator: numerator ?? null,
      denominator: denominator ?? null,
      dimension: dimension ?? null,
      key: key ?? null,
      text: element.textContent ?? '',
    };
  });

/** Every figure of the page. */
export function figuresOf(page: Page): Promise<ShownFigure[]> {
  return page.$$eval('[data-metric]', readFigures);
}

/** True once the total of problems is a certain number and no question is under way; runs in the page. */
export const hasTotal = (total: number): boolean =>
  document.querySelector<HTMLElement>('[data-metric="problems_total"]')?.dataset['value'] === String(total) &&
  document.querySelector('[aria-busy="true"]') === null;

/** Waits until the total of problems is a certain number and no question is under way. */
export async function waitForTotal(page: Page, total: number): Promise<void> {
  await page.waitForFunction(hasTotal, total);
}

const number = (text: string | null): number | null => (text === null || text === '' ? null : Number(text));

/**
 * Every figure on a page that is not the oracle's; `around` has, for each dimension that the page's filter has a
 * list of, the oracle without that list: tables show all that can be chosen in them.
 */
export function wrongFigures(
  shown: readonly ShownFigure[],
  oracle: OracleResult,
  around: Readonly<Record<string, OracleResult>> = {},
): string[] {
  return shown.flatMap((figure) => {
    const { metric, key } = figure;
    const dimension = figure.dimension as (Dimension & keyof OracleResult['by']) | null;
    const groups: Readonly<Record<string, Scope>> =
      dimension === null ? {} : (around[dimension] ?? oracle).by[dimension];
    const scope = dimension === null ? oracle : (groups[key!] ?? EMPTY_SCOPE);
    const expected = isMetricId(metric) ? expectedFigure(metric, scope, { dimension, key }) : undefined;
    const isRight =
      expected !== undefined &&
      isSame(number(figure.value), expected.value) &&
      number(figure.numerator) === expected.numerator &&
      number(figure.denominator) === expected.denominator;
    return isRight ? [] : [`${JSON.stringify(figure)}, expected ${JSON.stringify(expected)}`];
  });
}

/** Goes to a page by its link in the header: a new document would forget what is open there. */
export function follow(page: Page, name: '' | 'records/' | 'data/' | 'methodology/'): Promise<void> {
  const links = page.locator('header nav a');
  return (name === '' ? links.first() : links.and(page.locator(`[href*="${name}"]`))).click();
}
