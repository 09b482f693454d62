import { expect, it } from 'vitest';
import { readWorkbook } from '../../../src/lib/ingest/workbook.ts';
import { textFile } from './ingest-files.ts';

const LINES = '镇街,登记时间,反映问题\n王庙镇,2022-01-05,路灯不亮\n';

it.each([
  ['as a whole', undefined],
  ['in parts', 64],
])('a record wider than any sheet is refused with its file and row, read %s', async (_, partBytes) => {
  const file = textFile('台账.csv', LINES + ','.repeat(20_000));
  await expect(readWorkbook(file, { partBytes })).rejects.toMatchObject({
    code: 'INGEST_ROW_TOO_WIDE',
    place: { file: '台账.csv', row: 3 },
  });
});
