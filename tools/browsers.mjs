/** Finds browsers that run, for the tests and the benchmarks. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installWithApt, onPath } from './apt.mjs';
import { StepError } from './steps.mjs';

/**
 * @typedef {object} Kind
 * @property {string} name as a person reads it
 * @property {string} variable of the environment, for an installed one that is to be used
 * @property {string[]} programs names on PATH, the preferred first
 * @property {string[]} places where other systems install it
 * @property {string[]} packages Debian's packages
 */

/** @type {Kind} */
const CHROMIUM = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  places: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
  packages: ['chromium', 'fonts-noto-cjk'],
};

/** @type {Kind} */
const FIREFOX = {
  name: 'Firefox',
  variable: 'FIREFOX_PATH',
  programs: ['firefox-esr', 'firefox'],
  places: [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
  packages: ['firefox-esr', 'fonts-noto-cjk'],
};

/**
 * Of several lists of features Chromium takes the last only: these are the ones that Playwright switches off, and
 * the address bar's own pages, which every window would draw with a process of their own.
 */
const FEATURES_OFF = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
];

/** Switches under which a test's browser starts: no sandbox (containers), no calls home. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${FEATURES_OFF.join(',')}`,
];

/**
 * True when the program starts: a distribution's `chromium` may be a stub that only advertises another package.
 * @param {string} path
 */
function starts(path) {
  if (process.platform === 'win32') return true; // chrome.exe --version opens a window there
  return spawnSync(path, ['--version'], { timeout: 30_000, stdio: 'ignore' }).status === 0;
}

/**
 * Path of an installed browser: what the variable says (StepError when it does not start), else the usual names
 * on PATH, else the usual places; undefined when there is none.
 * @param {Kind} kind
 * @returns {string | undefined}
 */
function find({ name, variable, programs, places }) {
  const chosen = process.env[variable];
  if (chosen) {
    if (existsSync(chosen) && starts(chosen)) return chosen;
    throw new StepError(`${variable} is ${chosen}, but no ${name} starts there.`);
  }
  const candidates = [...programs.map(onPath), ...places].filter((path) => path !== undefined);
  return candidates.find((path) => existsSync(path) && starts(path));
}

/**
 * @param {Kind} kind
 * @returns {string}
 */
function requireKind(kind) {
  let path = find(kind);
  if (path === undefined && installWithApt(kind.packages)) path = find(kind);
  if (path !== undefined) return path;
  throw new StepError(
    `The tests need a ${kind.name}. Install one (Debian: apt-get install ${kind.packages.join(' ')}),\n` +
      `or name an installed one in ${kind.variable}.`,
  );
}

/** Path of an installed Chromium, or undefined; StepError when CHROMIUM_PATH does not start. */
export function findChromium() {
  return find(CHROMIUM);
}

/**
 * Path of a Chromium, installed as Debian's package where this account may do so; StepError with an
 * instruction otherwise.
 */
export function requireChromium() {
  return requireKind(CHROMIUM);
}

/** Path of a Firefox; installed, or StepError, as with Chromium. */
export function requireFirefox() {
  return requireKind(FIREFOX);
}
