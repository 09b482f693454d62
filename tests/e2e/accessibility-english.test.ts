import { expect } from 'vitest';
import { violationsOfPages, WALK_MS } from './support/axe.ts';
import { test } from './support/browser.ts';

test(
  'every page in English has no violation that axe can find',
  { timeout: WALK_MS },
  async ({ page, site }) => {
    expect(await violationsOfPages(page, site, 'en/')).toEqual([]);
  },
);
