import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Manifest } from '../query/bundle-documents.ts';
import type { NamedFiles } from '../query/bundle-files.ts';

/** The bundle's folder in the site. */
const FOLDER = 'ledger/';
const NOTES = '说明.txt';

/** Text as the editor of any Windows shows it. */
function plainText(text: string): Uint8Array {
  return strToU8(`\ufeff${text.replaceAll('\n', '\r\n')}\r\n`);
}

/**
 * A zip to be unpacked in the site's folder: the notes, then a bundle's files in the order in which they are to
 * be put in place. Those with a hash in their name come first and the manifest last, so that it never names a
 * file that is not there yet; the summary under its fixed name is for other programs.
 */
export function bundleZip({ files }: NamedFiles, manifest: Manifest, notes: string): Uint8Array {
  const summary = manifest.files.find((file) => file.role === 'summary')!;
  const packed = manifest.files.find((file) => file.role === 'ledger_compressed')?.name;
  const entries: Zippable = { [NOTES]: plainText(notes) };
  for (const [name, content] of files) entries[FOLDER + name] = [content, { level: name === packed ? 0 : 6 }];
  entries[`${FOLDER}summary.json`] = files.get(summary.name)!;
  entries[`${FOLDER}manifest.json`] = strToU8(JSON.stringify(manifest));
  return zipSync(entries);
}
