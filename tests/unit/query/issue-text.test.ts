import { describe, expect, it, vi } from 'vitest';
import { run, textFile } from '../ingest/ingest-files.ts';
import { maskedText } from '../../../src/lib/query/issue-text.ts';

/** What a place holds passes unmasked: the second look stands alone. */
vi.mock('../../../src/lib/privacy/policy.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../../../src/lib/privacy/policy.ts')>();
  const maskOf: typeof real.maskOf = (member) =>
    member === 'village' ? (value) => value : real.maskOf(member);
  return { ...real, maskOf };
});

describe('a place that repeats what its row says of the resident', () => {
  it.each([
    ['the telephone', '东村138/0000/0001', true],
    ['the bare name', '逯小满', true],
    ['a name within that of a village', '逯小满庄', false],
    ['a masked telephone', '东村138****0001', false],
  ])('%s: %s', async (_, village, isRefused) => {
    const text = `镇街,村(社区),受访群众姓名,联系方式,登记时间,反映问题,台账颜色\n王庙镇,${village},逯小满,138 0000 0001,2022-01-01,停水,绿\n`;
    const { issues } = await run({
      issues: [textFile('a.csv', text)],
      visits: [],
      cutoff: '2022-02-17T18:00',
    });
    expect(issues[0]!.village).toBe(village);
    const work = (): string => maskedText(issues, 0);
    if (isRefused)
      expect(work).toThrow(
        expect.objectContaining({
          code: 'PUBLISH_RESIDENT_FOUND',
          place: expect.objectContaining({ column: 'village', row: 2 }),
        }),
      );
    else expect(work()).toContain(village);
  });
});
