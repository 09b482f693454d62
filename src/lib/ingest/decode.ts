/** Encodings that text files come in; the name is printed in the file report. */
export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Encodings that whoever hands a file over may name instead of having them found out. */
export const ENCODING_CHOICES = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type EncodingChoice = (typeof ENCODING_CHOICES)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** Some bytes were no characters of the encoding; they read as U+FFFD. */
  readonly damaged: boolean;
}

/** Share of damaged characters among the non-ASCII ones below which a text still counts as UTF-8. */
const TOLERATED_DAMAGE = 0.01;

/** Bytes → text (dictionary §3): as `given`, else by byte-order mark, strict UTF-8, GB18030. Never throws. */
export function decodeText(bytes: Uint8Array, given?: EncodingChoice): DecodedText {
  if (given !== undefined) return lenient(bytes, given, given);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return lenient(bytes, 'utf-16le', 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return lenient(bytes, 'utf-16be', 'utf-16be');
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const encoding = marked ? 'utf-8-bom' : 'utf-8';
  const strict = strictText(bytes, 'utf-8');
  if (strict !== null) return { text: strict, encoding, damaged: false };
  const guess = lenient(bytes, 'utf-8', encoding);
  if (marked || isMostlyWhole(guess.text)) return guess;
  const chinese = strictText(bytes, 'gb18030');
  return chinese === null
    ? lenient(bytes, 'gb18030', 'gb18030')
    : { text: chinese, encoding: 'gb18030', damaged: false };
}

function strictText(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function lenient(bytes: Uint8Array, label: string, encoding: TextEncoding): DecodedText {
  const text = new TextDecoder(label).decode(bytes);
  return { text, encoding, damaged: text.includes('\ufffd') };
}

function isMostlyWhole(text: string): boolean {
  let foreign = 0;
  let lost = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 127) foreign += 1;
    if (unit === 0xfffd) lost += 1;
  }
  return lost / foreign < TOLERATED_DAMAGE;
}
