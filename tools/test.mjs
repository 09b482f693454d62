/**
 * `npm test [-- VITEST ARGUMENTS]`: installs what the tests need, publishes the sample, builds the site, runs
 * vitest. The last line is `N passed, N failed, N skipped`; exit status 0 only when something ran and all passed.
 * `npm run test:long` runs the project `long` in the same way: old browsers, real web servers, slow attacks.
 * WUSE_TESTED_SITES=1 takes the sites that the run before has just built.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireChromium } from './browsers.mjs';
import { ROOT, buildSite, install, publishSample, requireNode, run, runMain } from './steps.mjs';

const VITEST = join('node_modules', 'vitest', 'vitest.mjs');
const SCRATCH = 'tests/.tmp';
const RESULTS = `${SCRATCH}/results.json`;
const TEST_LEDGER = `${SCRATCH}/ledger`;
const PUBLIC_LEDGER = `${SCRATCH}/public-ledger`;
const PUBLIC_SITE = `${SCRATCH}/public-site`;
const PUBLISHED = 'static/ledger';
const BROWSERLESS_FOLDERS = /^(\.\/)?tests\/(unit|property|sql|golden|policy)\b/;
/** Runs only where it is asked for by name: it installs servers and browsers. */
const LONG = 'long';
const FIXED_ENVIRONMENT = { TZ: 'Asia/Shanghai', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };

/**
 * What the chosen tests need; without a choice, everything.
 * @param {string[]} args as given to vitest
 */
function needsOf(args) {
  const projects = args.flatMap((arg, index) =>
    arg === '--project' ? [args[index + 1] ?? ''] : arg.startsWith('--project=') ? [arg.slice(10)] : [],
  );
  if (projects.length > 0) {
    return {
      browser: projects.some((project) => project !== 'unit'),
      site: projects.some((project) => project !== 'unit' && project !== 'browser'),
    };
  }
  const paths = args.filter((arg) => arg.includes('/') && !arg.startsWith('-'));
  const isPlain = paths.length > 0 && paths.every((path) => BROWSERLESS_FOLDERS.test(path));
  return { browser: !isPlain, site: !isPlain };
}

/** The sample goes to a folder of its own, so that tests never depend on, or touch, what somebody published. */
async function buildSampleSite() {
  await publishSample(TEST_LEDGER);
  const isUnpublished = !existsSync(join(ROOT, PUBLISHED, 'manifest.json'));
  if (isUnpublished) cpSync(join(ROOT, TEST_LEDGER), join(ROOT, PUBLISHED), { recursive: true });
  await buildSite({ WUSE_BUNDLE: TEST_LEDGER });
}

/** A site of the public edition of the same sample, built as somebody would who publishes it. */
async function buildPublicSite() {
  await publishSample(PUBLIC_LEDGER, ['--edition', 'public']);
  await buildSite({ WUSE_BUNDLE: PUBLIC_LEDGER, WUSE_SITE: PUBLIC_SITE });
}

/**
 * Counts of a vitest report; a file that could not be loaded counts as one failure.
 * @param {any} report
 */
function countsOf(report) {
  const unloaded = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @returns {{ passed: number, failed: number, skipped: number } | undefined} undefined when vitest wrote no report */
function readCounts() {
  const path = join(ROOT, RESULTS);
  return existsSync(path) ? countsOf(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

/** @param {{ passed: number, failed: number, skipped: number }} counts */
function printCounts({ passed, failed, skipped }) {
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
}

/**
 * Makes ready what the chosen tests need.
 * @param {string[]} args
 */
async function prepare(args) {
  requireNode();
  const needs = needsOf(args);
  await install();
  if (needs.browser) process.env.CHROMIUM_PATH = requireChromium();
  mkdirSync(join(ROOT, SCRATCH), { recursive: true });
  rmSync(join(ROOT, RESULTS), { force: true });
  if (needs.site && process.env.WUSE_TESTED_SITES !== '1') {
    await buildPublicSite();
    await buildSampleSite();
  }
}

/** @param {string[]} args */
async function runTests(args) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`];
  const isChosen = args.some((arg) => arg.startsWith('--project'));
  const projects = isChosen ? [] : [`--project=!${LONG}`];
  const status = await run(process.execPath, [VITEST, 'run', ...reporters, ...projects, ...args]);
  const counts = readCounts() ?? { passed: 0, failed: 1, skipped: 0 };
  const ran = counts.passed + counts.failed;
  if (ran === 0) console.error('No test ran.');
  else if (status !== 0 && counts.failed === 0) console.error('vitest failed outside the tests; see above.');
  printCounts(counts);
  process.exitCode = status === 0 && ran > 0 && counts.failed === 0 ? 0 : 1;
}

Object.assign(process.env, FIXED_ENVIRONMENT);
const args = process.argv.slice(2);
await runMain(
  () => prepare(args),
  () => printCounts({ passed: 0, failed: 1, skipped: 0 }),
);
await runTests(args);
