import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installWithApt, onPath } from '../../../tools/apt.mjs';
import { SITE_HOST, type Site } from '../../e2e/support/site.ts';
import type { ServerProgram } from './programs.ts';
import { ask } from './raw-http.ts';

const START_MS = 30_000;
const STEP_MS = 50;

function isInstalled({ program }: ServerProgram): boolean {
  return program.startsWith('/') ? existsSync(program) : onPath(program) !== undefined;
}

/** True when the server can be started, installed where that is allowed; throws for a required one that cannot. */
export function isAvailable(server: ServerProgram): boolean {
  if (isInstalled(server)) return true;
  if (installWithApt([...server.packages]) && isInstalled(server)) return true;
  if (!server.required) return false;
  throw new Error(`The tests need ${server.name}: install ${server.packages.join(' ')}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5000).unref();
  });
}

function logsOf(own: string): string {
  return readdirSync(own)
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(own, name), 'utf8').slice(-2000))
    .join('\n');
}

/** Starts a server with a site and waits until its first page answers; throws with what it said when it does not. */
export async function startProgram(
  server: ServerProgram,
  place: { readonly own: string; readonly site: string; readonly base: string },
): Promise<Site> {
  const port = await freePort();
  const { command, args, env } = server.launch({ ...place, port });
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  child.on('error', (error) => (said += error.message));
  const localUrl = `http://127.0.0.1:${port}${place.base}`;
  for (const began = Date.now(); ; await pause(STEP_MS)) {
    const answer = await ask(localUrl).catch(() => undefined);
    if (answer !== undefined) break;
    if (child.exitCode === null && Date.now() - began < START_MS) continue;
    await end(child);
    throw new Error(`${server.name} does not answer:\n${said.slice(-2000)}\n${logsOf(place.own)}`);
  }
  const url = localUrl.replace('127.0.0.1', SITE_HOST);
  return { url, localUrl, at: (path) => new URL(path.replace(/^\//, ''), url).href, close: () => end(child) };
}

/** Lets a server's own account read a folder. */
export function makeReadable(folder: string): void {
  spawnSync('chmod', ['-R', 'a+rX', folder]);
}
