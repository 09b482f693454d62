import type { HouseholdIdentity } from '../privacy/household-key.ts';
import type { FindingLog } from './finding-log.ts';
import type { IssueCoercers } from './issue-coercers.ts';
import type { MappedSheet } from './open-sheet.ts';
import type { TownList, TownMatch } from './towns.ts';

/** A ledger sheet while its rows are read. */
export interface IssueSheetContext {
  readonly mapped: MappedSheet;
  readonly towns: TownList;
  readonly log: FindingLog;
  readonly coerce: IssueCoercers;
  /** Town of rows that name none (D17). */
  readonly fallbackTown: TownMatch | null;
  /** Null where no row is to be brought together with others of its household. */
  readonly householdKey: ((identity: HouseholdIdentity) => string) | null;
}
