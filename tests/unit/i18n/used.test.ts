import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import bulletin from '../../../src/lib/i18n/bulletin-zh.json' with { type: 'json' };
import catalogue from '../../../src/lib/i18n/zh-CN.json' with { type: 'json' };

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.(ts|svelte)$/.test(name) ? [readFileSync(path, 'utf8')] : [];
  });
}

it('no word is kept that no page says', () => {
  const text = sources('src').join('\n');
  const prefixes = [...text.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map((match) => match[1]!);
  const unused = [...Object.keys(catalogue), ...Object.keys(bulletin)].filter(
    (key) => !text.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
  );
  expect(unused).toEqual([]);
});
