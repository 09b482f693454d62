import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest, SummaryDocument } from '../../src/lib/query/bundle-documents.ts';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import { EMPTY_FILTER } from '../../src/lib/filters/filter.ts';
import { cellCountQuery } from '../../src/lib/sql/cell-query.ts';
import { statement } from '../../src/lib/sql/sql.ts';
import { benchScale, type BenchTown } from './pages.ts';
import { publishOnce, writeLong } from './publish.ts';
import { serveWithLedger } from './site.ts';
import { median, type Line } from './statistics.ts';

/** Rows, and the most milliseconds that half of the changes and 95 % of them may take. */
const SIZES = [
  [100_000, [60, 120]],
  [1_000_000, [120, 250]],
] as const;
const ROUNDS = 15;

/** The town with most problems of a bundle. */
export function largestTown(bundle: string): BenchTown {
  const { by } = JSON.parse(readFileSync(join(bundle, 'summary.json'), 'utf8')) as SummaryDocument;
  const towns = Object.entries(by.town ?? {}).map(([name, table]) => ({
    name,
    problems: table.problems_total.value ?? 0,
  }));
  return towns.sort((one, other) => other.problems - one.problems)[0]!;
}

/** Native DuckDB answers the statement behind a filter by towns, over the published file; milliseconds. */
async function nativeCount(bundle: string, town: string): Promise<number> {
  const { files } = JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')) as Manifest;
  const { name } = files.find(({ role }) => role === 'ledger')!;
  const engine = await openDuckDbNode({ path: join(bundle, name) });
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await engine.query(statement(cellCountQuery('cells', { ...EMPTY_FILTER, town: [town] })));
    times.push(performance.now() - started);
  }
  await engine.close();
  return median(times);
}

/** Filter changes on the overview of large ledgers. */
export async function benchSizes(built: string): Promise<Line[]> {
  const directory = mkdtempSync(join(tmpdir(), 'wuse-bench-'));
  const lines: Line[] = [];
  try {
    for (const [rows, aims] of SIZES) {
      const csv = join(directory, 'long.csv');
      const bundle = join(directory, 'bundle');
      await writeLong(csv, rows);
      await publishOnce(csv, bundle);
      const town = largestTown(bundle);
      const native = await nativeCount(bundle, town.name);
      const site = await serveWithLedger(built, bundle);
      try {
        lines.push(...(await benchScale(site, town, { rows, native, aims })));
      } finally {
        await site.close();
      }
      rmSync(bundle, { recursive: true });
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return lines;
}
