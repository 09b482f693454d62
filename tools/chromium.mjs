/** Finds a Chromium that runs, for the tests and the benchmarks. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installWithApt, onPath } from './apt.mjs';
import { StepError } from './steps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const WINDOWS = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
const PACKAGES = ['chromium', 'fonts-noto-cjk'];

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
 * Path of an installed Chromium: CHROMIUM_PATH (StepError when it does not start), else the usual names on
 * PATH, else the usual places; undefined when there is none.
 * @returns {string | undefined}
 */
export function findChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (existsSync(chosen) && starts(chosen)) return chosen;
    throw new StepError(`CHROMIUM_PATH is ${chosen}, but no browser starts there.`);
  }
  const candidates = [...NAMES.map(onPath), MAC, WINDOWS].filter((path) => path !== undefined);
  return candidates.find((path) => existsSync(path) && starts(path));
}

/**
 * Path of a Chromium, installed as Debian's package where this account may do so; StepError with an
 * instruction otherwise.
 * @returns {string}
 */
export function requireChromium() {
  let path = findChromium();
  if (path === undefined && installWithApt(PACKAGES)) path = findChromium();
  if (path !== undefined) return path;
  throw new StepError(
    'The tests need a Chromium. Install one (Debian: apt-get install chromium fonts-noto-cjk),\n' +
      'or name an installed one: CHROMIUM_PATH=/path/to/chrome npm test',
  );
}
