import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { HOSTILE_FILES } from '../support/hostile-files.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What a file of hostile content may take of the processor and of the memory, the making of the file included. */
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 2200;
const HEAP_MEGABYTES = 1500;

interface Outcome {
  /** The code of the refusal, or how many problems were read. */
  readonly code: string;
  readonly seconds: number;
  readonly megabytes: number;
}

function importing(name: string): Promise<Outcome> {
  const args = [
    `--max-old-space-size=${HEAP_MEGABYTES}`,
    '--import',
    'tsx',
    'tests/support/read-hostile.ts',
    name,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, said] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const line = out.trim().split('\n').pop() ?? '';
      if (status === 0 && line.startsWith('{')) resolve(JSON.parse(line) as Outcome);
      else reject(new Error(`${name}: ended with ${signal ?? status}\n${said.slice(-2000)}`));
    });
  });
}

/** Those that hold an honest table beside the trap, which is read; all others are refused, with one of these codes. */
const READ =
  /65,000 entries|zip in a zip|dimension of all|billion merged|billion laughs|html: (?:tables|a million)|in lines|csv: (?:one quote|nothing)/;
const REFUSALS = ['INGEST_TOO_LARGE', 'INGEST_ROW_TOO_WIDE', 'INGEST_FILE_UNREADABLE'];

it.each(HOSTILE_FILES)(
  '%s: refused or read, in bounded time and memory',
  async (name) => {
    const { code, seconds, megabytes } = await importing(name);
    if (!READ.test(name)) expect(REFUSALS).toContain(code);
    else
      expect(code === 'INGEST_FILE_UNREADABLE' || /^read \d+$/.test(code) ? 'settled' : code).toBe('settled');
    expect([name, seconds < MOST_SECONDS, megabytes < MOST_MEGABYTES]).toEqual([name, true, true]);
  },
  300_000,
);
