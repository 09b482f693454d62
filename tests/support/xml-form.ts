/** XML 1.0, production Char: what no document may hold, escaped or not. */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const TOKEN =
  /<!--(?:(?!--)[^])*-->|<\?[^]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|([^])/g;
const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;
const NUMBERED = /&#(?:x([\da-fA-F]+)|(\d+));/g;

/** What is wrong with a document's form, or null: characters, tags that do not nest, bare signs. Reads no DOCTYPE. */
export function xmlFault(xml: string): string | null {
  if (NO_CHARACTER.test(xml)) return 'a character that XML does not have';
  const open: string[] = [];
  for (const [token, slash, name, attributes = '', empty, text, stray] of xml.matchAll(TOKEN)) {
    if (stray !== undefined) return `a stray sign near ${xml.indexOf(token)}`;
    const content = text ?? attributes;
    if (REFERENCE.test(content)) return 'a bare ampersand';
    for (const [, hex, decimal] of content.matchAll(NUMBERED)) {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (code > 0x10ffff || NO_CHARACTER.test(String.fromCodePoint(code))) return 'a forbidden reference';
    }
    if (name === undefined) continue;
    if (slash === '/') {
      if (open.pop() !== name) return `</${name}> closes nothing`;
    } else if (empty === '') open.push(name);
  }
  return open.length === 0 ? null : `<${open.pop()}> is never closed`;
}
