import type { Draft } from './assemble.ts';
import { endOfSpan, isInRange, report, type FinaliseContext } from './finalise-context.ts';
import type { Outcome } from './types.ts';

/**
 * Decides whether the problem is open, resolved or explained, and what the 解决时间 cell meant (D1, D5, D11).
 * An explicit status beats a date.
 */
export function applyOutcome(draft: Draft, context: FinaliseContext): void {
  const { row } = draft;
  const stated = statedOutcome(draft, context);
  const isDone = stated === 'resolved' || stated === 'explained';
  const saysDone = applyResolvedCell(draft, context, isDone);
  dropFutureExplanation(draft, context);
  if (row.disposition === 'onsite') finishOnSite(draft, context, stated);
  else if (row.colour_current === 'white') finishWhite(draft, context, stated, saysDone);
  else finishLedger(draft, context, stated, saysDone);
}

/** What the status column, a 解决时间 of 已解释 and the on-site mark say; `null` when none says anything. */
function statedOutcome({ row, status, resolved }: Draft, { closedBasis }: FinaliseContext): Outcome | null {
  if (status === null && resolved?.kind === 'explained') return 'explained';
  if (status === null) return row.disposition === 'onsite' ? 'resolved' : null;
  if (status.status === 'resolved' || status.status === 'closed') return 'resolved';
  if (status.status !== 'explained') return 'open';
  return closedBasis && status.doneKind === 'replied' && row.colour_current !== 'white'
    ? 'resolved'
    : 'explained';
}

/** Fills `resolved_at`, `due_at` and `resolved_note` from the cell; true when the cell says done. */
function applyResolvedCell(draft: Draft, context: FinaliseContext, isDone: boolean): boolean {
  const { row, resolved, resolvedText } = draft;
  if (resolved === null) {
    row.resolved_note = resolvedText === '0' ? null : resolvedText;
    return false;
  }
  if (resolved.kind === 'date') return applyResolvedDate(draft, context, isDone, resolved.moment);
  if (resolved.kind === 'same_day' && row.reported_at !== null) {
    row.resolved_at = row.reported_at;
    return true;
  }
  row.resolved_note = resolvedText;
  if (resolved.kind === 'plan' && !(isDone && resolved.isMonth)) {
    const { span } = resolved;
    const date =
      resolved.date ?? (span && row.reported_at ? endOfSpan(row.reported_at, span, context) : null);
    if (date !== null && isInRange(date, context)) row.due_at ??= date;
  }
  return resolved.kind === 'done' || resolved.kind === 'same_day';
}

function applyResolvedDate(draft: Draft, context: FinaliseContext, isDone: boolean, moment: string): boolean {
  const { row, resolvedText } = draft;
  if (!isInRange(moment, context)) {
    report('QC_DATE_OUT_OF_RANGE', draft, context, 'resolved_at');
    row.resolved_note = resolvedText;
    return false;
  }
  if (moment.slice(0, 16) <= context.horizon.moment) {
    row.resolved_at = moment;
    return true;
  }
  if (isDone || row.disposition === 'onsite') {
    report('QC_DATE_ORDER', draft, context, 'resolved_at');
    row.resolved_note = resolvedText;
  } else if (row.due_at === null) row.due_at = moment.slice(0, 10);
  else row.resolved_note = resolvedText;
  return false;
}

function dropFutureExplanation(draft: Draft, context: FinaliseContext): void {
  const { row } = draft;
  if (row.explained_at === null || row.explained_at.slice(0, 16) <= context.horizon.moment) return;
  row.explained_at = null;
  report('QC_DATE_ORDER', draft, context, 'explained_at');
}

function finishOnSite(draft: Draft, context: FinaliseContext, stated: Outcome | null): void {
  draft.row.outcome = 'resolved';
  if (stated === 'open') report('QC_ONSITE_STATUS_CONFLICT', draft, context, 'status');
}

function finishWhite(
  draft: Draft,
  context: FinaliseContext,
  stated: Outcome | null,
  saysDone: boolean,
): void {
  const { row } = draft;
  if (stated === 'open') return keepOpen(draft, context);
  if (stated === null && !saysDone && row.explained_at === null) return;
  if (row.resolved_at !== null) report('QC_WHITE_RESOLVED', draft, context, 'resolved_at');
  explain(draft);
}

function finishLedger(
  draft: Draft,
  context: FinaliseContext,
  stated: Outcome | null,
  saysDone: boolean,
): void {
  const { row } = draft;
  if (stated === 'open') return keepOpen(draft, context);
  if (stated === 'explained') return explain(draft);
  if (stated === null && !saysDone) return;
  row.outcome = 'resolved';
  if (row.resolved_at === null) report('QC_RESOLVED_WITHOUT_DATE', draft, context, 'resolved_at');
}

/** Explained, never resolved: a resolution date becomes the explanation's. */
function explain({ row }: Draft): void {
  row.outcome = 'explained';
  row.explained_at ??= row.resolved_at;
  row.resolved_at = null;
}

function keepOpen(draft: Draft, context: FinaliseContext): void {
  const { row } = draft;
  if (row.resolved_at === null) return;
  row.resolved_at = null;
  row.resolved_note = draft.resolvedText;
  report('QC_STATUS_DATE_CONFLICT', draft, context, 'status');
}
