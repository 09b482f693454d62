import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IssueRow } from '../../src/lib/ingest/types.ts';
import { run, textFile } from '../unit/ingest/ingest-files.ts';

const HEADER = '编号,镇街,联系方式,登记时间,反映问题';
const CUTOFF = '2022-01-31T18:00';
/** A row with a number, or with a contact, or with both: one that can be found again. */
const row = fc
  .record({
    number: fc.option(fc.nat(9)),
    phone: fc.nat(5),
    town: fc.constantFrom('王庙镇', '恩城镇', ''),
    problem: fc.constantFrom('停水', '停电', '道路不平'),
  })
  .map(({ number, phone, town, problem }) =>
    [number === null ? '' : `N${number}`, town, `1380000000${phone}`, '2022-01-02', problem].join(','),
  );
const rows = fc.array(row, { minLength: 1, maxLength: 12 });
const file = (name: string, lines: readonly string[], end = '\n') =>
  textFile(name, [HEADER, ...lines].join('\n') + end);
const alone = async (...issues: ReturnType<typeof file>[]) => (await run({ issues, cutoff: CUTOFF })).issues;

it('a file that replaces itself is the file alone', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(undefined, 100), async (lines, partBytes) => {
      const result = await run({
        issues: [file('a.csv', lines), file('a.csv', lines, '\n\n')],
        several: 'replace',
        cutoff: CUTOFF,
        ...(partBytes !== undefined && { partBytes }),
      });
      expect(result.issues).toEqual(await alone(file('a.csv', lines)));
      expect(result.findings.filter(({ code }) => code === 'QC_ROW_REPLACED')).toHaveLength(lines.length);
      for (const sheet of result.sheets) expect(sheet.read).toBe(sheet.kept + sheet.setAside + sheet.skipped);
    }),
    { numRuns: 80, seed: 20_220_218 },
  );
});

it.each(['add', 'replace'] as const)('files without a row in common are their union: %s', async (several) => {
  const named = (lines: readonly string[], letter: string) =>
    lines.map((line, index) => `${letter}${index}${line.slice(line.indexOf(','))}${letter}`);
  const read = (issues: readonly IssueRow[]) => issues.map((issue) => ({ ...issue }));
  await fc.assert(
    fc.asyncProperty(rows, rows, async (one, other) => {
      const files = [file('a.csv', named(one, 'A')), file('b.csv', named(other, 'B'))] as const;
      const result = await run({ issues: files, several, cutoff: CUTOFF });
      expect(read(result.issues)).toEqual([...(await alone(files[0])), ...(await alone(files[1]))]);
      const codes = result.findings.map(({ code }) => code);
      expect(codes).not.toContain('QC_ROW_REPLACED');
      expect(codes).not.toContain('INGEST_LOOKS_LIKE_SAME_LEDGER');
    }),
    { numRuns: 60, seed: 20_220_219 },
  );
});
