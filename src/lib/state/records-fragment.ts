/** Characters of a search that count. */
export const LONGEST_SEARCH = 100;

/** The search words in an address's fragment (`#q=…`), where no server sees them; empty when there are none. */
export function searchOf(hash: string): string {
  return (new URLSearchParams(hash.replace(/^#/, '')).get('q') ?? '').trim().slice(0, LONGEST_SEARCH);
}

/** The fragment, without `#`, for search words; undefined for none. */
export function searchFragment(words: string): string | undefined {
  return words === '' ? undefined : `q=${encodeURIComponent(words)}`;
}
