import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Bool,
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int32,
  Int64,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromArrays,
  tableToIPC,
  TimestampMicrosecond,
  TimestampMillisecond,
  Type,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDbNode } from '../../../src/lib/engine/duckdb-node.ts';
import { readWorkbook } from '../../../src/lib/ingest/workbook.ts';
import { refusalCode, run } from './ingest-files.ts';

const SQL = `
  select * from (values
    ('王庙镇', date '2022-01-05', timestamp '2022-01-06 09:30:00', timestamptz '2022-01-06 18:30:00+00',
     '停水', true, 13900001111::bigint, 3.10::decimal(9,2), null::double, ['住建局', '水利局'], '绿色'::enum_colour),
    ('龙门街道', date '2021-12-31', timestamp '2022-01-07 00:00:00', null, '路灯不亮', false, null, 0.07, 2.5, [],
     '红色'::enum_colour))
  as t(镇街, 登记时间, 解决时间, 回访时间, 反映问题, 是否现场解决, 联系方式, 分值, 户数, 责任单位, 台账颜色)`;
const ROWS = [
  [
    ...['镇街', '登记时间', '解决时间', '回访时间', '反映问题', '是否现场解决', '联系方式', '分值', '户数'],
    ...['责任单位', '台账颜色'],
  ],
  [
    ...['王庙镇', '2022-01-05', '2022-01-06T09:30:00', '2022-01-07T02:30:00', '停水', '是', '13900001111'],
    ...['3.1', '', '住建局、水利局', '绿色'],
  ],
  ['龙门街道', '2021-12-31', '2022-01-07', '', '路灯不亮', '否', '', '0.07', '2.5', '', '红色'],
];

let folder: string;
let engine: Awaited<ReturnType<typeof openDuckDbNode>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-formats-'));
  engine = await openDuckDbNode({ path: ':memory:' });
  await engine.query({ sql: `create type enum_colour as enum ('绿色', '红色')`, parameters: [] });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function parquetFile(sql: string, options: string) {
  const path = join(folder, `${options.replace(/\W+/g, '-')}.parquet`);
  await engine.query({ sql: `copy (${sql}) to '${path}' (format parquet, ${options})`, parameters: [] });
  return { name: 'a.parquet', bytes: new Uint8Array(readFileSync(path)) };
}

async function cellsOf(file: { name: string; bytes: Uint8Array }) {
  const { sheets, encoding } = await readWorkbook(file);
  expect(sheets).toHaveLength(1);
  return { encoding, rows: sheets[0]!.rows.map(({ cells }) => cells) };
}

describe('a Parquet file written by DuckDB', () => {
  it.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'])(
    'is read with its types: %s',
    async (codec) => {
      expect(await cellsOf(await parquetFile(SQL, `codec ${codec}`))).toEqual({
        encoding: 'parquet',
        rows: ROWS,
      });
    },
  );

  it('of several row groups and of the second page version keeps the order of its rows', async () => {
    const sql = `select 'p' || i as 反映问题, '王庙镇' as 镇街 from range(5000) t(i) order by i`;
    const { rows } = await cellsOf(await parquetFile(sql, 'row_group_size 2048, parquet_version v2'));
    expect(rows).toHaveLength(5001);
    expect([rows[1], rows[2049], rows[5000]]).toEqual([
      ['p0', '王庙镇'],
      ['p2048', '王庙镇'],
      ['p4999', '王庙镇'],
    ]);
  });

  it('goes through the importer like any other export', async () => {
    const result = await run({ issues: [await parquetFile(SQL, 'codec zstd')], cutoff: '2022-02-01T00:00' });
    expect(
      result.issues.map(({ src_row, town, reported_at, disposition }) => [
        src_row,
        town,
        reported_at,
        disposition,
      ]),
    ).toEqual([
      [2, '王庙镇', '2022-01-05T00:00:00', 'onsite'],
      [3, '龙门街道', '2021-12-31T00:00:00', 'ledger'],
    ]);
    expect(result.files[0]).toMatchObject({ name: 'a.parquet', encoding: 'parquet' });
  });

  it('shows times of day', async () => {
    const file = await parquetFile(`select time '09:30:15.25' as 时刻, null::time as 无`, 'codec gzip');
    expect((await cellsOf(file)).rows).toEqual([
      ['时刻', '无'],
      ['09:30:15', ''],
    ]);
  });

  it('that promises more cells than fit in memory is refused', async () => {
    const columns = Array.from({ length: 50 }, (_, index) => `1 as c${index}`).join(',');
    const file = await parquetFile(`select ${columns} from range(2000001)`, 'codec zstd');
    expect(file.bytes.length).toBeLessThan(1_000_000);
    expect(await refusalCode({ issues: [file], cutoff: '2022-02-01T00:00' })).toBe('INGEST_TOO_LARGE');
  });

  it('with an encrypted footer, or cut off, is refused', async () => {
    const { bytes } = await parquetFile(SQL, 'codec snappy');
    const sealed = new Uint8Array(bytes);
    sealed.set([...'PARE'].map((letter) => letter.charCodeAt(0)));
    expect(await refusalCode({ issues: [{ name: 'a.parquet', bytes: sealed }] })).toBe(
      'INGEST_FILE_PROTECTED',
    );
    expect(await refusalCode({ issues: [{ name: 'a.parquet', bytes: bytes.subarray(0, 900) }] })).toBe(
      'INGEST_FILE_UNREADABLE',
    );
  });
});

/** 2022-01-06 09:30 of a clock, and the same reading of the clock in Greenwich. */
const HALF_PAST_NINE = Date.UTC(2022, 0, 6, 9, 30);

function arrowTable(): Table {
  return new Table({
    镇街: vectorFromArray(['王庙镇', '龙门街道'], new Dictionary(new Utf8(), new Int32())),
    登记时间: vectorFromArray([new Date('2022-01-05T00:00:00Z'), null], new DateDay()),
    解决时间: vectorFromArray([HALF_PAST_NINE, null], new TimestampMillisecond()),
    回访时间: vectorFromArray([HALF_PAST_NINE, null], new TimestampMicrosecond('Asia/Shanghai')),
    反映问题: vectorFromArray(['停水', '路灯不亮'], new Utf8()),
    是否现场解决: vectorFromArray([true, false], new Bool()),
    联系方式: vectorFromArray([13900001111n, null], new Int64()),
    户数: vectorFromArray([13900002222, Number.NaN], new Float64()),
  });
}
const ARROW_ROWS = [
  ['镇街', '登记时间', '解决时间', '回访时间', '反映问题', '是否现场解决', '联系方式', '户数'],
  [
    ...['王庙镇', '2022-01-05', '2022-01-06T09:30:00', '2022-01-06T17:30:00', '停水', '是', '13900001111'],
    '13900002222',
  ],
  ['龙门街道', '', '', '', '路灯不亮', '否', '', ''],
];

/** Two problems as pyarrow writes them by default: buffers packed by LZ4. */
const PACKED_ARROW = [
  'QVJST1cxAAD/////eAAAABAAAAAAAAoADAAGAAUACAAKAAAAAAEEAAwAAAAIAAgAAAAEAAgAAAAEAAAAAQAAABQAAAAQABQACAAG',
  'AAcADAAAABAAEAAAAAAAAQUQAAAAJAAAAAQAAAAAAAAADAAAAOWPjeaYoOmXrumimAAAAAAEAAQABAAAAP////+oAAAAFAAAAAAA',
  'AAAMABgABgAFAAgADAAMAAAAAAMEABwAAABYAAAAAAAAAAAAAAAMABwAEAAEAAgADAAMAAAAWAAAABwAAAAUAAAAAgAAAAAAAAAA',
  'AAAABAAEAAQAAAADAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIwAAAAAAAAAoAAAAAAAAACkAAAAAAAAAAAAAAAEAAAACAAAA',
  'AAAAAAAAAAAAAAAADAAAAAAAAAAEIk0YYECCDAAAgAAAAAAGAAAAEgAAAAAAAAAAAAAAABIAAAAAAAAABCJNGGBAghIAAIDlgZzm',
  'sLTot6/nga/kuI3kuq4AAAAAAAAAAAAAAP////8AAAAAEAAAAAwAFAAGAAgADAAQAAwAAAAAAAQANAAAACQAAAAEAAAAAQAAAIgA',
  'AAAAAAAAsAAAAAAAAABYAAAAAAAAAAAAAAAIAAgAAAAEAAgAAAAEAAAAAQAAABQAAAAQABQACAAGAAcADAAAABAAEAAAAAAAAQUQ',
  'AAAAJAAAAAQAAAAAAAAADAAAAOWPjeaYoOmXrumimAAAAAAEAAQABAAAAKAAAABBUlJPVzE=',
].join('');

describe('an Arrow table', () => {
  it('that is packed inside is refused with what to do instead', async () => {
    const bytes = new Uint8Array(Buffer.from(PACKED_ARROW, 'base64'));
    expect(await refusalCode({ issues: [{ name: 'a.arrow', bytes }] })).toBe('INGEST_ARROW_COMPRESSED');
  });

  it('of a form that is not read is refused with what to do instead', async () => {
    const feather = new TextEncoder().encode('FEA1\0\0\0\0');
    expect(await refusalCode({ issues: [{ name: 'a.feather', bytes: feather }] })).toBe('INGEST_ARROW_FORM');
    const bytes = tableToIPC(tableFromArrays({ 反映问题: ['停水'] }), 'stream');
    const unknownType = 24;
    const codes = await Promise.all(
      [...bytes.keys()]
        .filter((at) => bytes[at] === Type.Utf8 && at < 300)
        .map((at) => refusalCode({ issues: [{ name: 'a.arrow', bytes: bytes.with(at, unknownType) }] })),
    );
    expect(codes).toContain('INGEST_ARROW_FORM');
  });

  it.each(['file', 'stream'] as const)('is read with its types: %s', async (form) => {
    const bytes = tableToIPC(arrowTable(), form);
    expect(await cellsOf({ name: 'a.arrow', bytes })).toEqual({ encoding: 'arrow', rows: ARROW_ROWS });
  });

  it('that is a view into a larger buffer is read as well', async () => {
    const inner = tableToIPC(arrowTable(), 'file');
    const buffer = new Uint8Array(inner.length + 24);
    buffer.set(inner, 13);
    const { rows } = await cellsOf({ name: 'a.arrow', bytes: buffer.subarray(13, 13 + inner.length) });
    expect(rows).toEqual(ARROW_ROWS);
  });

  it('of several batches keeps every row', async () => {
    const schema = new Schema([new Field('反映问题', new Utf8())]);
    const batches = ['停水', '停电', '路灯不亮'].map((text) => {
      const column = vectorFromArray([text], new Utf8()).data[0]!;
      return new RecordBatch(
        schema,
        makeVector({ type: new Struct(schema.fields), length: 1, nullCount: 0, children: [column] } as never)
          .data[0] as never,
      );
    });
    const { rows } = await cellsOf({ name: 'a', bytes: tableToIPC(new Table(schema, batches), 'stream') });
    expect(rows).toEqual([['反映问题'], ['停水'], ['停电'], ['路灯不亮']]);
  });

  it('without the columns of a ledger is refused like any table', async () => {
    const bytes = tableToIPC(tableFromArrays({ a: [1, 2], b: ['x', 'y'] }), 'file');
    expect(await refusalCode({ issues: [{ name: 'a.arrow', bytes }] })).toBe('INGEST_MISSING_COLUMN');
  });

  it('that is cut off is refused', async () => {
    const bytes = tableToIPC(arrowTable(), 'file').subarray(0, 700);
    expect(await refusalCode({ issues: [{ name: 'a.arrow', bytes }] })).toBe('INGEST_FILE_UNREADABLE');
  });
});
