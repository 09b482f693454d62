import type { EmbeddedPart, ShippedPackage } from './packages.ts';

/** The program itself, from its package.json. */
export interface Product {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

const purl = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** One identifier, or an expression of several. */
const licensed = (license: string) =>
  /\s/.test(license) ? [{ expression: license }] : [{ license: { id: license } }];

function embeddedComponent(owner: string, { name, version, license, url }: EmbeddedPart) {
  return {
    type: 'library',
    'bom-ref': `${owner}#${name}`,
    name,
    ...(version !== undefined && { version }),
    licenses: licensed(license),
    externalReferences: [{ type: 'website', url }],
  };
}

function component({ name, version, license, sha512, embeds }: ShippedPackage) {
  const reference = purl(name, version);
  const [, group, plain = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  return {
    type: 'library',
    'bom-ref': reference,
    ...(group !== undefined && { group }),
    name: plain,
    version,
    scope: 'required',
    ...(sha512 !== null && { hashes: [{ alg: 'SHA-512', content: sha512 }] }),
    licenses: licensed(license),
    purl: reference,
    ...(embeds.length > 0 && { components: embeds.map((part) => embeddedComponent(reference, part)) }),
  };
}

/**
 * The bill of materials of a build as a CycloneDX 1.5 document: every package whose code is in it, with what is compiled
 * into those packages' files as far as it is known. Neither a moment nor a serial number: the same build gives the same.
 */
export function billOfMaterials(product: Product, packages: readonly ShippedPackage[]) {
  const root = purl(product.name, product.version);
  const references = packages.map(({ name, version }) => purl(name, version));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name: product.name,
        version: product.version,
        licenses: licensed(product.license),
        purl: root,
      },
    },
    components: packages.map(component),
    dependencies: [{ ref: root, dependsOn: references }, ...references.map((ref) => ({ ref }))],
    compositions: [
      { aggregate: 'complete', assemblies: [root] },
      // Their makers publish no list of what they compile in.
      {
        aggregate: 'incomplete',
        assemblies: references.filter((_, index) => packages[index]!.embeds.length > 0),
      },
    ],
  };
}
