import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WuseError } from '../../../src/lib/core/errors.ts';
import { publish, type PublishRequest } from '../../../src/publish/publish.ts';
import { plantedExport, type PlantedExport } from '../../support/planted-export.ts';
import { bundleText, leaksOf, textOf } from '../../support/planted-leaks.ts';
import { runPublish, runReport } from '../../support/run-publish.ts';

const MINUTES = 60_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-planted-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
