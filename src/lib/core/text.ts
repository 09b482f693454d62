/** Half of a character whose other half is missing. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.source;
const INVISIBLE = new RegExp(
  `[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff\\ufffe\\uffff]|${LONE_SURROGATE}`,
  'g',
);
const NOT_XML = new RegExp(
  `[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]|${LONE_SURROGATE}`,
  'g',
);
/** What {@link cleanText} changes; a quick test for the usual cell, which it leaves alone. */
export const UNCLEAN = new RegExp(
  `^[\\s\\u3000\\u00a0]|[\\s\\u3000\\u00a0]$|\\r|_x[0-9A-Fa-f]{4}_|^__\\w+__$|${INVISIBLE.source}`,
);
const ESCAPED_CONTROL = /_x([0-9A-Fa-f]{4})_/g;
const BLANKS = /[\s\u3000\u00a0]+/g;
const PLACEHOLDERS = new Set([
  '',
  '-',
  '--',
  '---',
  '—',
  '——',
  '―',
  '――',
  '/',
  '\\',
  '无',
  '暂无',
  '略',
  'n/a',
  'na',
  'null',
  'none',
  '××',
  'xx',
  '空',
]);

/** Names that mean something: `__proto__` to every object, `__none__` and others to the counts. */
const RESERVED = /^__(\w+)__$/;
const UNDERSCORE = 95;

/** The text, unless it is a name that means something: then one in modifier letters, which looks the same. */
export function asKey(text: string): string {
  if (text.charCodeAt(0) !== UNDERSCORE) return text;
  return text.replace(RESERVED, '\u02cd\u02cd$1\u02cd\u02cd');
}

/**
 * Cell text as written, without what cannot be seen: control and zero-width characters, outer blanks. `__proto__` becomes
 * a name that looks like it: towns and categories are keys of counts, and JSON with that key is refused or lost.
 */
export function cleanText(raw: string): string {
  const text = raw
    .replace(ESCAPED_CONTROL, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')
    .replace(/^[\s\u3000\u00a0]+|[\s\u3000\u00a0]+$/g, '');
  return asKey(text);
}

/** The text without the characters that no XML file may hold (XML 1.0, Char), escaped or not. */
export function xmlText(text: string): string {
  return text.replace(NOT_XML, '');
}

/** NFKC without any blank: the form in which typed cells and headers are compared. */
export function compactText(raw: string): string {
  return asKey(cleanText(raw).normalize('NFKC').replace(BLANKS, ''));
}

/** True for the marks that offices write for "nothing here" (dictionary §3). */
export function isPlaceholder(raw: string): boolean {
  return PLACEHOLDERS.has(compactText(raw).toLowerCase());
}

/** Order by code units: the same on every machine and free of collation tables, which cost 50 ms to load. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Width of a text in narrow characters: a Chinese one takes two. */
export function textWidth(text: string): number {
  return text.length + (text.match(/[^\x00-\xff]/g)?.length ?? 0);
}
