import type { Edition, Manifest } from '../../src/lib/query/bundle-documents.ts';
import { sha256 } from '../../src/publish/hash.ts';

/** A small bundle whose contents follow from `version`. */
export function smallBundle(
  version: string,
  edition: Edition = 'internal',
): { files: Map<string, string>; manifest: Manifest } {
  const named = [
    ['ledger', 'duckdb'],
    ['summary', 'json'],
    ['figures', 'json'],
  ].map(([role, extension]) => {
    const content = JSON.stringify(`${role} of ${version}`);
    return { role, content, name: `${role}-${sha256(content).slice(0, 16)}.${extension}` };
  });
  const files = named.map(({ role, name, content }) => ({
    ...{ role, name, bytes: content.length },
    sha256: sha256(content),
  }));
  return {
    files: new Map(named.map(({ name, content }) => [name, content])),
    manifest: {
      dataVersion: version,
      edition,
      schemaVersion: 1,
      cutoff: '2022-02-17T18:00',
      publishedAt: '2022-02-17T19:00',
      columns: ['town'],
      files,
    } as unknown as Manifest,
  };
}
