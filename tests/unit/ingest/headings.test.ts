import { describe, expect, it } from 'vitest';
import { run, textFile } from './ingest-files.ts';

const CUTOFF = '2022-01-31T18:00';

describe('headings between rows', () => {
  it('say to how many rows they were carried, and make no row of text longer than its header', async () => {
    const text =
      '序号,镇街,反映问题,登记时间\n1,王庙镇,停水,2022-01-05\n一、绿色台账\n2,王庙镇,停电,2022-01-06\n3,王庙镇,修路,2022-01-07\n';
    const { issues, findings } = await run({ issues: [textFile('台账.csv', text)], cutoff: CUTOFF });
    expect(issues.map(({ colour_current }) => colour_current)).toEqual([null, 'green', 'green']);
    expect(findings.map(({ code }) => code)).toEqual(['QC_COLOUR_MISSING', 'QC_GROUP_LINE_CARRIED']);
    expect(findings[1]!.text.zh).toContain(' 2 行');
  });

  it.each(['绿色环保', '不满意', '县级以上', '恩城镇王庄村', '村级', 'G'])(
    'carry nothing from %s',
    async (heading) => {
      const text = `序号,镇街,反映问题,登记时间\n${heading}\n2,王庙镇,停电,2022-01-06\n`;
      const { issues } = await run({ issues: [textFile('台账.csv', text)], cutoff: CUTOFF });
      expect(issues).toMatchObject([{ town: '王庙镇', colour_current: null }]);
    },
  );
});
