import type { Bilingual } from '../core/errors.ts';

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

/** Names of the events. */
export const EVENT_LABELS: Readonly<Record<TransitionEvent, Bilingual>> = {
  receive: { zh: '接收', en: 'Received' },
  register: { zh: '登记', en: 'Registered' },
  classify: { zh: '界定', en: 'Classified' },
  assign: { zh: '转办', en: 'Assigned' },
  return: { zh: '退回', en: 'Returned' },
  recolour: { zh: '转色', en: 'Colour changed' },
  plan: { zh: '上报方案', en: 'Plan submitted' },
  escalate: { zh: '上报县领导', en: 'Reported to county leaders' },
  urge: { zh: '催办', en: 'Urged' },
  supervise: { zh: '督办', en: 'Supervised' },
  extend: { zh: '延期', en: 'Extended' },
  feedback: { zh: '反馈', en: 'Feedback' },
  resolve: { zh: '解决', en: 'Resolved' },
  explain: { zh: '解释', en: 'Explained' },
  revisit: { zh: '回访', en: 'Revisited' },
  reopen: { zh: '重办', en: 'Reopened' },
  close: { zh: '销号', en: 'Closed' },
};
