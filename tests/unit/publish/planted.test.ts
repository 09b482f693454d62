import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WuseError } from '../../../src/lib/core/errors.ts';
import { publish, type PublishRequest } from '../../../src/publish/publish.ts';
import { findPlanted, bare } from '../../support/planted.ts';
import { plantedExport, type PlantedExport } from '../../support/planted-export.ts';
import { runPublish, runReport } from '../../support/run-publish.ts';

const MINUTES = 60_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-planted-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What of the export stands in a text, and around it where it can be seen. */
function leaksOf(text: string, { planted, names }: PlantedExport): string[] {
  const found = findPlanted(text, planted).map(({ kind, form, value }) => `${kind} ${form}: ${value}`);
  const compact = bare(text);
  return [...found, ...names.filter((name) => compact.includes(name))];
}

/** A file's content as text: archives and packed files unpacked. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  if (path.endsWith('.bin')) return brotliDecompressSync(bytes).toString('utf8');
  if (!/\.(?:xlsx|docx|zip)$/.test(path)) return bytes.toString('utf8');
  const inside = (archive: Uint8Array): string =>
    Object.entries(unzipSync(archive))
      .map(
        ([name, content]) =>
          `${name}\n${/\.(?:xlsx|docx)$/.test(name) ? inside(content) : strFromU8(content)}`,
      )
      .join('\n');
  return inside(bytes);
}

/** Every value of every table of a database, as the engine itself writes it. */
async function databaseText(path: string): Promise<string> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const tables = await connection.runAndReadAll(
    "select table_name from information_schema.tables where table_type = 'BASE TABLE'",
  );
  const texts: string[] = [];
  for (const [table] of tables.getRows()) {
    const rows = await connection.runAndReadAll(`select cast(columns(*) as varchar) from "${String(table)}"`);
    texts.push(rows.getRows().flat().join('\n'));
  }
  connection.closeSync();
  instance.closeSync();
  expect(texts.length).toBeGreaterThan(6);
  return texts.join('\n');
}

async function bundleText(out: string): Promise<string> {
  const names = readdirSync(out);
  const databases = names.filter((name) => name.endsWith('.duckdb'));
  const tables = await Promise.all(databases.map((name) => databaseText(join(out, name))));
  return [...tables, ...names, ...names.map((name) => textOf(join(out, name)))].join('\n');
}

function requestOf(
  exported: PlantedExport,
  out: string,
  change: Partial<PublishRequest> = {},
): PublishRequest {
  const { issues, visits, transitions, config } = exported;
  const fixed = { cutoff: '2022-02-17T18:00', now: '2022-02-18T08:00' } as const;
  return { issues, visits, transitions, config, out, edition: 'internal', ...fixed, ...change };
}

describe('an export with identifiers in every cell', () => {
  it.each([
    ['internal', 'csv'],
    ['public', 'xlsx'],
  ] as const)(
    'leaves none of them in the %s edition of a .%s',
    async (edition, form) => {
      const exported = plantedExport(form);
      expect(exported.planted.length).toBeGreaterThan(100);
      const out = join(folder, `${form}-${edition}`);
      const steps: string[] = [];
      const result = await publish(
        requestOf(exported, out, { edition, onStep: (_, detail) => steps.push(detail) }),
      );
      // All rows are there: nothing was masked by being dropped.
      expect(result.imported.rows!.kept).toBeGreaterThan(exported.rows - HARMED);
      const said = [steps.join('\n'), JSON.stringify(result.findings), JSON.stringify(result.imported)].join(
        '\n',
      );
      expect(leaksOf(said, exported)).toEqual([]);
      expect(leaksOf(await bundleText(out), exported)).toEqual([]);
    },
    3 * MINUTES,
  );
});

/** Rows without a problem: of the cells in its place, some are read as none. */
const HARMED = 40;

describe('the commands', () => {
  const exported = plantedExport('xlsx');
  let paths: Record<'issues' | 'visits' | 'transitions' | 'config', string>;
  beforeAll(() => {
    const write = (name: string, bytes: Uint8Array | string): string => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    };
    const [issues, visits, transitions] = (['issues', 'visits', 'transitions'] as const).map((role) => {
      const { name, bytes } = exported[role][0]!;
      return write(name, bytes);
    }) as [string, string, string];
    paths = { issues, visits, transitions, config: write('配置.json', JSON.stringify(exported.config)) };
  });

  it(
    'say, list and report none of them',
    async () => {
      const out = join(folder, 'cli');
      const common = [paths.issues, '--visits', paths.visits, '--transitions', paths.transitions];
      for (const name of ['findings.csv', 'findings.xlsx']) {
        const args = ['--config', paths.config, '--cutoff', '2022-02-17T18:00', '--out', out, '--json'];
        const run = await runPublish([...common, ...args, '--findings', join(folder, name)]);
        expect(run.stderr + run.stdout).toContain('dataVersion');
        expect(leaksOf(run.stdout + run.stderr + textOf(join(folder, name)), exported)).toEqual([]);
      }
      const files = ['docx', 'xlsx', 'txt', 'zip'].map((ending) => join(folder, `通报.${ending}`));
      const report = await runReport(['--ledger', out, ...files.flatMap((path) => ['--out', path])]);
      expect(report.status).toBe(0);
      for (const path of files) expect(leaksOf(textOf(path), exported)).toEqual([]);
      expect(leaksOf(report.stdout + report.stderr, exported)).toEqual([]);
    },
    5 * MINUTES,
  );

  it(
    'refuse without a word of them',
    async () => {
      const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
      const { name } = exported.issues[0]!;
      const refused: Partial<PublishRequest>[] = [
        { issues: [{ name, bytes: encode('') }] },
        { issues: [{ name, bytes: encode('甲,乙\n1,2\n') }] },
        { issues: [{ name, bytes: encode(`反映问题,镇街,${exported.planted[0]!.text}\n,,\n`) }] },
        {
          issues: [{ name, bytes: encode('反映问题,镇街,反映时间\n路,王庙镇,2022-01-05') }],
          config: { county: { name: exported.planted[0]!.text } },
        },
        { config: { headers: { [exported.planted[0]!.text]: 'nothing' } } as never },
        { config: { colours: { [exported.planted[3]!.text]: 'pink' } } },
      ];
      for (const [at, change] of refused.entries()) {
        const error = await publish(requestOf(exported, join(folder, `refused-${at}`), change)).then(
          () => expect.unreachable(`variant ${at} was not refused`),
          (cause: unknown) => cause as WuseError,
        );
        expect(error.code, error.stack).toMatch(/^[A-Z_]+$/);
        const { code, text, hint, place, message } = error;
        expect(leaksOf(JSON.stringify([code, text, hint, place, message, error.stack]), exported)).toEqual(
          [],
        );
      }
    },
    3 * MINUTES,
  );
});
