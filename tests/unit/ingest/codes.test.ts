import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODES, type CodeInfo } from '../../../src/lib/ingest/codes.ts';
import { makeFinding, refusal } from '../../../src/lib/ingest/findings.ts';

const ROOT = join(import.meta.dirname, '../../..');
const documented = readFileSync(join(ROOT, 'docs/error-codes.md'), 'utf8');
/** The importer's sections; what the command, the page and the engine say stands below them. */
const [importer] = documented.split('\n## 发布命令');
const listed = [...importer!.matchAll(/^\| `(\w+)` +\|/gm)].map((match) => match[1]!);
const golden = readdirSync(join(ROOT, 'tests/golden'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('expected.json'))
  .map((path) => join(ROOT, 'tests/golden', path));
const units = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(import.meta.dirname, name));
const tests = [...golden, ...units].map((path) => readFileSync(path, 'utf8')).join('\n');

describe.each(Object.entries(CODES) as [string, CodeInfo][])('%s', (code, info) => {
  it('is documented with its texts', () => {
    expect(listed).toContain(code);
    for (const text of [info.text, info.hint]) {
      expect(documented.includes(text.zh)).toBe(true);
      expect(documented.includes(text.en)).toBe(true);
    }
  });
  it('is reached by a test', () => expect(new RegExp(`${code}\\b`).test(tests)).toBe(true));
});

it('documents no code that does not exist', () => {
  expect(listed.toSorted()).toEqual(Object.keys(CODES).toSorted());
});

it('fills counts and carries the place', () => {
  expect(makeFinding('QC_HIDDEN_ROWS', { file: 'a' }, null, 3).text.en).toBe(
    '3 hidden or filtered rows were kept and counted',
  );
  expect(refusal('INGEST_MISSING_COLUMN', { file: 'a' }, 14)).toMatchObject({
    code: 'INGEST_MISSING_COLUMN',
    place: { file: 'a' },
    text: { en: 'No column for 反映问题 (14 columns found)' },
  });
});
