import { maskPhone, maskText, type OwnIdentity } from './mask.ts';
import { maskName, maskNames, namesIn } from './mask-name.ts';

/** What a member of a row may be shown as; `own` is what the row says of its resident. */
export type Mask = (value: string, own: OwnIdentity) => string;

/** What place names end with; 张三 in 张三庄村 is not the resident. */
const PLACE = /(?:[村庄屯镇乡街道区县市寨营店集铺桥楼口河湾]|社区|小区|居委会|村委会|办事处)$/;

/** A place: its own name may hold the resident's by chance, but what is no place's name may be a cell that slipped. */
const ofPlace: Mask = (text, own) => {
  const { reporter_name: names, phone } = own;
  const masked = maskText(text, { reporter_name: null, phone });
  if (names === null) return masked;
  return PLACE.test(masked) && !namesIn(names).includes(masked) ? masked : maskNames(masked, names);
};

const PLACES = ['town', 'village'];
/**
 * Free text (P2), officials' names (P1, kept in the internal edition) and short cells that a shifted column may spoil:
 * identifiers, and whatever the row says of its own resident.
 */
const TEXTS = [
  'problem',
  'result_text',
  'solution_plan',
  'resolved_note',
  'remark',
  'revisit_by',
  'owner_name',
  'seq_no',
  'campaign_phase',
  'category',
  'colour_recorded',
  'dept_lead',
  'dept_co',
  'dup_group',
];

/** Members of a problem's row that say something else than a name or a telephone, and in which both are masked. */
export const MASKED_TEXTS: readonly string[] = [...PLACES, ...TEXTS];

const MASKS: ReadonlyMap<string, Mask> = new Map<string, Mask>([
  ['reporter_name', (name) => maskName(name)],
  ...['phone', 'owner_phone'].map((member) => [member, maskPhone as Mask] as const),
  ...PLACES.map((member) => [member, ofPlace] as const),
  ...TEXTS.map((member) => [member, maskText as Mask] as const),
]);

/**
 * How the internal edition masks a member of an issue's row (dictionary §6): names and phones, and identifiers and the
 * resident's own name in every other text. Null for a member that stays as it is.
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
 * An event as the internal edition may hold it: identifiers and the resident's own name masked everywhere; whoever
 * handled it stays (P1). The argument is not changed.
 */
export function maskTransition<T extends MaskableTransition>(row: T, resident: string | null): T {
  const own: OwnIdentity = { reporter_name: resident, phone: null };
  const { unit_from: from, unit_to: to, actor, note } = row;
  return {
    ...row,
    unit_from: from && maskText(from, own),
    unit_to: to && maskText(to, own),
    actor: actor && maskText(actor, own),
    note: note && maskText(note, own),
  };
}
