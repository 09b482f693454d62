import { WuseError, type Bilingual } from '../core/errors.ts';
import type { LocalMoment } from '../core/period.ts';
import { countySettings, type CountySettings } from '../core/county-settings.ts';
import { compareText } from '../core/text.ts';
import type { FileReport, IngestReport, IngestResult, Severity, SheetReport } from '../ingest/types.ts';
import { evaluateReport, type MetricReport } from '../metrics/report.ts';
import { SCHEMA_VERSION } from '../schema/ddl.ts';
import type { Members } from './run-metrics.ts';
import type { Overview } from './overview.ts';
import type { PackedOverview } from './pack-overview.ts';

/** Which readers a bundle is made for. */
export type Edition = 'internal' | 'public';

export interface BundleFile {
  readonly name: string;
  readonly role: 'ledger' | 'ledger_compressed' | 'summary' | 'figures';
  readonly bytes: number;
  readonly sha256: string;
}

export interface RowCounts {
  readonly read: number;
  readonly kept: number;
  readonly setAside: number;
  readonly skipped: number;
}

export interface FindingCount {
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
}

/**
 * How far household keys reach: with a secret that the publisher keeps they are the same in every publication with the
 * same `secretId`; else they hold in this one alone.
 */
export type HouseholdKeeping =
  { readonly keys: 'kept'; readonly secretId: string } | { readonly keys: 'once' };

/** What every page and document is labelled with. */
export interface Provenance {
  readonly schemaVersion: number;
  readonly dataVersion: string;
  readonly edition: Edition;
  readonly cutoff: LocalMoment;
}

/** `manifest.json`: what is published; written last, so that it never names a file that is not there. */
export interface Manifest extends Provenance, CountySettings {
  readonly cutoffSource: IngestResult['cutoffSource'];
  readonly resolutionBasis: IngestResult['resolutionBasis'];
  readonly publishedAt: LocalMoment;
  /** Files and sheets that were read; none in the public edition, like rows and findings. */
  readonly sources: readonly FileReport[];
  readonly sheets: readonly SheetReport[];
  /** Null where it is not published. */
  readonly rows: RowCounts | null;
  readonly columns: readonly string[];
  readonly households: HouseholdKeeping;
  readonly members: Members;
  readonly findings: readonly FindingCount[];
  readonly files: readonly BundleFile[];
}

/** What the pages show before, and without, an engine. */
export interface FiguresDocument extends Provenance {
  readonly overview: PackedOverview;
}

/** `summary.json`: every metric in total and by group, readable without an engine. */
export interface SummaryDocument extends Provenance {
  readonly metrics: MetricReport['overall'];
  readonly by: MetricReport['by'];
  readonly undated: number | null;
  readonly withoutRecords: number | null;
  readonly weekly: Overview['weekly'];
  readonly compare: {
    readonly cutoff: LocalMoment;
    readonly metrics: MetricReport['overall'];
    readonly by: MetricReport['by'];
  };
}

/** Every metric of an unfiltered overview, in the published form. */
export function summaryDocument(
  provenance: Provenance,
  overview: Overview,
  columns: ReadonlySet<string>,
): SummaryDocument {
  const context = { columns, rowsFiltered: false };
  const report = evaluateReport(overview.numbers, context);
  const earlier = evaluateReport(overview.compare.numbers, context);
  return {
    ...provenance,
    metrics: report.overall,
    by: report.by,
    undated: report.undated,
    withoutRecords: report.withoutRecords,
    weekly: overview.weekly,
    compare: { cutoff: overview.compare.cutoff, metrics: earlier.overall, by: earlier.by },
  };
}

/** Sums of the sheet reports: `read` = `kept` + `setAside` + `skipped`. */
export function countRows(sheets: readonly SheetReport[]): RowCounts {
  const sum = (pick: (sheet: SheetReport) => number): number =>
    sheets.reduce((all, sheet) => all + pick(sheet), 0);
  return {
    read: sum((s) => s.read),
    kept: sum((s) => s.kept),
    setAside: sum((s) => s.setAside),
    skipped: sum((s) => s.skipped),
  };
}

/** Findings by code, most severe and most frequent first. */
export function countFindings(findings: IngestResult['findings']): FindingCount[] {
  const order: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
  const counts = new Map<string, FindingCount>();
  for (const { code, severity } of findings)
    counts.set(code, { code, severity, count: (counts.get(code)?.count ?? 0) + 1 });
  return [...counts.values()].sort(
    (a, b) => order[a.severity] - order[b.severity] || b.count - a.count || compareText(a.code, b.code),
  );
}

/** What an import says of itself, beside its rows. */
export type ImportReport = Omit<IngestReport, 'visits' | 'transitions' | 'townRows'>;

/** The manifest of an import; `publishedAt` is the local time of the machine that made it. */
export function ledgerManifest(
  provenance: Provenance,
  report: ImportReport,
  made: {
    readonly members: Members;
    readonly publishedAt: LocalMoment;
    readonly households: HouseholdKeeping;
    readonly files: readonly BundleFile[];
    readonly settings: CountySettings;
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
    households: made.households,
    members: made.members,
    findings: countFindings(report.findings),
    files: made.files,
    ...countySettings(made.settings),
  };
}

/** What a public edition says of itself: what was made, and nothing of what it was made from. */
export function publicManifest(
  provenance: Provenance,
  imported: Manifest,
  made: Pick<Manifest, 'members' | 'files'>,
): Manifest {
  const { update, ...rest } = imported;
  return {
    ...rest,
    // Whom an office asks is not everybody's to know.
    ...(update && { update: { everyDays: update.everyDays } }),
    ...provenance,
    sources: [],
    sheets: [],
    rows: null,
    findings: [],
    households: { keys: 'once' },
    ...made,
  };
}

/** True for a document of the schema that this program reads. */
export function isCurrentSchema(document: { schemaVersion?: unknown } | null): boolean {
  return document?.schemaVersion === SCHEMA_VERSION;
}

/** What cannot be asked of a public edition. */
export function editionWithoutRows(): WuseError {
  return new WuseError(
    'EDITION_WITHOUT_ROWS',
    {
      zh: '公开版只有汇总数，没有可查询的明细',
      en: 'the public edition holds aggregates and no rows to query',
    },
    {
      zh: '请查看总览和通报；需要筛选或明细时使用内部版',
      en: 'see the overview and the bulletin; use the internal edition for filters and records',
    },
  );
}

const DAMAGED: Bilingual = {
  zh: '发布的数据缺失或不完整',
  en: 'the published data is missing or incomplete',
};

/** A published file that is missing, changed or of another schema; `hint` says what to do about it. */
export function bundleDamaged(file: string, hint: Bilingual, cause?: unknown): WuseError {
  return new WuseError('BUNDLE_DAMAGED', DAMAGED, hint, { file }, cause);
}
