import type { LocalMoment } from '../../src/lib/core/period.ts';
import { openDuckDbNode, type NodeEngine } from '../../src/lib/engine/duckdb-node.ts';
import { ingest } from '../../src/lib/ingest/ingest.ts';
import { onsiteWithoutRows } from '../../src/lib/ingest/onsite-tally.ts';
import { maskIssue } from './mask-issue.ts';
import { loadLedger } from '../../src/lib/query/load-ledger.ts';
import { overviewMembers } from '../../src/lib/query/overview.ts';
import type { Members } from '../../src/lib/query/run-metrics.ts';
import { createSha256 } from '../../src/publish/hash.ts';
import { EXPORT_CUTOFF, type ExportTexts } from './exports.ts';

/** An export in a database, as the publisher would put it there. */
export interface NodeLedger {
  readonly engine: NodeEngine;
  readonly stored: LocalMoment;
  readonly members: Members;
  readonly columns: ReadonlySet<string>;
}

/** Goes the publisher's way — import, mask, load — into a database in memory. */
export async function openExport(texts: ExportTexts): Promise<NodeLedger> {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const result = await ingest({
    issues: [{ name: 'ledger.csv', bytes: bytes(texts.ledger) }],
    visits: [{ name: 'visits.csv', bytes: bytes(texts.visits) }],
    transitions: texts.transitions ? [{ name: 'transitions.csv', bytes: bytes(texts.transitions) }] : [],
    cutoff: EXPORT_CUTOFF,
    createHash: createSha256,
    householdSecret: new Uint8Array(32),
  });
  const engine = await openDuckDbNode();
  const tallies = onsiteWithoutRows(result.townRows, result.visits, result.cutoff);
  await loadLedger(engine, { ...result, issues: result.issues.map(maskIssue), tallies });
  const members = await overviewMembers(engine, { moment: result.cutoff, stored: result.cutoff });
  return { engine, stored: result.cutoff, members, columns: new Set(result.columnsPresent) };
}
