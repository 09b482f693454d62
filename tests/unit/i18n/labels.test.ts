import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { METRIC_IDS, metricOf } from '../../../src/lib/metrics/registry.ts';
import { LEDGER_CLASS_INFO } from '../../../src/lib/schema/colours.ts';
import { ISSUE_COLUMNS, VISIT_COLUMNS } from '../../../src/lib/schema/columns.ts';

const SOURCE = fileURLToPath(new URL('../../../src/', import.meta.url));
const FOLDERS = ['lib/components', 'lib/report', 'lib/charts', 'lib/state', 'routes'];

/** Names that are kept once, in a registry: of figures, columns and classes. */
const LABELS = [
  ...METRIC_IDS.map((id) => metricOf(id).label),
  ...[...ISSUE_COLUMNS, ...VISIT_COLUMNS].map((column) => column.label),
  ...Object.values(LEDGER_CLASS_INFO).map((info) => info.name),
];
const CHINESE = [...new Set(LABELS.map((label) => label.zh))];
// One word may be anything in English; two or more are a name.
const ENGLISH = [...new Set(LABELS.map((label) => label.en))].filter((label) => label.includes(' '));

function files(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(SOURCE, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|svelte)$/.test(name))
      .map((name) => join(folder, name)),
  );
}

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/(^|\s)\/\/[^\n]*/g, '$1');
}

describe('names from the registries', () => {
  it.each(files())('are not typed again in %s', (file) => {
    const text = withoutComments(readFileSync(join(SOURCE, file), 'utf8'));
    expect(CHINESE.filter((label) => text.includes(label))).toEqual([]);
    expect(ENGLISH.filter((label) => text.toLowerCase().includes(label.toLowerCase()))).toEqual([]);
  });

  it('looks at the pages and their parts', () => {
    expect(files().length).toBeGreaterThan(20);
    expect(CHINESE).toContain('现场解决率');
    expect(ENGLISH).toContain('On-site ratio');
  });
});
