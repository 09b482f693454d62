import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a run of a command left behind. */
export interface PublishRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, args: readonly string[]): Promise<PublishRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8');
      child[stream].on('data', (text: string) => (output[stream] += text));
    }
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...output }));
  });
}

/** Runs `npm run -s publish -- …args` without npm in between. */
export function runPublish(args: readonly string[]): Promise<PublishRun> {
  return run('src/publish/cli.ts', args);
}

/** Runs `npm run -s report -- …args` without npm in between. */
export function runReport(args: readonly string[]): Promise<PublishRun> {
  return run('src/publish/report-cli.ts', args);
}

/** Runs `npm run -s doctor -- …args` without npm in between. */
export function runDoctor(args: readonly string[]): Promise<PublishRun> {
  return run('src/publish/doctor-cli.ts', args);
}
