/** A quoted name or text, a word, or one sign: what a token begins with. Blanks and comments may follow it. */
const WORD = /^(?:"(?:[^"]|"")*"?|'(?:[^']|'')*'?|[^\s"'();,/-]+|[\s\S])/;

/** The words that begin at `offsets` (in UTF-8 bytes), each without the blanks and comments behind it. */
export function splitWords(text: string, offsets: ArrayLike<number>): string[] {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  return Array.from(offsets, (start, index) => {
    const end = offsets[index + 1] ?? bytes.length;
    return WORD.exec(decoder.decode(bytes.subarray(start, end)))?.[0] ?? '';
  });
}
