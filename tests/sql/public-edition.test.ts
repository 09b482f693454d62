import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { publish } from '../../src/publish/publish.ts';
import { computeOracle, EMPTY_SCOPE, type OracleResult, type Scope } from '../oracle/oracle.ts';
import { COUNTS } from '../oracle/metrics.ts';
import { EXPORT_CUTOFF, largeExport, sampleExport } from '../support/exports.ts';
import { attack, type PrintedFigure, type PrintedSummary } from '../support/public-attack.ts';

const SMALL = 4;
const SMALLEST_BASE = 10;
const KEYS_OF_WORDS = ['department', 'category'];
const MERGED = '__other__';

interface Place {
  readonly name: string;
  readonly table: Readonly<Record<string, PrintedFigure>>;
  readonly scope: Scope;
}

/** Groups that were brought together have no scope of their own in the oracle. */
function placesOf(summary: PrintedSummary, oracle: OracleResult): Place[] {
  const groups = Object.entries(summary.by).flatMap(([dimension, keys]) =>
    Object.entries(keys)
      .filter(([key]) => key !== MERGED)
      .map(([key, table]) => ({
        name: `${dimension} ${key}`,
        table,
        scope:
          (oracle.by[dimension as keyof OracleResult['by']] as Record<string, Scope>)[key] ?? EMPTY_SCOPE,
      })),
  );
  return [{ name: 'whole', table: summary.metrics, scope: oracle }, ...groups];
}

describe.each([sampleExport(), largeExport(3000, 7), largeExport(400, 11), largeExport(60, 3)])(
  'the public edition of $name',
  (texts) => {
    let folder: string;
    let manifest: Manifest;
    let summary: PrintedSummary & Record<string, unknown>;
    let oracle: OracleResult;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'wuse-public-'));
      const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
      ({ manifest } = await publish({
        issues: [file('ledger.csv', texts.ledger)],
        visits: [file('visits.csv', texts.visits)],
        out: folder,
        edition: 'public',
        cutoff: EXPORT_CUTOFF,
        now: '2022-02-18T08:00',
      }));
      summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as typeof summary;
      oracle = computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff: EXPORT_CUTOFF });
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('prints counts that equal the oracle, none of them from 1 to 4', () => {
      const wrong = placesOf(summary, oracle).flatMap(({ name, table, scope }) =>
        Object.keys(COUNTS).flatMap((metric) => {
          const value = table[metric]?.value ?? null;
          if (value === null) return [];
          const expected = scope.metrics[metric as keyof typeof COUNTS].value;
          const isRight = value === expected && (value === 0 || value > SMALL);
          return isRight ? [] : [`${name} ${metric}: ${value}, oracle ${expected}`];
        }),
      );
      expect(wrong).toEqual([]);
    });

    it('gives rates of ten cases or more only, with both numbers printed', () => {
      const wrong = placesOf(summary, oracle).flatMap(({ name, table }) =>
        Object.entries(table).flatMap(([metric, { value, numerator, denominator }]) => {
          if (value === null || numerator === null) return [];
          const isRight = denominator! >= SMALLEST_BASE && (numerator === 0 || numerator > SMALL);
          return isRight ? [] : [`${name} ${metric}: ${numerator}/${denominator}`];
        }),
      );
      expect(wrong).toEqual([]);
      expect(JSON.stringify(summary)).not.toMatch(/"numerator":[1-4],/);
    });

    it('lets no hidden count be told from the printed ones: a solver leaves four numbers at least', async () => {
      const found = await attack(summary);
      const recovered = found.filter(({ low, high }) => high - low < SMALL - 1);
      expect(recovered).toEqual([]);
    });

    it('brings departments and categories of fewer than five together', () => {
      for (const dimension of KEYS_OF_WORDS) {
        const scopes = oracle.by[dimension as 'department' | 'category'];
        const small = Object.entries(scopes)
          .filter(([key, { metrics }]) => key !== '__none__' && metrics.problems_total.value! < 5)
          .map(([key]) => key);
        expect(Object.keys(summary.by[dimension]!).filter((key) => small.includes(key))).toEqual([]);
        expect(MERGED in summary.by[dimension]!).toBe(small.length > 0);
      }
    });

    it('holds aggregates and nothing else: no rows, files, findings, texts or names', () => {
      const names = readdirSync(folder).sort();
      expect(names.map((name) => name.replace(/-[0-9a-f]{16}/, ''))).toEqual([
        'figures.json',
        'history.json',
        'manifest.json',
        'summary.json',
        'summary.json',
      ]);
      expect(manifest).toMatchObject({
        edition: 'public',
        sources: [],
        sheets: [],
        findings: [],
        rows: null,
      });
      const published = names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
      const people = oracle.facts.map(({ id }) => id);
      expect(people.filter((id) => id.length > 5 && published.includes(id))).toEqual([]);
      const words = texts.ledger
        .split(/\r?\n/)
        .slice(1)
        .flatMap((line) =>
          line.split(',').filter((cell) => cell.length > 12 && /[\u4e00-\u9fff]/.test(cell)),
        );
      const kept = new Set(Object.values(summary.by).flatMap((groups) => Object.keys(groups)));
      expect(words.filter((cell) => published.includes(cell) && !kept.has(cell))).toEqual([]);
      expect(() => gunzipSync(readFileSync(join(folder, names[0]!)))).toThrow();
    });
  },
);

describe('the attack', () => {
  const count = (value: number | null): PrintedFigure => ({
    value,
    numerator: null,
    denominator: null,
    missing: value === null ? 'suppressed' : null,
  });
  const town = (problems: number | null, onsite: number | null, ledgered: number | null) => ({
    problems_total: count(problems),
    solved_on_site: count(onsite),
    ledgered: count(ledgered),
  });

  it('finds what is hidden in one place only, in a row or a column', async () => {
    const found = await attack({
      metrics: town(100, 40, 60),
      by: { town: { A: town(52, null, 50), B: town(48, 38, 10) } },
    });
    expect(found).toEqual([{ place: 'town A', metric: 'solved_on_site', low: 2, high: 2 }]);
  });

  it('leaves open what four hidden numbers leave open', async () => {
    const found = await attack({
      metrics: town(130, 50, 80),
      by: { town: { A: town(52, null, null), B: town(48, null, null), C: town(30, 10, 20) } },
    });
    expect(found.map(({ low, high }) => high - low >= SMALL - 1)).toEqual([true, true, true, true]);
  });
});
