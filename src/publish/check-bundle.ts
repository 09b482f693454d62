import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { bundleDamaged, type Manifest } from '../lib/query/bundle-documents.ts';
import type { NamedFiles } from '../lib/query/bundle-files.ts';
import { refuseSecret } from '../lib/query/refuse-secret.ts';
import { scanDocument } from '../lib/query/scan-documents.ts';

const HINT = { zh: '请重新发布', en: 'publish again' };

/**
 * Looks at everything that is about to be written beside the tables, which were scanned in the database itself: every
 * document is scanned, the packed database is what was scanned, and nothing holds the `secret`. Rejects with
 * `PUBLISH_IDENTIFIER_FOUND`, `PUBLISH_HOUSEHOLD_SECRET_FOUND` or `BUNDLE_DAMAGED`.
 */
export async function checkBundle(
  { files, listed }: NamedFiles,
  manifest: Manifest,
  secret: Uint8Array,
): Promise<void> {
  const contentOf = (role: string): Uint8Array | undefined =>
    files.get(listed.find((file) => file.role === role)?.name ?? '');
  for (const { role, name } of listed) {
    if (role === 'ledger') continue;
    if (role === 'ledger_compressed') {
      const unpacked = await promisify(brotliDecompress)(files.get(name)!);
      if (!unpacked.equals(contentOf('ledger')!)) throw bundleDamaged(name, HINT);
    } else scanDocument(`${role}.json`, Buffer.from(files.get(name)!).toString());
  }
  const document = JSON.stringify(manifest);
  scanDocument('manifest.json', document);
  refuseSecret([...files.values(), document], secret);
}
