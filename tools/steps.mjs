/** The steps that `npm start` and `npm test` share: install, publish the sample, build. Node built-ins only. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SAMPLE = [
  'data/sample/平原县五色台账.csv',
  ...['--visits', 'data/sample/走访统计.csv'],
  ...['--config', 'data/sample/配置.json'],
];
const VITE = join('node_modules', 'vite', 'bin', 'vite.js');
const SAMPLE_CUTOFF = '2022-02-17T18:00';
const OLDEST_NODE = [20, 19];

/** A failure whose message is all a person needs: the callers print it without a stack and exit 1. */
export class StepError extends Error {}

/**
 * Runs a program, in the repository unless another folder is named; resolves with its exit code (1 when a signal
 * ended it).
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, cwd?: string }} [options] `quiet` drops standard output
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, quiet = false, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['inherit', quiet ? 'ignore' : 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a step and throws StepError when it fails.
 * @param {string} title what the step does, as the person reads it
 * @param {string[]} args arguments for Node
 * @param {NodeJS.ProcessEnv} [env]
 */
async function runNode(title, args, env) {
  console.log(`› ${title}`);
  const code = await run(process.execPath, args, { env });
  if (code !== 0) throw new StepError(`${title}: failed (exit status ${code}).`);
}

/** Throws StepError on a Node that is too old to run anything here. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = OLDEST_NODE;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new StepError(`Node ${OLDEST_NODE.join('.')} or later is needed; this is ${process.versions.node}.`);
}

/** @param {string} path */
function packagesOf(path) {
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(/** @type {Record<string, any>} */ (lock.packages)).filter(([name]) => name !== '');
}

/**
 * True when node_modules holds what the lock asks for. Optional packages may be absent: they belong to
 * other platforms.
 * @param {string} [root]
 */
function isInstalled(root = ROOT) {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = new Map(packagesOf(installedPath));
  const wantedNames = new Set(wanted.map(([name]) => name));
  return (
    wanted.every(([name, entry]) => {
      const found = installed.get(name);
      return found === undefined ? isOptional(entry) : found.version === entry.version;
    }) && [...installed.keys()].every((name) => wantedNames.has(name))
  );
}

/** @param {{ optional?: boolean, devOptional?: boolean, peer?: boolean }} entry */
function isOptional(entry) {
  return entry.optional === true || entry.devOptional === true;
}

/** Installs the pinned packages, unless they are there. */
export async function install() {
  if (isInstalled()) return;
  console.log('› Installing packages (npm ci)');
  await npmCi(ROOT);
}

/**
 * Installs what a folder's lock says; StepError when that fails.
 * @param {string} cwd
 */
export async function npmCi(cwd) {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const code =
    npm?.endsWith('.js') === true
      ? await run(process.execPath, [npm, ...args], { cwd })
      : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd });
  if (code !== 0) throw new StepError('npm ci failed; the messages above say why. Is the network reachable?');
}

/**
 * True where nothing is published, or the sample itself: it may be published (again, by this version of the
 * program) without taking anybody's ledger away.
 * @param {string} out relative to the repository
 */
export function mayHoldSample(out) {
  const manifest = join(ROOT, out, 'manifest.json');
  if (!existsSync(manifest)) return true;
  const hashes = SAMPLE.filter((argument) => argument.startsWith('data/')).map((file) =>
    createHash('sha256')
      .update(readFileSync(join(ROOT, file)))
      .digest('hex'),
  );
  try {
    /** @type {{ sha256?: string }[]} */
    const sources = JSON.parse(readFileSync(manifest, 'utf8')).sources;
    // A public edition names no source: whose it is cannot be told.
    return (
      sources.length > 0 && sources.every(({ sha256 }) => sha256 !== undefined && hashes.includes(sha256))
    );
  } catch {
    return false;
  }
}

/**
 * Publishes the sample export into a folder.
 * @param {string} out relative to the repository
 * @param {string[]} more options of the command
 */
export async function publishSample(out, more = []) {
  const options = ['--cutoff', SAMPLE_CUTOFF, '--out', out, ...more];
  const args = ['--import', 'tsx', 'src/publish/cli.ts', ...SAMPLE, ...options];
  await runNode(`Publishing the sample export into ${out}`, args);
}

/**
 * Builds the site into build/, with the given variables added to the environment.
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function buildSite(env) {
  await runNode('Building the site', [VITE, 'build'], env);
}

/**
 * Runs a script's main function; a StepError ends the process with its message and status 1.
 * @param {() => Promise<void>} main
 * @param {() => void} [beforeExit] called after the message
 */
export async function runMain(main, beforeExit) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(`\n${error.message}`);
    beforeExit?.();
    process.exit(1);
  }
}
