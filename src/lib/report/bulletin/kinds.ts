import type { CompareStep } from '../../core/comparison.ts';
import type { Edition } from '../../query/bundle-documents.ts';

/** What a bulletin can hold, in printing order: paragraphs, then what stands among them, then annexes. */
export const PROSE_PARTS = [
  'overview',
  'resolution',
  'deadlines',
  'revisits',
  'changes',
  'standings',
  'attention',
] as const;
export type ProsePart = (typeof PROSE_PARTS)[number];

/** Shown in the text behind what they belong to. */
export const SHOWN_PARTS = ['colours', 'trend'] as const;
export type ShownPart = (typeof SHOWN_PARTS)[number];

/** Tables that each begin on a page of their own. */
export const ANNEXES = ['towns', 'departments', 'categories', 'compared', 'overdue'] as const;
export type Annex = (typeof ANNEXES)[number];

export const PARTS = [...PROSE_PARTS, ...SHOWN_PARTS, ...ANNEXES] as const;
export type PartId = ProsePart | ShownPart | Annex;

export const BULLETIN_KINDS = ['daily', 'weekly', 'monthly', 'circular', 'press', 'custom'] as const;
export type BulletinKind = (typeof BULLETIN_KINDS)[number];

/** What each kind holds; `press` is a text of its own and has no parts, `custom` begins with what a week has. */
const PERIODIC: readonly PartId[] = PARTS.filter((part) => part !== 'standings');
export const KIND_PARTS: Readonly<Record<BulletinKind, readonly PartId[]>> = {
  daily: ['overview', 'resolution', 'deadlines', 'revisits', 'changes', 'attention', 'colours', 'towns'],
  weekly: PERIODIC,
  monthly: PERIODIC,
  circular: [
    'overview',
    'resolution',
    'deadlines',
    'revisits',
    'standings',
    'colours',
    'towns',
    'departments',
    'overdue',
  ],
  press: [],
  custom: PERIODIC,
};

/** Parts that aggregates of one moment can fill; the others need records, units' deadlines, or a comparison. */
const PUBLIC_PARTS: readonly PartId[] = [
  'overview',
  'resolution',
  'deadlines',
  'revisits',
  'colours',
  'towns',
  'departments',
  'categories',
];

/** The parts that an edition can fill, in printing order. */
export function offeredParts(edition: Edition): readonly PartId[] {
  return edition === 'public' ? PUBLIC_PARTS : PARTS;
}

/** Overdue problems that a bulletin lists at most. */
export const OVERDUE_LISTED = 200;

/** True where a bulletin of these parts names overdue problems, for which records are read. */
export function namesOverdue(parts: readonly PartId[]): boolean {
  return parts.includes('overdue') || parts.includes('attention');
}

/** What a kind is compared with when it is chosen: the bulletin before it. */
export function kindCompare(kind: BulletinKind): CompareStep {
  if (kind === 'daily') return 'day';
  return kind === 'monthly' ? 'month' : 'week';
}

export function isBulletinKind(text: string): text is BulletinKind {
  return (BULLETIN_KINDS as readonly string[]).includes(text);
}

export function isPart(text: string): text is PartId {
  return (PARTS as readonly string[]).includes(text);
}
