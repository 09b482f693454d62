import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDbNode } from '../../../src/lib/engine/duckdb-node.ts';
import { readWorkbook } from '../../../src/lib/ingest/workbook.ts';

let folder: string;
let engine: Awaited<ReturnType<typeof openDuckDbNode>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-parquet-'));
  engine = await openDuckDbNode({ path: ':memory:' });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function rowsOf(sql: string): Promise<(readonly string[])[]> {
  const path = join(folder, 'a.parquet');
  await engine.query({ sql: `copy (${sql}) to '${path}' (format parquet)`, parameters: [] });
  const { sheets } = await readWorkbook({ name: 'a.parquet', bytes: new Uint8Array(readFileSync(path)) });
  return sheets[0]!.rows.map(({ cells }) => cells);
}

describe('a Parquet file of DuckDB', () => {
  it('with few words many times over, and without a value in every third row, keeps each in its row', async () => {
    const rows = await rowsOf(
      `select '第' || i || '条' as 反映问题, case i % 3 when 0 then null when 1 then '王庙镇' else '恩城镇' end as 镇街,
         case when i % 2 = 0 then timestamp '2022-01-05 09:30:00' end as 登记时间
       from range(3000) t(i) order by i`,
    );
    expect(rows).toHaveLength(3001);
    expect(rows[1]).toEqual(['第0条', '', '2022-01-05T09:30:00']);
    expect(rows[2]).toEqual(['第1条', '王庙镇', '']);
    expect(rows[3]).toEqual(['第2条', '恩城镇', '2022-01-05T09:30:00']);
    expect(rows[3000]).toEqual(['第2999条', '恩城镇', '']);
    expect(rows.slice(1).filter(([, town]) => town === '')).toHaveLength(1000);
  });

  it('shows what lies within a column, and the columns beside it as they are', async () => {
    const rows = await rowsOf(
      `select * from (values
         ('停水', {'姓名': '张三', '户数': 3}, ['甲', null, '乙'], map {'k': 1}, [{'a': 1}, {'a': 2}], '王庙镇'),
         ('停电', null, null, null, [], '恩城镇'))
       as t(反映问题, 住户, 单位, 其他, 事件, 镇街)`,
    );
    expect(rows[0]).toEqual(['反映问题', '住户', '单位', '其他', '事件', '镇街']);
    expect(rows[1]!.map((cell) => cell.replaceAll(' ', ''))).toEqual([
      '停水',
      '{"姓名":"张三","户数":3}',
      '甲、乙',
      '{"k":1}',
      '{"a":1}、{"a":2}',
      '王庙镇',
    ]);
    expect(rows[2]).toEqual(['停电', '', '', '', '', '恩城镇']);
  });
});
