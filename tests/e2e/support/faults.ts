import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { computeOracle, type OracleFilter } from '../../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../../support/exports.ts';
import { followAddress, openPage, test as base, type WatchedPage } from './browser.ts';
import { serveFaultySite, type FaultySite } from './faulty-site.ts';
import type { Site } from './site.ts';
import { figuresOf, waitForTotal, wrongFigures } from './figures.ts';

const sample = sampleExport();
const county = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF });
const byFilter = (filter: OracleFilter) => computeOracle({ ...sample, cutoff: EXPORT_CUTOFF, filter });
const ORACLES = {
  green: byFilter({ colour: ['green'] }),
  blue: byFilter({ colour: ['blue'] }),
  town: byFilter({ town: ['恩城镇'] }),
};

export type ShownFilter = keyof typeof ORACLES;

/** The overview's address under filters whose figures are known. */
export const FILTERS: Readonly<Record<ShownFilter, string>> = {
  green: '?colour=green',
  blue: '?colour=blue',
  town: `?town=${encodeURIComponent('恩城镇')}`,
};

interface Faulty {
  readonly faulty: FaultySite;
  readonly opened: WatchedPage;
}

/** A site of its own for each test, and a page of it in which requests may fail. */
export const test = base.extend<Faulty>({
  faulty: async ({}, use) => {
    const site = await serveFaultySite();
    await use(site);
    await site.close();
  },
  opened: async ({ browser, faulty }, use) => {
    const opened = await openPage(browser, faulty);
    opened.complaints.allow(/Failed to load resource|ERR_|Failed to load module script|preload/);
    await use(opened);
    await opened.context.close();
    opened.complaints.assertNone();
  },
});

/** Filters the page that is open, without loading it. */
export function show(page: Page, site: Pick<Site, 'at'>, filter: ShownFilter): Promise<void> {
  return followAddress(page, site.at(FILTERS[filter]));
}

/** Waits for the filter's figures; every one of them is right. */
export async function expectFigures(page: Page, filter: ShownFilter): Promise<void> {
  const oracle = ORACLES[filter];
  await waitForTotal(page, oracle.metrics.problems_total.value!);
  const dimension = filter === 'town' ? 'town' : 'colour';
  expect(wrongFigures(await figuresOf(page), oracle, { [dimension]: county })).toEqual([]);
}

/** The same of the whole county. */
export async function expectCounty(page: Page): Promise<void> {
  await waitForTotal(page, county.metrics.problems_total.value!);
  expect(wrongFigures(await figuresOf(page), county)).toEqual([]);
}

/** The notice of an error. */
export function notice(page: Page, code: string): Locator {
  return page.locator(`[role="alert"][data-error="${code}"]`);
}
