import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';
import { CHROMIUM_ARGS, findChromium } from './tools/browsers.mjs';

// The whole program runs in the county's time zone, whatever the machine's.
process.env.TZ = 'Asia/Shanghai';
process.env.LANG = 'C.UTF-8';

/** The site's own configuration: its plugins and aliases hold in tests too. */
const VITE_CONFIG = './vite.config.ts';
const NODE_TESTS = ['unit', 'property', 'sql', 'golden', 'policy'].map(
  (folder) => `tests/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: VITE_CONFIG,
        test: {
          name: 'unit',
          environment: 'node',
          include: NODE_TESTS,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // By default one core is left idle.
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: VITE_CONFIG,
        // Found before the first test: a dependency discovered later reloads the page under a running one.
        optimizeDeps: {
          include: [
            '@duckdb/duckdb-wasm',
            '@e965/xlsx',
            '@observablehq/plot',
            'apache-arrow',
            'csv-parse/browser/esm/sync',
            'd3',
          ],
        },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Two have a browser each, and read their modules once: no file changes what another imports.
          isolate: false,
          maxWorkers: Math.min(2, availableParallelism()),
          sequence: { groupOrder: 2 },
        },
      },
      {
        // Old browsers, real web servers, slow attacks: `npm run test:long`.
        test: {
          name: 'long',
          environment: 'node',
          include: ['tests/long/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          // Old browsers and servers have the machine to themselves: their engines take every core for a while.
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
