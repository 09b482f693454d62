import type { Bilingual } from '../../core/errors.ts';
import type { Severity } from '../types.ts';

/** One kind of finding or refusal; texts never hold a cell's content, `{n}` is filled with a count. */
export interface CodeInfo {
  readonly severity: Severity;
  /** Number in the dictionary's list of findings, when it has one. */
  readonly qc?: number;
  /** The import is refused. */
  readonly refuses?: true;
  /** The row is set aside: it is in no figure. */
  readonly setsAside?: true;
  readonly text: Bilingual;
  readonly hint: Bilingual;
}

/** A text in both languages. */
export const say = (zh: string, en: string): Bilingual => ({ zh, en });
