import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WuseError } from '../../src/lib/core/errors.ts';
import { ingest } from '../../src/lib/ingest/ingest.ts';
import type { Several } from '../../src/lib/ingest/several.ts';
import type { IngestConfig, IngestResult, SourceFile } from '../../src/lib/ingest/types.ts';
import { createSha256 } from '../../src/publish/hash.ts';
import { buildWorkbook, type WorkbookSpec } from './build-workbook.ts';

interface Expected {
  readonly rule: string;
  readonly cutoff?: string;
  readonly config?: IngestConfig;
  readonly several?: Several;
  readonly error?: string;
  /** Every kept row in order; only the members that are listed are compared. */
  readonly issues?: readonly Readonly<Record<string, unknown>>[];
  readonly visits?: readonly Readonly<Record<string, unknown>>[];
  readonly transitions?: readonly Readonly<Record<string, unknown>>[];
  /** Every finding, as `CODE row column`, in any order; `-` where there is no row or column. */
  readonly findings?: readonly string[];
  readonly sheets?: readonly string[];
  readonly result?: Readonly<Record<string, unknown>>;
}

const FOLDER = import.meta.dirname;
const cases = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
/** Cases with delimited text, read once more as if they were too long for memory. */
const texts = cases.filter(({ name }) =>
  readdirSync(join(FOLDER, name)).some((file) => /\.(?:csv|tsv|txt)$/.test(file)),
);
const SMALL_PART = 120;
const listed = readFileSync(join(FOLDER, 'README.md'), 'utf8');

describe('golden cases', () => {
  it('are found', () => expect(cases.length).toBeGreaterThanOrEqual(45));
  it('stand in the table of rules, and only they', () => {
    const named = [...listed.matchAll(/`([a-z0-9-]+)`/g)].map((match) => match[1]!);
    expect([...new Set(named)].sort()).toEqual(cases.map((entry) => entry.name).sort());
  });
  it('often combine several rules', () => {
    const combined = [...listed.matchAll(/\*\*`([a-z0-9-]+)`\*\*/g)].map((match) => match[1]!);
    expect(new Set(combined).size).toBeGreaterThanOrEqual(12);
  });
  it('name tests that exist', () => {
    const paths = [...listed.matchAll(/`(tests\/[\w./-]+)`/g)].map((match) => match[1]!);
    expect(paths.filter((path) => !existsSync(join(FOLDER, '../..', path)))).toEqual([]);
  });
  it.each(cases.map((entry) => entry.name))('%s', (name) => check(name));
  it.each(texts.map((entry) => entry.name))('%s, read in parts', (name) =>
    check(name, SMALL_PART),
  );
});

async function check(name: string, partBytes?: number): Promise<void> {
    const expected = JSON.parse(readFileSync(join(FOLDER, name, 'expected.json'), 'utf8')) as Expected;
    const files = readFiles(join(FOLDER, name));
    const run = ingest({
      issues: files.filter((file) => !/^(?:visits|transitions)/.test(file.name)),
      visits: files.filter((file) => file.name.startsWith('visits')),
      transitions: files.filter((file) => file.name.startsWith('transitions')),
      ...(expected.cutoff !== undefined && { cutoff: expected.cutoff }),
      ...(expected.config !== undefined && { config: expected.config }),
      ...(expected.several !== undefined && { several: expected.several }),
      ...(partBytes !== undefined && { partBytes }),
      createHash: createSha256,
    });
    if (expected.error !== undefined) {
      const error: unknown = await run.then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(WuseError);
      expect((error as WuseError).code).toBe(expected.error);
      return;
    }
    compare(await run, expected);
}

function readFiles(folder: string): SourceFile[] {
  return readdirSync(folder)
    .filter((name) => name !== 'expected.json')
    .sort()
    .map((name) => {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      if (!name.endsWith('.workbook.json')) return { name, bytes };
      const spec = JSON.parse(new TextDecoder().decode(bytes)) as WorkbookSpec;
      return { name: name.replace('.workbook.json', `.${spec.type ?? 'xlsx'}`), bytes: buildWorkbook(spec) };
    });
}

function compare(result: IngestResult, expected: Expected): void {
  const findings = result.findings.map(
    ({ code, place }) => `${code} ${place.row ?? '-'} ${place.column ?? '-'}`,
  );
  expect(findings.toSorted()).toEqual([...(expected.findings ?? [])].toSorted());
  if (expected.issues) {
    expect(result.issues).toHaveLength(expected.issues.length);
    expected.issues.forEach((issue, index) => expect(result.issues[index]).toMatchObject(issue));
  }
  if (expected.visits) {
    expect(result.visits).toHaveLength(expected.visits.length);
    expected.visits.forEach((visit, index) => expect(result.visits[index]).toMatchObject(visit));
  }
  if (expected.transitions) {
    expect(result.transitions).toHaveLength(expected.transitions.length);
    expected.transitions.forEach((row, index) => expect(result.transitions[index]).toMatchObject(row));
  }
  if (expected.sheets) {
    const sheets = result.sheets.map(
      (sheet) => `${sheet.role} ${sheet.read}=${sheet.kept}+${sheet.setAside}+${sheet.skipped}`,
    );
    expect(sheets).toEqual(expected.sheets);
  }
  for (const sheet of result.sheets) expect(sheet.read).toBe(sheet.kept + sheet.setAside + sheet.skipped);
  if (expected.result) expect(result).toMatchObject(expected.result);
}
