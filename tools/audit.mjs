/**
 * `node tools/audit.mjs`: asks the registry for advisories about what ships or publishes (npm audit, without packages for
 * development) and fails at a high or critical one that `audit-allowed.json` does not allow, with a reason and until a
 * day. Where no registry answers it says so and passes: a county's network has none.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './steps.mjs';

const GRAVE = ['high', 'critical'];
const PATIENCE_MS = 60_000;

/** @typedef {{ advisory: string, reason: string, until: string }} Allowed */
/** @typedef {{ url?: string, title?: string, severity?: string }} Advisory */
/** @typedef {{ error?: unknown, vulnerabilities?: Record<string, { via: (string | Advisory)[] }> }} Report */

/**
 * What an audit found: null where it did not take place, else a line for each grave advisory that is not allowed on
 * `today` (`2022-02-17`).
 * @param {Report | null} report as `npm audit --json` prints it
 * @param {readonly Allowed[]} allowed
 * @param {string} today
 * @returns {string[] | null}
 */
export function graveAdvisories(report, allowed, today) {
  if (report === null || report.error !== undefined || report.vulnerabilities === undefined) return null;
  const valid = new Set(allowed.filter(({ until }) => until >= today).map(({ advisory }) => advisory));
  const lines = Object.entries(report.vulnerabilities).flatMap(([name, { via }]) =>
    via.flatMap((each) => {
      // A name stands for the package that brings the advisory and is listed itself.
      if (typeof each === 'string' || !GRAVE.includes(each.severity ?? '')) return [];
      const advisory = each.url?.split('/').pop() ?? 'without number';
      return valid.has(advisory) ? [] : [`${name}: ${each.severity}, ${advisory}: ${each.title ?? ''}`];
    }),
  );
  return [...new Set(lines)];
}

/** @returns {Report | null} null when npm gave no answer */
function askRegistry() {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
  const npm = process.env.npm_execpath;
  const [command, rest] =
    npm?.endsWith('.js') === true
      ? [process.execPath, [npm, ...args]]
      : [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
  const { stdout } = spawnSync(command, rest, { cwd: ROOT, encoding: 'utf8', timeout: PATIENCE_MS });
  try {
    return JSON.parse(stdout);
  } catch {
    return null;
  }
}

function main() {
  /** @type {Allowed[]} */
  const allowed = JSON.parse(readFileSync(join(ROOT, 'tools', 'audit-allowed.json'), 'utf8'));
  const found = graveAdvisories(askRegistry(), allowed, new Date().toISOString().slice(0, 10));
  if (found === null) console.log('Audit skipped: registry does not answer.');
  else if (found.length === 0) console.log('Audit: no grave advisory about what ships.');
  else {
    console.error(`Audit: ${found.length} grave advisories.\n${found.join('\n')}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
