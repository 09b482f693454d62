import type { FindingLog } from './finding-log.ts';
import type { ConfigAliases, IssueCoercers } from './issue-coercers.ts';
import type { MappedSheet } from './open-sheet.ts';
import type { TownList, TownMatch } from './towns.ts';

/** What reading one sheet needs besides the sheet. */
export interface IssueSheetOptions {
  readonly towns: TownList;
  readonly aliases: ConfigAliases;
  readonly log: FindingLog;
  readonly signal?: AbortSignal;
  readonly onRows?: (done: number) => void;
}

/** A sheet while its rows are read. */
export interface IssueSheetContext {
  readonly mapped: MappedSheet;
  readonly options: IssueSheetOptions;
  readonly coerce: IssueCoercers;
  /** Town of rows that name none (D17). */
  readonly fallbackTown: TownMatch | null;
}
