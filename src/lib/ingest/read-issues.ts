import { allowedSpans } from './days-allowed.ts';
import type { LoggedFindings } from './finding-log.ts';
import type { Horizon } from './horizon.ts';
import { keysOf, type RowKeys } from './identity.ts';
import { configAliases } from './issue-coercers.ts';
import { IssueReader, type PartCounts } from './issue-reader.ts';
import { partsBelow, type MappedSheet } from './open-sheet.ts';
import type { SheetRow } from './sheet.ts';
import { residentsAmong } from './titles.ts';
import { TownRowCounts, type TownRows } from './town-rows.ts';
import { TownList } from './towns.ts';
import type { IngestConfig, IssueRow } from './types.ts';

/** What is settled before the rows of an import are read. */
export interface ReadSettings {
  readonly horizon: Horizon;
  readonly basis: 'resolved' | 'closed';
  readonly config: IngestConfig;
  /** What keys of households are made with; null: none are. */
  readonly householdSecret: Uint8Array | null;
  /** Parts of the titles that are published: residents who are named in one are told of. */
  readonly titleWords?: ReadonlySet<string>;
  /** True where the residents' names are needed beside the rows: events of the problems have notes. */
  readonly withNames?: boolean;
}

/** A part of a ledger sheet, read: its rows in the form `pack` gave them, and what the whole import must know of them. */
export interface PackedPart<Packed> {
  readonly packed: Packed;
  readonly keys: RowKeys;
  readonly counts: PartCounts;
  readonly towns: TownRows;
  readonly found: LoggedFindings;
  /** Residents who are named in a title. */
  readonly titled: readonly string[];
  /** Share of the sheet that is read with it, 0 to 1. */
  readonly share: number;
}

/** Makes what is kept of a part's rows; `sheet` counts the sheets of an import from 0. */
export type PackIssues<Packed> = (issues: readonly IssueRow[], sheet: number) => Packed;

/** Reads parts of one ledger sheet, in any order. */
export function partReader<Packed>(
  mapped: MappedSheet,
  sheet: number,
  { horizon, basis, config, householdSecret, withNames, titleWords = new Set() }: ReadSettings,
  pack: PackIssues<Packed>,
): (rows: readonly SheetRow[], share: number) => PackedPart<Packed> {
  const reader = new IssueReader(mapped, {
    horizon,
    towns: new TownList(config.towns),
    aliases: configAliases(config),
    daysAllowed: allowedSpans(config.daysAllowed),
    calendar: config.calendar,
    closedBasis: basis === 'closed',
    householdSecret,
  });
  return (rows, share) => {
    const { issues, counts, found } = reader.read(rows);
    const towns = new TownRowCounts();
    for (const issue of issues) towns.add(issue);
    const titled = residentsAmong(titleWords, issues);
    const keys = keysOf(issues, withNames);
    return { packed: pack(issues, sheet), keys, counts, towns, found, titled, share };
  };
}

/** All parts of a ledger sheet, read here and in order. */
export async function* readSheet<Packed>(
  mapped: MappedSheet,
  sheet: number,
  settings: ReadSettings,
  pack: PackIssues<Packed>,
): AsyncGenerator<PackedPart<Packed>> {
  const read = partReader(mapped, sheet, settings, pack);
  for await (const { rows, share } of partsBelow(mapped)) yield read(rows, share);
}
