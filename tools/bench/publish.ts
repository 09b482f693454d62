import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as xlsx from '@e965/xlsx';
import { generateLargeCsv } from '../../data/generator/large.ts';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import { parseCsv } from '../../src/lib/ingest/csv.ts';
import { median, type Line } from './statistics.ts';

const LONG_ROWS = 1_000_000;
const WORKBOOK_ROWS = 100_000;
const ROUNDS = 3;
const SEED = 7;

interface Published {
  readonly seconds: number;
  readonly megabytes: number;
  readonly steps: Readonly<Record<string, number>>;
}

/** In a process of its own, as the command does it. */
export async function publishOnce(path: string, out: string): Promise<Published> {
  const script = fileURLToPath(new URL('./publish-once.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, path, out]);
  return JSON.parse(stdout) as Published;
}

/** Native DuckDB reads the same file with types and writes it sorted by date into a database file; seconds. */
async function native(csv: string, out: string): Promise<number> {
  const started = performance.now();
  const engine = await openDuckDbNode({ path: out });
  await engine.execute(
    `create table issues as select * from read_csv('${csv}', header = true) order by "反映时间"`,
  );
  await engine.execute('checkpoint');
  await engine.close();
  rmSync(out, { force: true });
  return (performance.now() - started) / 1000;
}

/** The library parses the same workbook and does nothing else; seconds. */
function bareParse(path: string): number {
  const started = performance.now();
  xlsx.read(readFileSync(path), { type: 'buffer', dense: true });
  return (performance.now() - started) / 1000;
}

const name = (rows: number, what: string): string =>
  `publish ${rows.toLocaleString('en-US')} rows of ${what}`;

function linesOf(what: string, ours: readonly Published[], theirs: readonly number[], aim: number): Line[] {
  const steps = Object.keys(ours[0]!.steps).map((step): Line => ({
    name: `… ${step}`,
    value: median(ours.map((each) => each.steps[step]!)),
    unit: 's',
  }));
  const seconds = median(ours.map((each) => each.seconds));
  const megabytes = median(ours.map((each) => each.megabytes));
  return [
    { name: what, value: seconds, unit: 's', baseline: median(theirs), aim },
    ...steps,
    { name: `${what}: most memory`, value: megabytes, unit: 'MB', aim: 1500 },
  ];
}

/** An invented export of so many rows. */
export async function writeLong(path: string, rows: number): Promise<void> {
  await pipeline(Readable.from(generateLargeCsv(rows, SEED)), createWriteStream(path));
}

function writeWorkbook(path: string): void {
  const { rows } = parseCsv([...generateLargeCsv(WORKBOOK_ROWS, SEED)].join('').replace(/^\ufeff/, ''), ',');
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows as string[][], { dense: true }), '台账');
  writeFileSync(path, xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer);
}

/** Publishing of large exports: against native DuckDB on the same file, and against the bare parse of a workbook. */
export async function benchPublish(): Promise<Line[]> {
  const directory = mkdtempSync(join(tmpdir(), 'wuse-bench-'));
  const csv = join(directory, 'long.csv');
  const workbook = join(directory, 'workbook.xlsx');
  try {
    await writeLong(csv, LONG_ROWS);
    writeWorkbook(workbook);
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
    const long = { ours: [] as Published[], theirs: [] as number[] };
    const book = { ours: [] as Published[], theirs: [] as number[] };
    const publishNew = async (path: string): Promise<Published> => {
      const bundle = join(directory, 'bundle');
      rmSync(bundle, { recursive: true, force: true });
      return publishOnce(path, bundle);
    };
    for (const round of rounds) {
      long.ours.push(await publishNew(csv));
      long.theirs.push(await native(csv, join(directory, `native-${round}.duckdb`)));
      book.ours.push(await publishNew(workbook));
      book.theirs.push(bareParse(workbook));
    }
    return [
      ...linesOf(name(LONG_ROWS, 'CSV'), long.ours, long.theirs, 3),
      ...linesOf(name(WORKBOOK_ROWS, 'XLSX'), book.ours, book.theirs, 1.5),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
