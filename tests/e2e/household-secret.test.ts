import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import { secretText } from '../../src/lib/privacy/household-secret.ts';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { runPublish } from '../support/run-publish.ts';

/** What nobody but the publisher may know of two households. */
const PLAIN = ['欧阳秘密', '19900007777', '199-0000-7777', '秘密巷7号', 'HU-0007', '司马无声', '19900008888'];
const LEDGER = [
  '问题编号,镇街,村(社区),姓名,联系方式,住址,家庭编号,反映时间,反映问题,台账颜色',
  'A1,王庙镇,东村,欧阳秘密,19900007777,秘密巷7号,HU-0007,2022-01-05,路灯不亮,绿色',
  'A2,王庙镇,东村,欧阳秘密,199-0000-7777,秘密巷7号,HU-0007,2022-01-06,自来水停水,蓝色',
  'A3,王庙镇,东村,司马无声,19900008888,,,2022-01-07,下水道堵,绿色',
  'A4,王庙镇,东村,匿名,,,,2022-01-07,噪声,绿色',
  '',
].join('\n');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-secret-'));
  writeFileSync(join(folder, 'ledger.csv'), LEDGER);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

async function publish(out: string, ...more: string[]) {
  const run = await runPublish([at('ledger.csv'), '--cutoff', '2022-02-01T18:00', '--out', at(out), ...more]);
  const path = join(at(out), 'manifest.json');
  const manifest = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : null;
  return { ...run, manifest };
}

async function keysOf(out: string, manifest: Manifest): Promise<(string | null)[]> {
  const file = manifest.files.find(({ role }) => role === 'ledger')!;
  const engine = await openDuckDbNode({ path: join(at(out), file.name), readOnly: true });
  const { rows } = await engine.query({
    sql: 'select household_key from issues order by issue_id',
    parameters: [],
  });
  await engine.close();
  return rows.map(([key]) => key as string | null);
}

describe('publishing with a household secret', () => {
  it('makes it for its owner alone, says so, and keeps keys from one publication to the next', async () => {
    const first = await publish('first', '--household-secret', at('kept.key'));
    expect(first.status).toBe(0);
    expect(first.stdout).toContain(at('kept.key'));
    expect(first.stdout).toContain('不得放进网站目录');
    if (process.platform !== 'win32') expect(statSync(at('kept.key')).mode & 0o777).toBe(0o600);
    const again = await publish('again', '--household-secret', at('kept.key'));
    const [keys, later] = [await keysOf('first', first.manifest!), await keysOf('again', again.manifest!)];
    expect(later).toEqual(keys);
    expect(keys.map((key) => key && keys.indexOf(key))).toEqual([0, 0, 2, null]);
    expect(again.manifest!.dataVersion).toBe(first.manifest!.dataVersion);
    expect(again.manifest!.households).toEqual(first.manifest!.households);
    expect(first.manifest!.households.keys).toBe('kept');
    expect(first.manifest!.findings).toContainEqual({
      code: 'QC_HOUSEHOLD_UNKNOWN',
      severity: 'info',
      count: 1,
    });
  });

  it('publishes neither the secret nor what keys are made of', async () => {
    const out = 'guarded';
    const run = await publish(out, '--household-secret', at('kept.key'), '--json', '--findings', at('f.csv'));
    const secret = /:([0-9a-f]{64}):/.exec(readFileSync(at('kept.key'), 'utf8'))![1]!;
    const files = readdirSync(at(out)).map((name) => {
      const bytes = readFileSync(join(at(out), name));
      return name.endsWith('.bin') ? brotliDecompressSync(bytes) : bytes;
    });
    const written = [...files, run.stdout, run.stderr, readFileSync(at('f.csv'))].map((each) =>
      Buffer.from(each),
    );
    // The search finds what is there.
    expect(written.some((each) => each.includes('路灯不亮'))).toBe(true);
    for (const each of written) {
      expect(each.includes(Buffer.from(secret, 'hex'))).toBe(false);
      for (const text of [secret, Buffer.from(secret, 'hex').toString('base64').slice(0, 42), ...PLAIN])
        expect(each.includes(text)).toBe(false);
    }
  });

  it('has other keys with another secret, and with none', async () => {
    const kept = await publish('kept', '--household-secret', at('kept.key'));
    const other = await publish('other', '--household-secret', at('other.key'));
    const [one, two] = [await publish('one'), await publish('two')];
    expect(one.manifest!.households).toEqual({ keys: 'once' });
    const all = await Promise.all(
      Object.entries({ kept, other, one, two }).map(([out, { manifest }]) => keysOf(out, manifest!)),
    );
    for (const keys of all) expect(keys.map((key) => key && keys.indexOf(key))).toEqual([0, 0, 2, null]);
    expect(new Set(all.flat()).size).toBe(2 * 4 + 1);
    expect(kept.manifest!.households).not.toEqual(other.manifest!.households);
  });
});

describe('a household secret is refused', () => {
  it.each([
    ['that is another file', 'ledger.csv', 'PUBLISH_HOUSEHOLD_SECRET_INVALID'],

    ['in a folder that is not there', 'nowhere/secret.key', 'PUBLISH_HOUSEHOLD_SECRET_UNUSABLE'],
    ['in the folder that is published', 'refused/secret.key', 'PUBLISH_HOUSEHOLD_SECRET_EXPOSED'],
  ])('%s', async (_, name, code) => {
    const run = await publish('refused', '--household-secret', at(name), '--json');
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout).error.code).toBe(code);
    expect(run.manifest).toBeNull();
    expect(run.stdout + run.stderr).not.toContain('路灯');
  });

  it('that stands in the ledger', async () => {
    const told = secretText(Uint8Array.from({ length: 32 }, (_, index) => 0xa1 + index)).trim();
    writeFileSync(at('shown.key'), told);
    await publish('before', '--household-secret', at('shown.key'));
    const before = readdirSync(at('before')).sort();
    writeFileSync(at('told.csv'), LEDGER.replace('路灯不亮', `路灯 ${told} 不亮`));
    const run = await runPublish([
      ...[at('told.csv'), '--cutoff', '2022-02-01T18:00', '--out', at('before'), '--json'],
      ...['--household-secret', at('shown.key')],
    ]);
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout).error.code).toBe('PUBLISH_HOUSEHOLD_SECRET_FOUND');
    expect(run.stdout + run.stderr).not.toContain(told.slice(30, 60));
    expect(readdirSync(at('before')).sort()).toEqual(before);
  });
});
