import { expect, it } from 'vitest';
import { run, textFile } from './ingest-files.ts';

it.each([
  ['登记日期', 'reported_at'],
  ['交办日期', 'assigned_at'],
  ['办结日期', 'resolved_at'],
  ['销号日期', 'resolved_at'],
  ['解释日期', 'explained_at'],
  ['回访日期', 'revisit_at'],
] as const)('%s is read as the time of the same name', async (header, column) => {
  const text = `镇街,反映问题,台账颜色,${header}\n王庙镇,路坏了,绿色,2022-01-05\n`;
  const result = await run({ issues: [textFile('a.csv', text)], cutoff: '2022-02-17T18:00' });
  expect(result.issues[0]![column]).toMatch(/^2022-01-05/);
});
