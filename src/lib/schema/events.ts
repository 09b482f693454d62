/** What may happen to a problem on its way through the offices (dictionary §4.3), in the usual order. */
export const EVENTS = [
  'receive',
  'register',
  'classify',
  'assign',
  'return',
  'recolour',
  'plan',
  'escalate',
  'urge',
  'supervise',
  'extend',
  'feedback',
  'resolve',
  'explain',
  'revisit',
  'reopen',
  'close',
] as const;
export type TransitionEvent = (typeof EVENTS)[number];
