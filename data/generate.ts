import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ledgerCsv, visitsCsv } from './generator/files.ts';
import {
  generateLargeCsv,
  generateLargeRows,
  LARGE_SEED,
  largeVisitsCsv,
  largeVisitsFrom,
} from './generator/large.ts';
import { makeSample, SAMPLE_SEED } from './generator/sample.ts';
import { addToTally, type ProblemTallies } from './generator/visits.ts';
import { ledgerWorkbook } from './generator/workbook.ts';

const USAGE = `usage: npx tsx data/generate.ts [--seed S] [--out DIR]
       npx tsx data/generate.ts --profile large --rows N --out FILE.csv [--xlsx FILE.xlsx] [--visits FILE.csv] [--seed S]`;
const WORKBOOK_LIMIT = 100_000;
const CHUNK = 1 << 20;

/** Writes the committed sample: workbook, the same rows as CSV, and the visits. */
function writeSample(directory: string, seed: number): void {
  const { rows, visits } = makeSample(seed);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, '平原县五色台账.csv'), ledgerCsv(rows));
  writeFileSync(join(directory, '平原县五色台账.xlsx'), ledgerWorkbook(rows));
  writeFileSync(join(directory, '走访统计.csv'), visitsCsv(visits));
}

/** Writes pieces of text to a file about a megabyte at a time, so that memory stays bounded. */
function writePieces(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    let pending = '';
    for (const piece of pieces) {
      pending += piece;
      if (pending.length < CHUNK) continue;
      writeSync(file, pending);
      pending = '';
    }
    writeSync(file, pending);
  } finally {
    closeSync(file);
  }
}

function fail(message: string): never {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

function readOptions() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      options: { profile: text, rows: text, out: text, visits: text, xlsx: text, seed: text },
    }).values;
  } catch (error) {
    return fail((error as Error).message);
  }
}

function wholeNumber(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  return /^\d+$/.test(text) ? Number(text) : fail(`not a whole number: ${text}`);
}

function writeLarge(options: ReturnType<typeof readOptions>): void {
  const rows = wholeNumber(options.rows, 0);
  const seed = wholeNumber(options.seed, LARGE_SEED);
  if (rows < 1 || !(options.out ?? options.xlsx)) fail('--rows N and --out FILE.csv (or --xlsx) are needed');
  if (options.xlsx && rows > WORKBOOK_LIMIT) fail(`--xlsx is for at most ${WORKBOOK_LIMIT} rows`);
  const tallies: ProblemTallies = new Map();
  if (options.out)
    writePieces(
      options.out,
      generateLargeCsv(rows, seed, (row) => addToTally(tallies, row)),
    );
  if (options.xlsx) writeFileSync(options.xlsx, ledgerWorkbook([...generateLargeRows(rows, seed)]));
  if (!options.visits) return;
  writeFileSync(options.visits, options.out ? largeVisitsFrom(tallies, seed) : largeVisitsCsv(rows, seed));
}

const options = readOptions();
if (options.profile === undefined || options.profile === 'sample') {
  const here = dirname(fileURLToPath(import.meta.url));
  writeSample(options.out ?? join(here, 'sample'), wholeNumber(options.seed, SAMPLE_SEED));
} else if (options.profile === 'large') {
  writeLarge(options);
} else {
  fail(`unknown profile: ${options.profile}`);
}
