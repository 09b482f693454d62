import type { LocalMoment } from '../core/period.ts';
import type { LedgerColour } from '../schema/colours.ts';
import type { TransitionEvent } from '../schema/events.ts';

/** One event of a problem (dictionary §4.3). Holds personal data until `privacy` has masked it. */
export interface TransitionRow {
  src_file: string;
  src_sheet: string;
  src_row: number;
  issue_id: string;
  /** Place among the problem's events, from 1: by moment, then by the file's own order. */
  seq: number;
  happened_at: LocalMoment;
  event: TransitionEvent;
  /** The colour before, where the row or the events before it tell it. */
  colour_from: LedgerColour | null;
  colour_to: LedgerColour | null;
  /** Departments joined by 、, the lead first. */
  unit_from: string | null;
  unit_to: string | null;
  actor: string | null;
  note: string | null;
}
