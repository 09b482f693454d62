import { byteSource, lineChunks, type SourceBytes } from './bytes.ts';

/** Encodings that text files come in; the name is printed in the file report. */
export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Encodings that whoever hands a file over may name instead of having them found out. */
export const ENCODING_CHOICES = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type EncodingChoice = (typeof ENCODING_CHOICES)[number];

/** How a text is to be read. */
export interface TextForm {
  readonly encoding: TextEncoding;
  /** Some bytes were no characters of the encoding; they read as U+FFFD. */
  readonly damaged: boolean;
}

export interface DecodedText extends TextForm {
  readonly text: string;
}

/** Share of damaged characters among the non-ASCII ones below which a text still counts as UTF-8. */
const TOLERATED_DAMAGE = 0.01;

const labelOf = (encoding: TextEncoding): string => (encoding === 'utf-8-bom' ? 'utf-8' : encoding);

/** What a platform does faster than the standard's `TextDecoder`, which takes seconds for a long file on some. */
export interface Utf8Codec {
  /** True when all bytes belong to characters. */
  isUtf8(bytes: Uint8Array): boolean;
  /** The text of bytes that are UTF-8. */
  decode(bytes: Uint8Array): string;
}

/** The standard's own way. */
const STANDARD: Utf8Codec = {
  isUtf8: (bytes) => isStrictly(bytes, 'utf-8'),
  decode: (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
};

/**
 * Bytes → text in a form that is known, without byte-order mark; what is no character reads as U+FFFD. Never throws.
 */
export function decodeAs(bytes: Uint8Array, form: TextForm, codec: Utf8Codec = STANDARD): string {
  if (form.damaged || labelOf(form.encoding) !== 'utf-8') {
    return new TextDecoder(labelOf(form.encoding)).decode(bytes);
  }
  const text = codec.decode(bytes);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Bytes → text (dictionary §3): as `given`, else by byte-order mark, strict UTF-8, GB18030. Never throws. */
export function decodeText(bytes: Uint8Array, given?: EncodingChoice): DecodedText {
  const decision = decide(bytes, given, STANDARD);
  let step = decision.next();
  while (!step.done) {
    step.value.add(bytes);
    step.value.end?.();
    step = decision.next();
  }
  return { ...step.value, text: decodeAs(bytes, step.value) };
}

/** The form that {@link decodeText} would find, of bytes that are read in chunks. Rejects when they cannot be read. */
export async function findTextForm(
  bytes: SourceBytes,
  given?: EncodingChoice,
  codec: Utf8Codec = STANDARD,
): Promise<TextForm> {
  const head = await byteSource(bytes).read(0, Math.min(byteSource(bytes).size, 3));
  const decision = decide(head, given, codec);
  let step = decision.next();
  while (!step.done) {
    for await (const chunk of lineChunks(bytes)) if (!step.value.add(chunk)) break;
    step.value.end?.();
    step = decision.next();
  }
  return step.value;
}

/** Looks at all bytes in order; `add` is false when the rest cannot change its answer. */
interface ByteTest {
  add(chunk: Uint8Array): boolean;
  end?(): void;
}

/** Each test that is yielded is to be shown all bytes before the next step. */
function* decide(
  head: Uint8Array,
  given: EncodingChoice | undefined,
  codec: Utf8Codec,
): Generator<ByteTest, TextForm, void> {
  const marked = given ?? markOf(head);
  if (marked !== null && marked !== 'utf-8-bom') {
    const damage = new DamageTest(marked);
    yield damage;
    return { encoding: marked, damaged: damage.lost > 0 };
  }
  const encoding = marked ?? 'utf-8';
  const strict = new StrictTest((chunk) => codec.isUtf8(chunk));
  yield strict;
  if (strict.passed) return { encoding, damaged: false };
  const damage = new DamageTest(encoding);
  yield damage;
  if (marked !== null || damage.lost / damage.foreign < TOLERATED_DAMAGE) return { encoding, damaged: true };
  const chinese = new StrictTest((chunk) => isStrictly(chunk, 'gb18030'));
  yield chinese;
  return { encoding: 'gb18030', damaged: !chinese.passed };
}

/** The encoding that a text's byte-order mark tells, from its first three bytes; null without one. */
export function markOf(head: Uint8Array): 'utf-8-bom' | 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8-bom' : null;
}

function isStrictly(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Passes when every byte belongs to a character. */
class StrictTest implements ByteTest {
  passed = true;
  readonly #isWhole: (chunk: Uint8Array) => boolean;

  constructor(isWhole: (chunk: Uint8Array) => boolean) {
    this.#isWhole = isWhole;
  }

  add(chunk: Uint8Array): boolean {
    this.passed &&= this.#isWhole(chunk);
    return this.passed;
  }
}

/** Counts the characters beyond ASCII, and those of them that were lost. */
class DamageTest implements ByteTest {
  foreign = 0;
  lost = 0;
  readonly #decoder: TextDecoder;

  constructor(encoding: TextEncoding) {
    this.#decoder = new TextDecoder(labelOf(encoding));
  }

  add(chunk: Uint8Array): boolean {
    this.#count(this.#decoder.decode(chunk, { stream: true }));
    return true;
  }

  end(): void {
    this.#count(this.#decoder.decode());
  }

  #count(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 127) this.foreign += 1;
      if (unit === 0xfffd) this.lost += 1;
    }
  }
}
