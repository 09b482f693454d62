import type { LedgerColour } from '../schema/colours.ts';
import type { Draft } from './assemble.ts';
import { endOfSpan, isInRange, report, type FinaliseContext } from './finalise-context.ts';
import { applyOutcome } from './outcome.ts';
import type { IssueRow } from './types.ts';

const UPWARD: readonly LedgerColour[] = ['green', 'blue', 'yellow'];
const MOMENTS = ['reported_at', 'assigned_at', 'explained_at', 'revisit_at'] as const;

/**
 * Completes a draft's row by the rules across columns (dictionary §4.1, D1, D5, D6, D11, D18); `false` when
 * the row is set aside because it was registered after the cut-off.
 */
export function finaliseIssue(draft: Draft, context: FinaliseContext): boolean {
  const { row } = draft;
  dropFarDates(draft, context);
  if (row.reported_at !== null && row.reported_at.slice(0, 16) > context.horizon.cutoff) {
    report('INGEST_REPORTED_AFTER_CUTOFF', draft, context, 'reported_at');
    return false;
  }
  inspectClass(draft, context);
  if (isUnusualMove(row.colour_initial, row.colour_current)) {
    report('QC_UNUSUAL_RECOLOUR', draft, context, moveColumn(draft));
  }
  if (draft.dueSpan !== null && row.reported_at !== null)
    row.due_at = endOfSpan(row.reported_at, draft.dueSpan, context);
  applyOutcome(draft, context);
  applyDaysAllowed(row, context);
  applyRevisit(draft, context);
  checkOrder(draft, context);
  return true;
}

function dropFarDates(draft: Draft, context: FinaliseContext): void {
  const { row } = draft;
  for (const id of [...MOMENTS, 'due_at'] as const) {
    if (row[id] === null || isInRange(row[id], context)) continue;
    row[id] = null;
    report('QC_DATE_OUT_OF_RANGE', draft, context, id);
  }
}

/** Green, blue and yellow move upward; red is reached from yellow; any other move is worth a note (QC-14). */
export function isUnusualMove(from: LedgerColour | null, to: LedgerColour | null): boolean {
  if (from === null || to === null || from === to) return false;
  if (to === 'red') return from !== 'yellow';
  return UPWARD.indexOf(from) < 0 || UPWARD.indexOf(to) < UPWARD.indexOf(from);
}

function moveColumn({ mapped }: Draft): 'colour_initial' | 'colour_recorded' {
  return mapped.mapping.columns.has('colour_initial') ? 'colour_initial' : 'colour_recorded';
}

function inspectClass(draft: Draft, context: FinaliseContext): void {
  const { row } = draft;
  if (row.disposition === 'onsite' && row.colour_recorded !== null) {
    report('QC_ONSITE_WITH_COLOUR', draft, context, 'colour_recorded');
  }
  if (row.disposition !== 'onsite' && row.colour_recorded === null) {
    report('QC_COLOUR_MISSING', draft, context, 'colour_recorded');
  }
}

function applyDaysAllowed(row: IssueRow, context: FinaliseContext): void {
  if (row.due_at !== null || row.reported_at === null || row.disposition === 'onsite') return;
  const allowed = row.colour_current && context.daysAllowed[row.colour_current];
  if (allowed) row.due_at = endOfSpan(row.reported_at, allowed, context);
}

/** A rating tells that there was a revisit; without one the mark of 是否回访 beats the date. */
function applyRevisit(draft: Draft, context: FinaliseContext): void {
  const { row, rating, revisitMark } = draft;
  const isRated = rating !== null && rating !== 'none' && rating !== 'unrated' && rating !== 'unreachable';
  if (revisitMark === 'none' && (isRated || row.revisit_at !== null)) {
    report('QC_REVISIT_CONFLICT', draft, context, 'revisit_state');
  }
  if (isRated) {
    row.satisfaction = rating;
    row.revisit_state = 'rated';
    if (row.outcome === 'open') report('QC_RATING_WITHOUT_RESOLUTION', draft, context, 'satisfaction');
  } else if (rating === 'unrated' || rating === 'unreachable') row.revisit_state = rating;
  else if (revisitMark === 'none') {
    row.revisit_state = 'none';
    row.revisit_at = null;
  } else if (revisitMark !== null) {
    row.revisit_state = revisitMark === 'revisited' ? 'unrated' : revisitMark;
  } else row.revisit_state = row.revisit_at === null ? 'none' : 'unrated';
}

function checkOrder(draft: Draft, context: FinaliseContext): void {
  const { row } = draft;
  if (isBefore(row.resolved_at, row.reported_at)) report('QC_DATE_ORDER', draft, context, 'resolved_at');
  if (isBefore(row.explained_at, row.reported_at) && row.resolved_at === null) {
    report('QC_DATE_ORDER', draft, context, 'explained_at');
  }
  if (isBefore(row.assigned_at, row.reported_at)) report('QC_DATE_ORDER', draft, context, 'assigned_at');
  if (isBefore(row.revisit_at, row.resolved_at)) report('QC_DATE_ORDER', draft, context, 'revisit_at');
}

/** True when one day is known to lie before the other. */
function isBefore(later: string | null, earlier: string | null): boolean {
  return later !== null && earlier !== null && later.slice(0, 10) < earlier.slice(0, 10);
}
