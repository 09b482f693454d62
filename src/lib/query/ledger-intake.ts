import type { IssueIntake } from '../ingest/ingest.ts';
import { onsiteWithoutRows, type OnsiteTally } from '../ingest/onsite-tally.ts';
import type { Hash, IngestConfig, IngestReport } from '../ingest/types.ts';
import type { Edition } from './bundle-documents.ts';
import { maskedText } from './issue-text.ts';
import type { LedgerLoad, LedgerRest } from './load-ledger.ts';

const encoder = new TextEncoder();

/** A data version is this many hexadecimal digits of its texts' SHA-256. */
const VERSION_DIGITS = 12;

/** What a data version depends on beside the sources. */
export interface VersionSettings {
  readonly schemaVersion: number;
  readonly edition: Edition;
  readonly config?: IngestConfig;
}

/**
 * Takes the problems of an import into a database, masked, and names what becomes of it: the sources, the settings,
 * and every masked row that this program made of them, with those that a later file replaces. A program that reads the
 * same sources otherwise gives another version, so that no page keeps old figures. Independent of when and where it is made,
 * under the same household secret.
 */
export class LedgerIntake implements IssueIntake<string> {
  readonly pack = maskedText;
  readonly #hash: Hash;
  readonly #add: LedgerLoad['add'];

  /** `add` stores rows of text, as `LedgerLoad` does. */
  constructor(hash: Hash, add: LedgerLoad['add']) {
    this.#hash = hash;
    this.#add = add;
  }

  async take(
    text: string | Uint8Array,
    ids: ReadonlyMap<number, string>,
    sheet: number,
    leftOut: ReadonlySet<number>,
  ): Promise<void> {
    const bytes = typeof text === 'string' ? encoder.encode(text) : text;
    this.#hash.update(bytes);
    if (ids.size > 0) this.#update([sheet, ...ids]);
    if (leftOut.size > 0) this.#update([sheet, { leftOut: [...leftOut] }]);
    await this.#add(bytes, ids, sheet, leftOut);
  }

  /** The data version, once all problems were taken; hexadecimal. */
  version(report: IngestReport, tallies: readonly OnsiteTally[], settings: VersionSettings): string {
    const { schemaVersion, edition, config = {} } = settings;
    // Neither the rhythm, the targets nor the county's name change a row or a figure.
    const { update: _update, targets: _targets, county: _county, ...importing } = config;
    this.#update([schemaVersion, edition, report.cutoff, importing]);
    this.#update(report.files.map((file) => [file.name, file.sha256]));
    this.#update([report.columnsPresent, tallies, report.visits, report.transitions]);
    return this.#hash.hex().slice(0, VERSION_DIGITS);
  }

  #update(part: unknown): void {
    this.#hash.update(encoder.encode(JSON.stringify(part)));
  }
}

/** What goes into the database beside the problems. */
export function ledgerRest(report: IngestReport): LedgerRest {
  const { visits, transitions, findings, cutoff } = report;
  const sheets = report.sheets.filter(({ role }) => role === 'issues');
  return {
    sheets: sheets.map(({ file, sheet }) => ({ file, name: sheet })),
    tallies: onsiteWithoutRows(report.townRows, visits, cutoff),
    visits,
    transitions,
    findings,
    cutoff,
  };
}
