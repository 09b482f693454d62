/**
 * Measures what the product promises about speed and prints a table; medians, and ratios against baselines
 * of the same run. Needs a built site (`npm run build`). Absolute times depend on the machine.
 */
import { cpus } from 'node:os';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchPages } from './pages.ts';
import { benchPublish } from './publish.ts';
import { serveBenchSite } from './site.ts';
import { report } from './statistics.ts';
import type { SummaryDocument } from '../../src/lib/query/bundle-documents.ts';

const BUILT = join(import.meta.dirname, '..', '..', 'build');

if (!existsSync(join(BUILT, 'index.html'))) {
  console.error('Build the site first: npm run build');
  process.exit(1);
}
const summary = JSON.parse(readFileSync(join(BUILT, 'ledger', 'summary.json'), 'utf8')) as SummaryDocument;
const towns = Object.entries(summary.by.town ?? {}).sort(
  ([, a], [, b]) => (b.problems_total.value ?? 0) - (a.problems_total.value ?? 0),
);
const [name, table] = towns[0]!;

console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
const site = await serveBenchSite(BUILT);
try {
  console.log(
    report(
      'Pages (plain http on a name, gzip only)',
      await benchPages(site, { name, problems: table.problems_total.value ?? 0 }),
    ),
  );
} finally {
  await site.close();
}
console.log(report('Publishing', await benchPublish()));
