import type { LocalMoment } from '../core/period.ts';
import { onsiteWithoutRows } from '../ingest/onsite-tally.ts';
import type { IngestConfig, IngestResult } from '../ingest/types.ts';
import { maskIssue } from '../privacy/policy.ts';
import {
  countFindings,
  countRows,
  type BundleFile,
  type Edition,
  type Manifest,
  type Provenance,
} from './bundle-documents.ts';
import type { LedgerTables } from './load-ledger.ts';
import type { Members } from './run-metrics.ts';

/** What the rows of an import may be stored and shown as: masked, with the on-site problems that have no row. */
export function ledgerTables(result: IngestResult): LedgerTables {
  const { visits, findings, cutoff } = result;
  return {
    issues: result.issues.map(maskIssue),
    visits,
    tallies: onsiteWithoutRows(result.townRows, visits, cutoff),
    findings,
    cutoff,
  };
}

/** What a data version depends on beside the sources. */
export interface VersionSettings {
  readonly schemaVersion: number;
  readonly edition: Edition;
  readonly config?: IngestConfig;
}

/**
 * Names what is published: the sources, the settings, and every masked row that this program made of them.
 * A program that reads the same sources otherwise gives another version, so that no page keeps old figures.
 * Independent of when and where it is made. The texts are to be hashed one after the other.
 */
export function* versionTexts(
  result: IngestResult,
  tables: LedgerTables,
  { schemaVersion, edition, config }: VersionSettings,
): Generator<string> {
  const settings = [schemaVersion, edition, result.cutoff, config ?? null];
  const sources = result.files.map((file) => [file.name, file.sha256]);
  for (const part of [settings, sources, result.columnsPresent, tables.tallies]) yield JSON.stringify(part);
  for (const rows of [tables.issues, tables.visits]) for (const row of rows) yield JSON.stringify(row);
}

/** A data version is this many hexadecimal digits of its texts' SHA-256. */
export const VERSION_DIGITS = 12;

/** What an import says of itself, beside its rows. */
export type ImportReport = Omit<IngestResult, 'issues' | 'visits'>;

/** The manifest of an import; `publishedAt` is the local time of the machine that made it. */
export function ledgerManifest(
  provenance: Provenance,
  report: ImportReport,
  made: {
    readonly members: Members;
    readonly publishedAt: LocalMoment;
    readonly files: readonly BundleFile[];
  },
): Manifest {
  return {
    ...provenance,
    cutoffSource: report.cutoffSource,
    resolutionBasis: report.resolutionBasis,
    publishedAt: made.publishedAt,
    sources: report.files,
    sheets: report.sheets,
    rows: countRows(report.sheets),
    columns: report.columnsPresent,
    members: made.members,
    findings: countFindings(report.findings),
    files: made.files,
  };
}
