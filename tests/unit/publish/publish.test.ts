import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WuseError } from '../../../src/lib/core/errors.ts';
import { openDuckDbNode } from '../../../src/lib/engine/duckdb-node.ts';
import { publish, PUBLISH_STEPS, type PublishRequest } from '../../../src/publish/publish.ts';

/** Switched off, masking lets everything pass: the scan is what stands between a mistake and the reader. */
const masking = vi.hoisted(() => ({ off: false, other: false }));
vi.mock('../../../src/lib/privacy/policy.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../../../src/lib/privacy/policy.ts')>();
  const maskOf: typeof real.maskOf = (member) => {
    const mask = real.maskOf(member);
    return mask && ((value, own) => (masking.off ? value : masking.other ? '…' : mask(value, own)));
  };
  const maskTransition: typeof real.maskTransition = (row, resident) =>
    masking.off ? row : real.maskTransition(row, resident);
  return { ...real, maskOf, maskTransition };
});

const HEADER =
  '问题编号,镇街,村(社区),受访群众姓名,联系方式,反映时间,反映问题,台账颜色,办理状态,解决时间,备注';
const PLAIN = 'A1,王庙镇,东村,,,2022-01-05,路灯不亮,绿色,已解决,2022-01-08,';

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'wuse-publish-'));
  masking.off = false;
  masking.other = false;
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

function request(rows: readonly string[], change: Partial<PublishRequest> = {}): PublishRequest {
  const bytes = new TextEncoder().encode([HEADER, ...rows, ''].join('\n'));
  return {
    issues: [{ name: 'ledger.csv', bytes }],
    visits: [],
    out,
    edition: 'internal',
    cutoff: '2022-02-17T18:00',
    now: '2022-02-18T08:00',
    ...change,
  };
}

async function errorOf(work: Promise<unknown>): Promise<WuseError> {
  return work.then(
    () => expect.unreachable('it was not refused'),
    (error: unknown) => error as WuseError,
  );
}

const files = (): string[] => readdirSync(out).sort();
const everything = (error: WuseError): string =>
  [error.message, error.stack, JSON.stringify(error), JSON.stringify(error.cause ?? null)].join('\n');

describe('a version', () => {
  it('follows from the sources and the settings, not from when and where', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'wuse-publish-'));
    const first = await publish(request([PLAIN]));
    const again = await publish(request([PLAIN], { out: elsewhere, now: '2023-01-01T00:00' }));
    rmSync(elsewhere, { recursive: true });
    expect(again.manifest.dataVersion).toBe(first.manifest.dataVersion);
    const names = (manifest: typeof first.manifest, role: string) =>
      manifest.files.filter((file) => file.role === role).map((file) => file.name);
    for (const role of ['summary', 'figures'])
      expect(names(again.manifest, role)).toEqual(names(first.manifest, role));
  });

  it.each([
    ['another row', [PLAIN, PLAIN.replace('A1', 'A2')], {}],
    ['another cut-off', [PLAIN], { cutoff: '2022-02-18T18:00' }],
    ['another configuration', [PLAIN], { config: { daysAllowed: { green: 10 } } }],
  ])('is another with %s', async (_, rows, change) => {
    const first = await publish(request([PLAIN]));
    const other = await publish(request(rows, change as Partial<PublishRequest>));
    expect(other.manifest.dataVersion).not.toBe(first.manifest.dataVersion);
  });
});

describe('a version of other rows', () => {
  it('is another, though the sources are the same', async () => {
    const rows = [PLAIN, 'A2,王庙镇,东村,张明,,2022-01-05,路,绿色,,,'];
    const masked = await publish(request(rows));
    masking.other = true;
    const otherwise = await publish(request(rows));
    masking.other = false;
    expect(otherwise.manifest.sources).toEqual(masked.manifest.sources);
    expect(otherwise.manifest.dataVersion).not.toBe(masked.manifest.dataVersion);
  });
});

describe('an identifier that masking misses', () => {
  const PHONE = '19900001234';
  const ID = '371426195001011234';

  it.each([
    ['a phone in the problem', `A2,王庙镇,东村,,,2022-01-05,请打${PHONE},绿色,,,`, PHONE, 'problem'],
    ['a spaced phone', 'A2,王庙镇,东村,,,2022-01-05,请打199 0000 1234,绿色,,,', '199 0000 1234', 'problem'],
    [
      'a full-width phone',
      'A2,王庙镇,东村,,,2022-01-05,请打１９９００００１２３４,绿色,,,',
      '１９９００００１２３４',
      'problem',
    ],
    ['an ID in the remark', `A2,王庙镇,东村,,,2022-01-05,路,绿色,,,证件${ID}`, ID, 'remark'],
  ])('is refused: %s', async (_, row, secret, column) => {
    const before = await publish(request([PLAIN]));
    const bytes = readFileSync(join(out, 'manifest.json'));
    const listing = files();
    masking.off = true;
    const error = await errorOf(publish(request([PLAIN, row])));
    expect(error).toBeInstanceOf(WuseError);
    expect(error.code).toBe('PUBLISH_IDENTIFIER_FOUND');
    expect(error.place).toMatchObject({ file: 'ledger.csv', row: 3, column });
    expect(everything(error)).not.toContain(secret);
    expect(everything(error)).not.toContain(secret.slice(-4));
    expect(readFileSync(join(out, 'manifest.json'))).toEqual(bytes);
    expect(files()).toEqual(listing);
    masking.off = false;
    // The same row with masking is fine.
    const after = await publish(request([PLAIN, row]));
    expect(after.manifest.rows!.kept).toBe(before.manifest.rows!.kept + 1);
  });
});

describe("the row's own resident whom masking misses", () => {
  it.each([
    ['remark', 'A2,王庙镇,东村,逯小满,,2022-01-05,路,绿色,,,已告知逯 小满'],
    ['problem', 'A2,王庙镇,东村,逯小满,,2022-01-05,逯小满家停水,绿色,,,'],
    ['village', 'A2,王庙镇,逯小满,逯小满,,2022-01-05,路,绿色,,,'],
    ['reporter_name', 'A2,王庙镇,东村,逯小满,,2022-01-05,路,绿色,,,'],
    ['phone', 'A2,王庙镇,东村,,19900001234,2022-01-05,路,绿色,,,'],
    ['remark', 'A2,王庙镇,东村,,138 0000 0001,2022-01-05,路,绿色,,,138转0000……0001'],
    ['remark', 'A2,王庙镇,东村,,0534-4210000,2022-01-05,路,绿色,,,421/0000'],
    ['remark', 'A2,王庙镇,东村,Gulnar Askar,,2022-01-05,路,绿色,,,gulnar askar'],
  ])('is refused in %s, before anything is stored', async (column, row) => {
    await publish(request([PLAIN]));
    const listing = files();
    masking.off = true;
    const error = await errorOf(publish(request([PLAIN, row])));
    expect(error.code).toBe('PUBLISH_RESIDENT_FOUND');
    expect(error.place).toMatchObject({ file: 'ledger.csv', row: 3 });
    expect(everything(error)).not.toMatch(/小满|0000|gulnar/i);
    expect(files()).toEqual(listing);
    masking.off = false;
    await expect(publish(request([PLAIN, row]))).resolves.toBeDefined();
    // The first column that says it is named: the name's own comes before the texts.
    expect([column, 'reporter_name', 'village', 'phone']).toContain(error.place.column);
  });
});

describe('the events of problems', () => {
  const RESIDENT = '欧阳小满';
  const rows = [PLAIN, `A2,王庙镇,东村,${RESIDENT},,2022-01-05,路,绿色,,,`];
  const events = (...lines: readonly string[]): Partial<PublishRequest> => {
    const text = ['问题编号,时间,环节,转出单位,转入单位,经办人,备注', ...lines, ''].join('\n');
    return { transitions: [{ name: 'events.csv', bytes: new TextEncoder().encode(text) }] };
  };

  it.each([
    ['note', 'A1,2022-01-06,转办,,,,请打199 0000 1234'],
    ['actor', 'A1,2022-01-06,转办,,,吴工19900001234,'],
    ['unit_from', 'A1,2022-01-06,转办,甲局证件371426195001011234号,,,'],
    ['unit_to', 'A1,2022-01-06,转办,,甲局证件371426195001011234号,,'],
  ])('that hold an identifier in %s are refused where masking misses it', async (column, line) => {
    masking.off = true;
    const error = await errorOf(publish(request([PLAIN], events(line))));
    expect(error.code).toBe('PUBLISH_IDENTIFIER_FOUND');
    expect(error.place).toMatchObject({ file: 'events.csv', row: 2, column });
    masking.off = false;
    await expect(publish(request(rows, events(line)))).resolves.toBeDefined();
  });

  it('are stored masked, with no trace of the resident, and make another version', async () => {
    const without = await publish(request(rows));
    const told = events(`A2,2022-01-06 09:00,反馈,,,吴工,${RESIDENT}说已修好，电话19900001234`);
    const { manifest } = await publish(request(rows, told));
    expect(manifest.dataVersion).not.toBe(without.manifest.dataVersion);
    expect(manifest.sheets.map(({ role, kept }) => [role, kept])).toEqual([
      ['issues', 2],
      ['transitions', 1],
    ]);
    const file = manifest.files.find(({ role }) => role === 'ledger')!.name;
    const engine = await openDuckDbNode({ path: join(out, file), readOnly: true });
    const { rows: found } = await engine.query({
      sql: 'select issue_id, seq, event, actor, note from transitions',
      parameters: [],
    });
    await engine.close();
    expect(found).toEqual([['A2', 1, 'feedback', '吴工', '欧阳*满说已修好，电话199****1234']]);
    expect(readFileSync(join(out, file)).includes(RESIDENT)).toBe(false);
  });
});

describe('a publication', () => {
  it('goes through its steps in order', async () => {
    const steps: string[] = [];
    await publish(request([PLAIN], { onStep: (step) => void steps.push(step) }));
    expect(steps).toEqual(PUBLISH_STEPS);
  });

  it('accounts for every row that was read', async () => {
    const rows = [
      PLAIN,
      'A2,王庙镇,东村,,,2022-03-01,以后的,绿色,,,',
      'A3,王庙镇,东村,,,2022-01-05,,绿色,,,',
      ',,,,,,,,,,',
    ];
    const { manifest } = await publish(request([...rows, '合计,,,,,,3,,,,']));
    const { read, kept, setAside, skipped } = manifest.rows!;
    expect([kept, setAside]).toEqual([1, 2]);
    expect(read).toBe(kept + setAside + skipped);
  });

  it('of the public edition follows from what is published, and of a ledger of one problem nothing is', async () => {
    const first = await publish(request([PLAIN], { edition: 'public' }));
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as {
      metrics: Record<string, { value: number | null; missing: string | null }>;
    };
    const told = Object.values(summary.metrics).filter(({ value }) => value !== null && value !== 0);
    expect(told).toEqual([]);
    expect(summary.metrics['problems_total']).toMatchObject({ value: null, missing: 'suppressed' });
    const other = PLAIN.replace('路灯不亮', '下水道堵');
    const second = await publish(request([other], { edition: 'public' }));
    expect(second.manifest.dataVersion).toBe(first.manifest.dataVersion);
    expect(first.imported.rows).toMatchObject({ kept: 1 });
  });
});
