/** Names of characters that pages in Chinese use; the library knows nbsp, quot, apos, lt, gt, amp and middot itself. */
const NAMED: Readonly<Record<string, string>> = {
  ensp: ' ',
  emsp: '\u3000',
  thinsp: ' ',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  times: '×',
  radic: '√',
  check: '✓',
  deg: '°',
  yen: '¥',
};
const MARKUP: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };
const LARGEST_SPAN = 10_000;

/**
 * A table's markup in the form that the spreadsheet library reads rightly: characters given by number or name as
 * themselves, paragraphs in a cell on lines of their own, cells closed where the next one begins, no endless spans.
 */
export function htmlText(table: string): string {
  return table
    .replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));?/gi, (whole, hex: string | undefined, decimal: string) =>
      numbered(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16), whole),
    )
    .replace(/&([a-z]{3,6});/gi, (whole, name: string) => NAMED[name.toLowerCase()] ?? whole)
    .replace(/<\/(?:p|div|li)\s*>(?=\s*<(?:p|div|li)\b)/gi, '<br>')
    .replace(/<(?=t[dh]\b)/gi, '</td><')
    .replace(/(<tr\b[^>]*>\s*)<\/td>/gi, '$1')
    .replace(
      /\b(row|col)span\s*=\s*["']?\s*(\d+)\s*["']?/gi,
      (_, axis: string, count: string) =>
        `${axis.toLowerCase()}span="${Math.min(Number(count), LARGEST_SPAN)}"`,
    );
}

function numbered(code: number, whole: string): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return whole;
  const character = String.fromCodePoint(code);
  return MARKUP[character] ?? character;
}
