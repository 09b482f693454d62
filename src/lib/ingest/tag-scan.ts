import type { ContentFilter } from './zip-repack.ts';

/** Bytes that are looked at in one step, and those of them that a tag may need behind its beginning. */
const STEP = 1024 ** 2;
const AHEAD = 65_536;
const NOTHING = new Uint8Array();

/** A tag as `pattern` found it. */
export interface ScannedTag {
  readonly isEnd: boolean;
  /** Closed at once. */
  readonly isEmpty: boolean;
  readonly name: string;
  readonly attributes: string;
}

/**
 * Hands on the tags of these local names, in order, as an XML file is unpacked, and lets everything pass. Texts are read
 * byte by byte as Latin-1: names that two tags share agree.
 */
export function tagFilter(names: readonly string[], take: (tag: ScannedTag) => void): ContentFilter {
  const pattern = new RegExp(
    `<(/?)(?:[\\w-]+:)?(${names.join('|')})(?=[\\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>`,
    'g',
  );
  const decoder = new TextDecoder('latin1');
  let rest = '';
  const read = (text: string, ahead: number) => {
    const end = Math.max(0, text.length - ahead);
    let done = end;
    for (const { 0: tag, 1: slash, 2: name = '', 3: attributes = '', index } of text.matchAll(pattern)) {
      if (index >= end) break;
      done = Math.max(end, index + tag.length);
      take({ isEnd: slash === '/', isEmpty: attributes.endsWith('/'), name, attributes });
    }
    rest = text.slice(done);
  };
  return (piece) => {
    for (let at = 0; piece !== null && at < piece.length; at += STEP) {
      read(rest + decoder.decode(piece.subarray(at, at + STEP)), AHEAD);
    }
    if (piece === null) read(rest, 0);
    return piece ?? NOTHING;
  };
}

/** Reads an attribute by its local name; null where the tag has none. */
export function attributeReader(name: string): (attributes: string) => string | null {
  const pattern = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  return (attributes) => {
    const match = pattern.exec(attributes);
    return match ? (match[1] ?? match[2] ?? '') : null;
  };
}
