import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { refusalCode, run } from './ingest-files.ts';

/** A ledger of so many rows whose town is merged over all of them, so many times over each other. */
function workbook(rows: number, times: number): Uint8Array {
  const cells = Array.from({ length: rows }, (_, at) => [
    at === 0 ? '王庙镇' : '',
    `第${at}处路灯不亮`,
    '2022-01-05',
  ]);
  const sheet = utils.aoa_to_sheet([['镇街', '反映问题', '登记时间'], ...cells]);
  sheet['!merges'] = Array.from({ length: times }, () => ({ s: { r: 1, c: 0 }, e: { r: rows, c: 0 } }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '台账');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}

const of = (bytes: Uint8Array) => ({
  issues: [{ name: '台账.xlsx', bytes }],
  visits: [],
  cutoff: '2022-02-17T18:00' as const,
});

describe('merged cells', () => {
  it('are filled down', async () => {
    const { issues } = await run(of(workbook(300, 1)));
    expect(new Set(issues.map(({ town }) => town))).toEqual(new Set(['王庙镇']));
    expect(issues).toHaveLength(300);
  });

  it('that lie over each other a thousandfold are refused before they are filled', async () => {
    expect(await refusalCode(of(workbook(2000, 10_100)))).toBe('INGEST_TOO_LARGE');
  });
});
