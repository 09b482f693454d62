import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCurrentSchema, type FiguresDocument, type Manifest } from '../query/bundle-documents.ts';
import type { PublishedBundle } from './published.svelte.ts';

const DIRECTORY = process.env['WUSE_BUNDLE'] ?? 'static/ledger';

/**
 * Manifest and figures of the bundle that the site is built with; null when nothing is published, or
 * only by a program whose tables were others.
 */
export function readPublishedBundle(directory = DIRECTORY): PublishedBundle | null {
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(directory, name), 'utf8')) as T;
  if (!existsSync(join(directory, 'manifest.json'))) return null;
  const manifest = read<Manifest>('manifest.json');
  const figures = manifest.files.find((file) => file.role === 'figures');
  if (!figures || !isCurrentSchema(manifest)) return null;
  return { manifest, overview: read<FiguresDocument>(figures.name).overview };
}
