import { maskName, maskPhone, maskText } from './mask.ts';

/** What a member of a row may be shown as; `resident` is the row's own, or null. */
export type Mask = (value: string, resident: string | null) => string;

const ofFreeText: Mask = (text, resident) =>
  resident === null ? maskText(text) : maskText(text, { names: [resident] });
const ofShortText: Mask = (text) => maskText(text);

const MASKS: ReadonlyMap<string, Mask> = new Map<string, Mask>([
  ['reporter_name', (name) => maskName(name)],
  ...['phone', 'owner_phone'].map((member) => [member, maskPhone as Mask] as const),
  // Free text in which the row's own resident is masked as well (PII class P2).
  ...['problem', 'result_text', 'solution_plan', 'resolved_note', 'remark'].map(
    (member) => [member, ofFreeText] as const,
  ),
  // Officials' names (P1, kept in the internal edition) and short cells that a shifted column may spoil.
  ...[
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
  ].map((member) => [member, ofShortText] as const),
]);

/**
 * How the internal edition masks a member of an issue's row (dictionary §6): names and phones, and identifiers and the
 * resident's own name inside free text. Null for a member that stays as it is.
 */
export function maskOf(member: string): Mask | null {
  return MASKS.get(member) ?? null;
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
  const { unit_from: from, unit_to: to, actor, note } = row;
  return {
    ...row,
    unit_from: from && ofShortText(from, resident),
    unit_to: to && ofShortText(to, resident),
    actor: actor && ofShortText(actor, resident),
    note: note && ofFreeText(note, resident),
  };
}
