/** The page's packing: evaluates, compresses, hashes and zips a bundle in a worker of its own. */
import '../core/polyfills.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { bundleZip } from '../export/bundle-zip.ts';
import { bundleDocuments, nameFiles } from '../query/bundle-files.ts';
import type { FromPacker, MadePackage, PackRequest } from './package-messages.ts';

const post = (message: FromPacker): void => self.postMessage(message);

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

async function pack({ database, overview, manifest, notes }: PackRequest): Promise<MadePackage> {
  const { schemaVersion, dataVersion, edition, cutoff, columns } = manifest;
  const provenance = { schemaVersion, dataVersion, edition, cutoff };
  const documents = bundleDocuments(provenance, overview, new Set(columns));
  const named = nameFiles({ plain: database, compressed: await gzip(database) }, documents, (content) =>
    bytesToHex(sha256(content)),
  );
  const complete = { ...manifest, files: named.listed };
  const zip = new Blob([bundleZip(named, complete, notes) as BlobPart], { type: 'application/zip' });
  return { zip, manifest: complete };
}

self.addEventListener('message', ({ data }: MessageEvent<PackRequest>) => {
  pack(data).then(
    (made) => post({ kind: 'done', ...made }),
    (cause: unknown) => post({ kind: 'failed', detail: String(cause) }),
  );
});
