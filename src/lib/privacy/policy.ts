import { maskName, maskPhone, maskText } from './mask.ts';

/** The members of an issue row that the masking policy reads; everything else passes unchanged. */
export interface MaskableIssue {
  reporter_name: string | null;
  phone: string | null;
  owner_phone: string | null;
  problem: string;
}

/** Free text in which the row's own resident is masked as well (PII class P2). */
const FREE_TEXT = ['result_text', 'solution_plan', 'resolved_note', 'remark'] as const;
/** Free text, officials' names (P1, kept in the internal edition) and short cells that a shifted column may spoil. */
const SHORT_TEXT = [
  'revisit_by',
  'owner_name',
  'seq_no',
  'campaign_phase',
  'town',
  'village',
  'category',
  'colour_recorded',
  'dept_lead',
  'dept_co',
  'dup_group',
] as const;

/**
 * The row as the internal edition may hold it (dictionary §6): names and phones masked, identifiers and
 * the resident's own name masked inside free text, the rest as written. The argument is not changed.
 */
export function maskIssue<T extends MaskableIssue>(row: T): T {
  const masked = { ...row };
  const names = row.reporter_name ? [row.reporter_name] : [];
  masked.reporter_name = row.reporter_name && maskName(row.reporter_name);
  masked.phone = row.phone && maskPhone(row.phone);
  masked.owner_phone = row.owner_phone && maskPhone(row.owner_phone);
  masked.problem = maskText(row.problem, { names });
  maskMembers(masked as Record<string, unknown>, FREE_TEXT, names);
  maskMembers(masked as Record<string, unknown>, SHORT_TEXT, []);
  return masked;
}

/** The members of an event that the masking policy reads. */
export interface MaskableTransition {
  unit_from: string | null;
  unit_to: string | null;
  actor: string | null;
  note: string | null;
}

/**
 * An event as the internal edition may hold it: identifiers masked everywhere, in the note the resident's own name too;
 * whoever handled it stays (P1). The argument is not changed.
 */
export function maskTransition<T extends MaskableTransition>(row: T, resident: string | null): T {
  const masked = { ...row };
  maskMembers(masked as Record<string, unknown>, ['note'], resident === null ? [] : [resident]);
  maskMembers(masked as Record<string, unknown>, ['unit_from', 'unit_to', 'actor'], []);
  return masked;
}

function maskMembers(row: Record<string, unknown>, members: readonly string[], names: readonly string[]) {
  for (const member of members) {
    const value = row[member];
    if (typeof value === 'string' && value !== '') row[member] = maskText(value, { names });
  }
}
