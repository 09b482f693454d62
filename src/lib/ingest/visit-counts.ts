/** Columns that hold a count, in the order of the table. */
export const COUNTS = [
  'hh_due',
  'hh_visited',
  'hh_inhome',
  'hh_phone',
  'hh_wechat',
  'hh_absent',
  'people_met',
  'problems_found',
  'onsite_resolved',
  'ledgered',
] as const;
export type CountId = (typeof COUNTS)[number];
