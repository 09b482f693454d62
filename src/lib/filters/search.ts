const BLANKS = /[\s\u3000]+/;
const MOST_WORDS = 8;

/** The words of a search, without case and repetition; a record has to have all of them, wherever they stand. */
export function searchWords(search: string): readonly string[] {
  const words = search
    .toLowerCase()
    .split(BLANKS)
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, MOST_WORDS);
}
