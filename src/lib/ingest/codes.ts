import { CONFIGURATION } from './codes/configuration.ts';
import { REFUSALS } from './codes/refusals.ts';
import { ROWS } from './codes/rows.ts';
import { STRUCTURE } from './codes/structure.ts';
import { TRANSITIONS } from './codes/transitions.ts';
import { VALUES } from './codes/values.ts';

export type { CodeInfo } from './codes/code-info.ts';

/** THE table of codes of refusals and findings; `docs/error-codes.md` lists each. */
export const CODES = {
  ...REFUSALS,
  ...CONFIGURATION,
  ...STRUCTURE,
  ...VALUES,
  ...ROWS,
  ...TRANSITIONS,
} as const;

export type Code = keyof typeof CODES;
export type RefusalCode = keyof typeof REFUSALS | keyof typeof CONFIGURATION;
export type FindingCode = Exclude<Code, RefusalCode>;
