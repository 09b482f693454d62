import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { xmlText } from '../core/text.ts';

/** Made on Unix, readable for all: `unzip` takes names of any other system for ones that are not UTF-8. */
const MADE_BY = { os: 3, attrs: (0o100644 << 16) >>> 0 };

/** A zip whose files all bear the moment `cutoff`: the same files give the same bytes, on every computer and any day. */
export function fixedZip(files: Zippable, cutoff: string): Uint8Array {
  return zipSync(files, { ...MADE_BY, mtime: cutoff });
}

const PART = /\.(?:xml|rels)$/;
const PROPERTIES = 'docProps/core.xml';
const DAY_OF_MAKING = /(?<=<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

/**
 * An office file, which is a zip, as {@link fixedZip} makes it; its properties name the cut-off as the day of making, and
 * its parts hold no character that XML forbids: libraries write those of texts as they are.
 */
export function fixedOffice(office: Uint8Array, cutoff: string): Uint8Array {
  const files = unzipSync(office);
  for (const [name, content] of Object.entries(files)) {
    if (!PART.test(name)) continue;
    const text = xmlText(strFromU8(content));
    files[name] = strToU8(name === PROPERTIES ? text.replace(DAY_OF_MAKING, `${cutoff}:00Z`) : text);
  }
  return fixedZip(files, cutoff);
}
