import type { Language } from '../core/language.ts';
import type { Edits, Token } from '../report/bulletin/edits.ts';
import { keep } from './keeping.ts';

/** What was written into one bulletin; a null title keeps the made one. */
export interface Written {
  readonly title: string | null;
  readonly edits: Edits;
}

/** What was written, by the bulletins that it was written into; the masthead is that of all. */
export interface BulletinDraft {
  readonly bulletins: Readonly<Record<string, Written>>;
  readonly masthead: string | null;
}

export const NO_DRAFT: BulletinDraft = { bulletins: {}, masthead: null };

const storedAs = (language: Language): string => `wuse-bulletin-${language}`;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isLine = (value: unknown): value is string | null => value === null || typeof value === 'string';
const isToken = (value: unknown): value is Token =>
  typeof value === 'string' ||
  (isObject(value) &&
    typeof value['figure'] === 'string' &&
    ['undefined', 'string'].includes(typeof value['written']));
const isWritten = (value: unknown): value is Written =>
  isObject(value) &&
  isLine(value['title']) &&
  isObject(value['edits']) &&
  Object.values(value['edits']).every((tokens) => Array.isArray(tokens) && tokens.every(isToken));

/** What this tab keeps for a data version; nothing where storage is blocked, or holds another version or anything else. */
export function storedDraft(version: string, language: Language): BulletinDraft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storedAs(language)) ?? 'null');
    if (!isObject(kept) || kept['version'] !== version) return NO_DRAFT;
    const { bulletins, masthead } = kept;
    if (!isObject(bulletins) || !Object.values(bulletins).every(isWritten) || !isLine(masthead))
      return NO_DRAFT;
    return { bulletins: bulletins as BulletinDraft['bulletins'], masthead };
  } catch {
    return NO_DRAFT;
  }
}

/**
 * Keeps a draft in this tab until it is closed: it may name people. One draft for each language, the last version's; an
 * empty one takes it away. False where the browser did not keep it: the draft then holds for this page alone.
 */
export function storeDraft(version: string, language: Language, draft: BulletinDraft): boolean {
  const isEmpty =
    draft.masthead === null &&
    Object.values(draft.bulletins).every(
      ({ title, edits }) => title === null && Object.keys(edits).length === 0,
    );
  return keep('sessionStorage', storedAs(language), isEmpty ? null : JSON.stringify({ version, ...draft }));
}
