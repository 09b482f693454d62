import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowText } from '../../src/lib/core/row-text.ts';
import { openDuckDbNode, type NodeEngine } from '../../src/lib/engine/duckdb-node.ts';
import { holdsIdentifier } from '../../src/lib/privacy/leak-scan.ts';
import { mayHoldIdentifierSql } from '../../src/lib/query/scan-tables.ts';

let engine: NodeEngine;
beforeAll(async () => {
  engine = await openDuckDbNode({ threads: 1 });
});
afterAll(() => engine.close());

/** Numbers of the texts that the scan would read back. */
async function suspects(texts: readonly string[]): Promise<Set<number>> {
  const stage = await engine.stage('texts', [
    { name: 'number', type: 'integer' },
    { name: 'content', type: 'varchar' },
  ]);
  await stage.add(texts.map((text, number) => rowText([number, text])).join(''));
  await engine.execute(`create or replace table texts as select * from ${await stage.end()}`);
  await stage.drop();
  const sql = `select number from texts where ${mayHoldIdentifierSql('content')}`;
  return new Set((await engine.query({ sql, parameters: [] })).rows.map(([number]) => number as number));
}

const digit = fc.constantFrom(...'0123456789０１２３４５６７８９①⑨𝟎𝟗𝟡²³¹₅⁷');
const separator = fc.constantFrom(' ', '-', '－', '—', '.', '·', '\u200b', '\u00ad', '(', '）', '_', '');
const number = fc
  .array(fc.tuple(digit, separator), { minLength: 6, maxLength: 20 })
  .map((parts) => parts.flat().join(''));
const mobile = fc
  .tuple(
    fc.constantFrom('138', '１９９', '𝟏𝟖𝟔'),
    fc.array(fc.tuple(separator, digit), { minLength: 8, maxLength: 8 }),
  )
  .map(([head, rest]) => head + rest.flat().join(''));
const plate = fc
  .tuple(
    fc.constantFrom('鲁', '京', '⼟', '\u{2F800}', '豫'),
    fc.constantFrom('N', 'a', 'Ｂ', 'ａ', '𝐂', 'ᴺ', 'ª', 'Ⓝ'),
    fc.constantFrom('', '·', ' ', '-'),
    fc.constantFrom('12345', 'Ａ１２３４', '挂1234', 'D12345', '1234挂'),
  )
  .map((parts) => parts.join(''));
const local = fc
  .tuple(
    fc.constantFrom('电话', '座机号码：', '联系方式是', '固话: '),
    fc.constantFrom('4211567', '８２１１５６７', '62115678'),
  )
  .map((parts) => parts.join(''));
const named = fc.constantFrom(
  'QQ210303739',
  'ＱＱ 210303739',
  '加微信pingyuan_x2',
  '加V qdd_99',
  '加　ｖ：ｑｄｄ＿９９',
  '加Ⅴ qdd_99',
  '加微 abc12345',
  '军官证 军字第１２３４５６号',
  '士兵证1234567',
  '微信号：pingyuan',
  'wxid_k7q7w8e9',
  '护照号E4024585',
  'a@b.cn',
  'ａ＠ｂ．ｃｎ',
  '一三八一二三四五六七八',
  '①③⑧①②③④⑤⑥⑦⑧',
  'WJ鲁12345',
  '济A·12345',
);
const words = fc.string({ unit: fc.constantFrom(...'村民反映道路不通电话：，。aZ 7\n'), maxLength: 12 });
const text = fc
  .array(fc.oneof(number, mobile, plate, local, named, words, fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 4,
  })
  .map((parts) => parts.join('').replaceAll('\u0000', ''));

describe('the predicate that chooses what the scan reads back', () => {
  it('leaves out no text that holds an identifier', async () => {
    const texts = fc.sample(text, { numRuns: 6000, seed: 20220217 });
    const holding = texts.flatMap((each, index) => (holdsIdentifier(each) ? [index] : []));
    expect(holding.length).toBeGreaterThan(1000);
    const found = await suspects(texts);
    expect(holding.filter((index) => !found.has(index)).map((index) => texts[index])).toEqual([]);
  });

  it('leaves out what publishing writes every day', async () => {
    const usual = [
      '138****1234',
      '0534-****567',
      '2022年2月17日',
      '更换线路600米，5天内完成',
      'PY-0000123',
      '李*民',
    ];
    expect(await suspects(usual)).toEqual(new Set());
  });
});
