import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { licenceNotices } from './notices.ts';
import { ENGINE_PACKAGES, packageFolder, shippedPackages } from './packages.ts';
import { billOfMaterials, type Product } from './sbom.ts';

/** Files of the build that say what it is made of. */
const SBOM = 'sbom.cdx.json';
const NOTICES = 'third-party-licences.txt';

type Bundle = Readonly<Record<string, { readonly type: string }>>;
type Chunk = { readonly modules: Readonly<Record<string, { readonly renderedLength: number }>> };

/** Adds the folders of the packages whose code a bundle holds. */
function collect(bundle: Bundle, folders: Set<string>): void {
  for (const part of Object.values(bundle)) {
    if (part.type !== 'chunk') continue;
    for (const [id, { renderedLength }] of Object.entries((part as unknown as Chunk).modules)) {
      const folder = renderedLength > 0 ? packageFolder(id) : null;
      if (folder !== null) folders.add(folder);
    }
  }
}

/**
 * Writes a bill of materials and the licences' texts into the browser's build, from the modules that are in it; place
 * `workers` among the plugins of workers, whose bundles are made apart.
 */
export function billOfBuild(): { readonly pages: Plugin; readonly workers: () => Plugin[] } {
  const folders = new Set<string>(ENGINE_PACKAGES.map((name) => `node_modules/${name}`));
  let root = '';
  const pages: Plugin = {
    name: 'wuse-bill-of-build',
    apply: 'build',
    configResolved: (config) => void (root = config.root),
    generateBundle(_, bundle) {
      // The server's build draws the pages and is not shipped.
      if (this.environment.name !== 'client') return;
      collect(bundle, folders);
      const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Product;
      const packages = shippedPackages(root, folders);
      const sbom = `${JSON.stringify(billOfMaterials(product, packages), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: SBOM, source: sbom });
      this.emitFile({ type: 'asset', fileName: NOTICES, source: licenceNotices(root, packages) });
    },
  };
  const worker: Plugin = {
    name: 'wuse-bill-of-workers',
    generateBundle: (_, bundle) => collect(bundle, folders),
  };
  return { pages, workers: () => [worker] };
}
