/**
 * Measures what the product promises about speed and prints a table; medians, and ratios against baselines
 * of the same run. Needs a built site (`npm run build`). Absolute times depend on the machine.
 */
import { cpus } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { benchPages } from './pages.ts';
import { benchPublish } from './publish.ts';
import { benchSizes, largestTown } from './scale.ts';
import { serveBenchSite } from './site.ts';
import { report } from './statistics.ts';

const BUILT = join(import.meta.dirname, '..', '..', 'build');

if (!existsSync(join(BUILT, 'index.html'))) {
  console.error('Build the site first: npm run build');
  process.exit(1);
}
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
const site = await serveBenchSite(BUILT);
try {
  console.log(
    report(
      'Pages (plain http on a name, gzip only)',
      await benchPages(site, largestTown(join(BUILT, 'ledger'))),
    ),
  );
} finally {
  await site.close();
}
console.log(report('Filter changes on large ledgers', await benchSizes(BUILT)));
console.log(report('Publishing', await benchPublish()));
