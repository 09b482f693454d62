import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** Made on Unix, readable for all: `unzip` takes names of any other system for ones that are not UTF-8. */
const MADE_BY = { os: 3, attrs: (0o100644 << 16) >>> 0 };

/** A zip whose files all bear the moment `cutoff`: the same files give the same bytes, on every computer and any day. */
export function fixedZip(files: Zippable, cutoff: string): Uint8Array {
  return zipSync(files, { ...MADE_BY, mtime: cutoff });
}

const PROPERTIES = 'docProps/core.xml';
const DAY_OF_MAKING = /(?<=<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

/** An office file, which is a zip, as {@link fixedZip} makes it; its properties name the cut-off as the day of making. */
export function fixedOffice(office: Uint8Array, cutoff: string): Uint8Array {
  const files = unzipSync(office);
  const properties = files[PROPERTIES];
  if (properties !== undefined)
    files[PROPERTIES] = strToU8(strFromU8(properties).replace(DAY_OF_MAKING, `${cutoff}:00Z`));
  return fixedZip(files, cutoff);
}
