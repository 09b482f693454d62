import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShippedPackage } from './packages.ts';

const RULE = '='.repeat(78);
/** Standard texts by SPDX identifier, for parts that come without a file of their own. */
const STANDARD = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'ICU',
  'ISC',
  'MIT',
  'Zlib',
];

const HEAD = `第三方组件许可 / Third-party licences

本系统的网页中含有下列开源组件。每个组件列出名称、版本、许可，其后是它的许可文本。
These open-source components are in the site's files: name, version, licence, then the licence's text.
机器可读的清单（CycloneDX）/ The same list for machines: sbom.cdx.json
`;

function section({ name, version, license, author, texts, embeds }: ShippedPackage): string {
  const parts = embeds.map(
    (part) =>
      `  ${part.name}${part.version === undefined ? '' : ` ${part.version}`} (${part.license}) ${part.url}`,
  );
  return [
    RULE,
    `${name} ${version} (${license})`,
    ...(texts.length === 0
      ? ['', `${author === null ? '' : `Copyright ${author}. `}See the standard text of ${license} below.`]
      : texts.flatMap((text) => ['', text])),
    ...(parts.length === 0 ? [] : ['', 'Compiled into it, as far as is known:', ...parts]),
  ].join('\n');
}

/** All licences of what a build ships, as one text with CRLF and BOM, so that the editor of any Windows shows it. */
export function licenceNotices(root: string, packages: readonly ShippedPackage[]): string {
  const needed = new Set(
    packages.flatMap(({ license, texts, embeds }) => [
      ...(texts.length === 0 ? [license] : []),
      ...embeds.map((part) => part.license),
    ]),
  );
  const standard = STANDARD.filter((id) => [...needed].some((license) => license.split(' ').includes(id)));
  const lines = [
    HEAD,
    ...packages.map(section),
    ...standard.map((id) => {
      const text = readFileSync(join(root, 'tools', 'supply', 'texts', `${id}.txt`), 'utf8').trim();
      return [RULE, `Standard text of ${id}`, '', text].join('\n');
    }),
  ].join('\n\n');
  return `\ufeff${lines.replaceAll('\n', '\r\n')}\r\n`;
}
