import type { Language } from '../core/language.ts';

/** Pages of the site, as folders below the language's root. */
export type PageName =
  | ''
  | 'explore/'
  | 'ageing/'
  | 'rankings/'
  | 'visits/'
  | 'unit/'
  | 'report/'
  | 'records/'
  | 'household/'
  | 'households/'
  | 'data/'
  | 'sql/'
  | 'methodology/'
  | 'cite/'
  | 'check/';

/** Pages that show aggregates: the public edition has no others. */
export const PAGES_WITHOUT_ROWS: readonly string[] = [
  '',
  'report/',
  'data/',
  'methodology/',
  'cite/',
  'check/',
] satisfies readonly PageName[];

/** An address inside the site, in the page's language; keeps the site movable to any folder. */
export type LinkTo = (page: PageName, parameters?: URLSearchParams, hash?: string) => string;

/** Links below `base` for a language. */
export function linksFor(base: () => string, language: () => Language): LinkTo {
  return (page, parameters, hash) => {
    const query = parameters?.toString() ?? '';
    const root = `${base()}/${language() === 'en' ? 'en/' : ''}`;
    return `${root}${page}${query === '' ? '' : `?${query}`}${hash === undefined ? '' : `#${hash}`}`;
  };
}
