import type { CountySettings } from '../core/county-settings.ts';
import type { Place, Bilingual } from '../core/errors.ts';
import type { LocalDate, LocalMoment } from '../core/period.ts';
import type { LedgerColour } from '../schema/colours.ts';
import type { TransitionEvent } from '../schema/events.ts';
import type { ByteSource } from './bytes.ts';
import type { EncodingChoice, Utf8Codec } from './decode.ts';
import type { Several } from './several.ts';
import type { TownRows } from './town-rows.ts';
import type { TableKindName, TableMapping } from './table-mapping.ts';
import type { TransitionRow } from './transition-row.ts';

/** A file as it was handed over: its own name (no folders) and its bytes. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Encoding of a text file as its owner knows it; found out when absent. Workbooks ignore it. */
  readonly encoding?: EncodingChoice;
}

/** A file as {@link SourceFile} whose bytes stay where they lie, and are read when they are wanted. */
export interface StoredFile extends Omit<SourceFile, 'bytes'> {
  readonly stored: ByteSource;
}

export type InputFile = SourceFile | StoredFile;

export const DISPOSITIONS = ['onsite', 'ledger', 'unknown'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export const STATUSES = [
  'received',
  'registered',
  'assigned',
  'in_progress',
  'resolved',
  'explained',
  'closed',
  'returned',
  'suspended',
] as const;
export type Status = (typeof STATUSES)[number];

export const SATISFACTIONS = ['very', 'satisfied', 'basic', 'neutral', 'dissatisfied', 'very_dis'] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

export const REVISIT_STATES = ['rated', 'unrated', 'unreachable', 'none'] as const;
export type RevisitState = (typeof REVISIT_STATES)[number];

/** How a problem stands at the export's own horizon; what had happened by an earlier moment follows from the dates. */
export const OUTCOMES = ['open', 'resolved', 'explained'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * One problem, coerced (dictionary §4.1). Every member but the source place and the problem may be null.
 * Moments are `YYYY-MM-DDTHH:mm:ss`, midnight when the file gives a day only; dates are `YYYY-MM-DD`.
 * Holds personal data until `privacy` has masked it.
 */
export interface IssueRow {
  issue_id: string;
  src_file: string;
  src_sheet: string;
  src_row: number;
  seq_no: string | null;
  campaign_phase: string | null;
  town: string | null;
  village: string | null;
  /** Pseudonym of the household under the publisher's secret; null where the row does not tell it. */
  household_key: string | null;
  reporter_name: string | null;
  phone: string | null;
  reported_at: LocalMoment | null;
  problem: string;
  category: string | null;
  colour_recorded: string | null;
  colour_initial: LedgerColour | null;
  colour_current: LedgerColour | null;
  disposition: Disposition;
  dept_lead: string | null;
  /** Supporting departments joined by 、. */
  dept_co: string | null;
  owner_name: string | null;
  owner_phone: string | null;
  /** The file's own status, mapped; null when the file has none. */
  status_recorded: Status | null;
  /** Final answer of the rules D5, D6, D11 and QC-13 (an explicit status beats a date). */
  outcome: Outcome;
  assigned_at: LocalMoment | null;
  due_at: LocalDate | null;
  /** Only a moment at which the problem was really solved; plans and promises are in `resolved_note`. */
  resolved_at: LocalMoment | null;
  /** What the 解决时间 cell said when it was no past date (正在办理, 预计3月底前). Free text. */
  resolved_note: string | null;
  result_text: string | null;
  solution_plan: string | null;
  explained_at: LocalMoment | null;
  revisit_at: LocalMoment | null;
  revisit_mode: string | null;
  revisit_by: string | null;
  revisit_state: RevisitState;
  satisfaction: Satisfaction | null;
  dup_group: string | null;
  remark: string | null;
}

/** One village's visits (dictionary §4.2). Counts are null where the file is silent. */
export interface VisitRow {
  src_file: string;
  src_sheet: string;
  src_row: number;
  visit_date: LocalDate | null;
  kind: 'daily' | 'cumulative';
  town: string;
  village: string | null;
  hh_due: number | null;
  hh_visited: number;
  hh_inhome: number | null;
  hh_phone: number | null;
  hh_wechat: number | null;
  hh_absent: number | null;
  people_met: number | null;
  problems_found: number | null;
  onsite_resolved: number | null;
  ledgered: number | null;
}

export type Severity = 'error' | 'warning' | 'info';

/** Something a reader of the numbers must know. `sample` is masked; it never holds personal data. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place;
  readonly text: Bilingual;
  readonly hint: Bilingual;
  /** Masked excerpt of the cell, or null. */
  readonly sample: string | null;
  /** True when the row was set aside: it is in no figure. */
  readonly setAside: boolean;
}

/** What was read from one sheet: `read` = `kept` + `setAside` + `skipped`. */
export interface SheetReport {
  readonly file: string;
  readonly sheet: string;
  readonly role: TableKindName | 'skipped';
  /** 1-based; null when the sheet was skipped. */
  readonly headerRow: number | null;
  /** Column id → header text as the file has it. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly unmapped: readonly string[];
  readonly read: number;
  readonly kept: number;
  readonly setAside: number;
  /** Titles, headers, totals, blank rows inside the table, signature rows. */
  readonly skipped: number;
}

export interface FileReport {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: string;
}

/** A total that the file itself prints, kept for the check I4. */
export interface PrintedTotal {
  readonly place: Place;
  readonly label: string;
  readonly values: Readonly<Record<string, number>>;
}

/** What an import tells beside its problems. */
export interface IngestReport {
  /** Rows that were kept, per town. */
  readonly townRows: TownRows;
  readonly visits: readonly VisitRow[];
  /** Events of problems, masked; in the order of the problems' numbers and of `seq`. */
  readonly transitions: readonly TransitionRow[];
  readonly findings: readonly Finding[];
  readonly files: readonly FileReport[];
  readonly sheets: readonly SheetReport[];
  readonly printedTotals: readonly PrintedTotal[];
  readonly cutoff: LocalMoment;
  /** Where the cut-off came from (D18). */
  readonly cutoffSource: 'given' | 'file' | 'latest_event';
  /** `closed` when the file only knows 办结/销号/答复: resolution figures are then labelled 按办结口径 (D6). */
  readonly resolutionBasis: 'resolved' | 'closed';
  /** Which of the optional columns the files have; a metric that needs a missing one is "—". */
  readonly columnsPresent: readonly string[];
}

export interface IngestResult extends IngestReport {
  readonly issues: readonly IssueRow[];
}

/** Extra knowledge from `--config`; every map is exact and added to the built-in one. */
export interface IngestConfig extends CountySettings {
  readonly towns?: Readonly<Record<string, readonly string[]>>;
  readonly departments?: Readonly<Record<string, readonly string[]>>;
  readonly colours?: Readonly<Record<string, string>>;
  /** Words for events of transitions, each with the event's id. */
  readonly events?: Readonly<Record<string, TransitionEvent>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tables?: readonly TableMapping[];
  /** Days allowed per colour, counted from registration: `10`, or `5个工作日`; none by default (D21). */
  readonly daysAllowed?: Readonly<Partial<Record<LedgerColour, number | string>>>;
}

/** Takes bytes in order and names them. */
export interface Hash {
  update(bytes: Uint8Array): unknown;
  /** Lower-case hexadecimal. */
  hex(): string;
}

/** `read` counts files, `survey` shares of a table, `coerce` rows. */
export interface IngestProgress {
  readonly stage: 'read' | 'survey' | 'coerce';
  readonly file: string;
  readonly done: number;
  readonly total: number;
}

export interface IngestOptions {
  /** In the order of their exports, where a later one replaces. */
  readonly issues: readonly InputFile[];
  readonly visits?: readonly InputFile[];
  readonly transitions?: readonly InputFile[];
  readonly cutoff?: LocalMoment;
  readonly config?: IngestConfig;
  /** `add` unless given. */
  readonly several?: Several;
  /** 32 bytes that household keys are made with, and that nothing else gets; rows have no keys without. */
  readonly householdSecret?: Uint8Array;
  /** SHA-256; handed in because `crypto.subtle` is absent on plain http. */
  readonly createHash: () => Hash;
  /** Longer delimited texts are read in parts of this many bytes; 8 MB unless given. */
  readonly partBytes?: number;
  /** A faster way to read UTF-8, where the platform has one. */
  readonly codec?: Utf8Codec;
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly signal?: AbortSignal;
}
