import { utils, write, type BookType } from '@e965/xlsx';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/lib/ingest/csv.ts';
import { refusalCode, run, textFile } from '../unit/ingest/ingest-files.ts';

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  town: ['镇街', '乡镇', '镇（街道）', '所属 镇街', '*镇街'],
  reported_at: ['登记时间', '登记日期', '走访时间（必填）', '受理\n时间'],
  problem: ['反映问题', '问题描述', '群众反映问题', '诉求内容（简要）', '＊反映问题'],
  colour: ['台账颜色', '台帐颜色', '五色', '颜色'],
  onsite: ['是否现场解决', '现场解决'],
  resolved_at: ['解决时间', '解决日期', '完成时间'],
};
const COLOURS = {
  green: ['绿', '绿色', '绿账'],
  blue: ['蓝色', '镇级'],
  yellow: ['黄', '县直'],
  red: ['红色台账'],
  white: ['白'],
};
const DATES = [
  (y: number, m: number, d: number) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
  (y: number, m: number, d: number) => `${y}年${m}月${d}日`,
  (y: number, m: number, d: number) => `${y}.${m}.${d}`,
  (y: number, m: number, d: number) => `${y}/${m}/${d}`,
  (y: number, m: number, d: number) => `${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}`,
];

const day = fc.record({
  m: fc.integer({ min: 1, max: 12 }),
  d: fc.integer({ min: 1, max: 28 }),
  form: fc.nat(4),
});
const written = ({ m, d, form }: { m: number; d: number; form: number }) => DATES[form]!(2021, m, d);
const meant = ({ m, d }: { m: number; d: number }) => `${DATES[0]!(2021, m, d)}T00:00:00`;
const problem = fc
  .array(fc.constantFrom('停', '水', '电', '路', '"', ',', '，', '\n', '1', ' ', '灯', '；'), {
    minLength: 1,
    maxLength: 20,
  })
  .map((parts) => `问题${parts.join('')}。`);
const record = fc.record({
  town: fc.constantFrom('王庙镇', '龙门街道', '三唐乡'),
  reported: day,
  problem,
  onsite: fc.boolean(),
  colour: fc.constantFrom(...(Object.keys(COLOURS) as (keyof typeof COLOURS)[])),
  word: fc.nat(2),
  resolved: fc.option(day),
});
const table = fc.record({
  rows: fc.array(record, { minLength: 1, maxLength: 12 }),
  headers: fc.tuple(...Object.values(HEADERS).map((names) => fc.constantFrom(...names))),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 }),
  titles: fc.nat(2),
  type: fc.constantFrom<BookType>('csv', 'xlsx', 'xlml', 'ods', 'xls'),
});
type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

function cellsOf({ rows, headers, order, titles }: Table): string[][] {
  const body = rows.map((row) => [
    row.town,
    written(row.reported),
    row.problem,
    row.onsite ? '' : COLOURS[row.colour][row.word % COLOURS[row.colour].length]!,
    row.onsite ? '是' : '否',
    row.resolved ? written(row.resolved) : '',
  ]);
  const all = [headers, ...body].map((cells) => order.map((column) => cells[column]!));
  return [...Array.from({ length: titles }, () => ['群众反映问题汇总台账']), ...all];
}

/** OpenDocument text folds runs of blanks. */
const asStored = (text: string, spec: Table) => (spec.type === 'ods' ? text.replace(/\s+/g, '') : text);

function fileOf(cells: string[][], type: BookType) {
  if (type === 'csv') {
    const quoted = cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
    return textFile('a.csv', quoted.join('\r\n'));
  }
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(cells), 'Sheet1');
  return {
    name: `a.${type}`,
    bytes: new Uint8Array(write(book, { type: 'array', bookType: type }) as ArrayBuffer),
  };
}

describe('any table of valid rows', () => {
  it('reads back equal, whatever the headers, their order, the dates and the format', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (spec) => {
        const result = await run({ issues: [fileOf(cellsOf(spec), spec.type)], cutoff: '2021-12-31T23:59' });
        expect(result.issues).toHaveLength(spec.rows.length);
        expect(result.sheets[0]!.read).toBe(spec.rows.length + 1 + spec.titles);
        spec.rows.forEach((row, index) => {
          const issue = result.issues[index]!;
          expect(issue.town).toBe(row.town);
          expect(issue.reported_at).toBe(meant(row.reported));
          expect(asStored(issue.problem, spec)).toBe(asStored(row.problem, spec));
          expect(issue.disposition).toBe(row.onsite ? 'onsite' : 'ledger');
          expect(issue.colour_current).toBe(row.onsite ? null : row.colour);
          const done = row.resolved ? meant(row.resolved) : null;
          const isWhite = !row.onsite && row.colour === 'white';
          expect(isWhite ? issue.explained_at : issue.resolved_at).toBe(done);
        });
      }),
      { numRuns: 120, seed: 20_220_218 },
    );
  });
});

describe('any bytes', () => {
  const settled = async (name: string, bytes: Uint8Array) => {
    const code = await refusalCode({ issues: [{ name, bytes }], cutoff: '2022-01-01T00:00' });
    expect(code === null || code.startsWith('INGEST_')).toBe(true);
  };
  it('are read or refused with a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), (bytes) => settled('a.csv', bytes)),
      { numRuns: 300, seed: 1 },
    );
  });
  it('behind a known signature are read or refused with a code', async () => {
    const heads = [
      [0x50, 0x4b, 3, 4],
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0xef, 0xbb, 0xbf],
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 3000 }), (head, tail) =>
        settled('a.xlsx', new Uint8Array([...head, ...tail])),
      ),
      { numRuns: 300, seed: 2 },
    );
  });
  it('of a damaged workbook are read or refused with a code', async () => {
    const cells = [
      ['镇街', '登记时间', '反映问题'],
      ['王庙镇', '2021-12-01', '停水'],
    ];
    const files = (['xlsx', 'xls', 'ods', 'xlml'] as const).map((type) => fileOf(cells, type).bytes);
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.nat(3), damage, (which, edits) => {
        const bytes = files[which]!.slice();
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        return settled('a.xlsx', bytes);
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});

it('well-formed CSV reads as csv-parse reads it', () => {
  const cell = fc
    .array(fc.constantFrom('a', '1', '"', ',', '\n', '中', ' '), { maxLength: 6 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      (rows) => {
        const text = rows
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        expect(parseCsv(text, ',').rows).toEqual(parse(text, { relax_column_count: true }));
        expect(parseCsv(text, ',').notes).toEqual([]);
      },
    ),
    { seed: 4 },
  );
});
