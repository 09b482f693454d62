import { comparedWith } from '../../src/lib/core/comparison.ts';
import type { LocalMoment } from '../../src/lib/core/period.ts';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import { EMPTY_FILTER, needsRows, type Filter } from '../../src/lib/filters/filter.ts';
import type { OnsiteTally } from '../../src/lib/ingest/onsite-tally.ts';
import type { IssueRow } from '../../src/lib/ingest/types.ts';
import { evaluateReport } from '../../src/lib/metrics/report.ts';
import type { Edition } from '../../src/lib/query/bundle-documents.ts';
import { loadLedger } from '../../src/lib/query/load-ledger.ts';
import { overviewMembers, runOverview } from '../../src/lib/query/overview.ts';
import { runFingerprints } from '../../src/lib/query/run-fingerprints.ts';
import { runSince } from '../../src/lib/query/run-since.ts';
import { makeBulletin } from '../../src/lib/report/bulletin/bulletin.ts';
import { PARTS } from '../../src/lib/report/bulletin/kinds.ts';
import { askSince, compareSince, type Since } from '../../src/lib/report/since/compare.ts';
import { parseSaved } from '../../src/lib/report/since/parse.ts';
import { savedBulletin, savedBytes, type SavedBulletin } from '../../src/lib/report/since/saved.ts';
import { SCHEMA_VERSION } from '../../src/lib/schema/ddl.ts';
import { inputOf } from './bulletin-input.ts';
import { ALL_COLUMNS } from './example-ledger.ts';
import type { NodeLedger } from './node-ledger.ts';

/** A ledger of rows that are written down in a test. */
export async function openRows(
  issues: readonly IssueRow[],
  cutoff: LocalMoment,
  tallies: readonly OnsiteTally[] = [],
): Promise<NodeLedger> {
  const engine = await openDuckDbNode();
  await loadLedger(engine, { issues, visits: [], transitions: [], tallies, findings: [], cutoff });
  const members = await overviewMembers(engine, { moment: cutoff, stored: cutoff });
  return { engine, stored: cutoff, members, columns: ALL_COLUMNS };
}

/** What a bulletin is saved with. */
export interface Saving {
  readonly moment?: LocalMoment;
  readonly filter?: Partial<Filter>;
  readonly edition?: Edition;
}

/** A bulletin with all parts as it would be written to a file, byte by byte. */
export async function savedFile(
  { engine, stored, members, columns }: NodeLedger,
  { moment = stored, filter: chosen = {}, edition = 'internal' }: Saving = {},
): Promise<Uint8Array> {
  const filter = { ...EMPTY_FILTER, ...chosen };
  const asOf = { moment, stored };
  const compared = comparedWith(moment, filter, 'week')!;
  const { numbers, compare } = await runOverview(engine, asOf, filter, compared, members, 'summary');
  const context = { columns, rowsFiltered: needsRows(filter) };
  const report = evaluateReport(numbers, context);
  const earlier = evaluateReport(compare.numbers, context);
  const before = { by: 'week', moment: compared.moment, report: earlier } as const;
  const document = makeBulletin(inputOf(report, { parts: PARTS, moment, period: filter, before }));
  return savedBytes(
    savedBulletin({
      ...{ document, title: document.title, kind: 'custom', parts: PARTS, compare: 'week', language: 'zh' },
      ...{ view: { filter, cutoff: null, days: 'calendar' }, moment, numbers },
      manifest: { edition, dataVersion: 'v1', schemaVersion: SCHEMA_VERSION, columns: [...columns] },
      records: await runFingerprints(engine, asOf, filter),
    }),
  );
}

/** The bulletin as it is read back. */
export async function saveFrom(ledger: NodeLedger, saving: Saving = {}): Promise<SavedBulletin> {
  return parseSaved(await savedFile(ledger, saving));
}

/** What a saved bulletin and a ledger say of each other. */
export async function sinceIn(
  { engine, stored, members, columns }: NodeLedger,
  saved: SavedBulletin,
  schemaVersion: number = SCHEMA_VERSION,
): Promise<Since> {
  const asked = askSince(saved, stored, members);
  const answer = await runSince(engine, {
    ...asked,
    asOf: { moment: stored, stored },
    moment: saved.moment,
  });
  return compareSince(saved, asked, { ...answer, moment: stored, columns, schemaVersion });
}
