import { viewParameters } from '../filters/url.ts';
import type { View } from './view.svelte.ts';

/** Characters of a search that count. */
export const LONGEST_SEARCH = 100;

/** The search words in an address's fragment (`#q=…`), where no server sees them; empty when there are none. */
export function searchOf(hash: string): string {
  return (new URLSearchParams(hash.replace(/^#/, '')).get('q') ?? '')
    .replaceAll('\0', '')
    .trim()
    .slice(0, LONGEST_SEARCH);
}

/** The fragment, without `#`, for search words; undefined for none. */
export function searchFragment(words: string): string | undefined {
  return words === '' ? undefined : `q=${encodeURIComponent(words)}`;
}

/** Parameters of a record's page within the list that is looked at; null: of the list itself. */
export function recordParameters(view: View, id: string | null): URLSearchParams {
  const parameters = viewParameters(view.current);
  for (const column of view.own.getAll('columns')) parameters.append('columns', column);
  if (id !== null) parameters.set('id', id);
  return parameters;
}
