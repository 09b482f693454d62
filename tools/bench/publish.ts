import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateLargeCsv } from '../../data/generator/large.ts';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import { publish } from '../../src/publish/publish.ts';
import { median, type Line } from './statistics.ts';

const ROWS = 100_000;
const ROUNDS = 3;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Native DuckDB reads the same file with types and writes it sorted by date into a database file. */
async function native(csv: string, out: string): Promise<void> {
  const engine = await openDuckDbNode({ path: out });
  await engine.execute(
    `create table issues as select * from read_csv('${csv}', header = true) order by "反映时间"`,
  );
  await engine.execute('checkpoint');
  await engine.close();
}

/** Publishing of a large export against native DuckDB on the same file. */
export async function benchPublish(): Promise<Line[]> {
  const directory = mkdtempSync(join(tmpdir(), 'wuse-bench-'));
  const csv = join(directory, 'large.csv');
  writeFileSync(csv, [...generateLargeCsv(ROWS, 7)].join(''));
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const bytes = new Uint8Array(readFileSync(csv));
      const request = {
        issues: [{ name: 'large.csv', bytes }],
        visits: [],
        edition: 'internal',
        cutoff: '2022-02-17T18:00',
        now: '2022-02-17T18:00',
      } as const;
      ours.push(await timed(() => publish({ ...request, out: join(directory, `bundle-${round}`) })));
      theirs.push(await timed(() => native(csv, join(directory, `native-${round}.duckdb`))));
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return [
    {
      name: `publish ${ROWS.toLocaleString('en-US')} rows of CSV`,
      value: median(ours) / 1000,
      unit: 's',
      baseline: median(theirs) / 1000,
    },
  ];
}
