import { describe, expect, it } from 'vitest';
import { QueryError } from '../../../src/lib/core/engine.ts';
import { cleanMessage, consoleError } from '../../../src/lib/query/console-errors.ts';
import { readReport } from '../../../src/lib/query/engine-report.ts';
import { closedName } from '../../../src/lib/query/run-console.ts';

const clean = (type: string, message: string) => cleanMessage({ type, message, position: null });

describe('what the engine says', () => {
  it('is read as JSON, with or without words before it; an engine that broke says none', () => {
    const told = '{"exception_type":"Parser","exception_message":"syntax error","position":"41"}';
    for (const message of [told, `Parser Error: ${told}`])
      expect(readReport(new QueryError(message, ''))).toEqual({
        type: 'Parser',
        message: 'syntax error',
        position: 41,
      });
    expect(
      readReport(new QueryError('{"exception_type":"IO","exception_message":"x"}', ''))!.position,
    ).toBeNull();
    expect(readReport(new QueryError('memory access out of bounds', ''))).toBeNull();
  });

  it('keeps names and suggestions, and not how to load extensions', () => {
    expect(clean('Binder', 'Referenced column "nope" not found!\nCandidate bindings: "town"')).toBe(
      'Referenced column "nope" not found! Candidate bindings: "town"',
    );
    expect(clean('Catalog', 'It exists in the json extension.\n\nPlease try:\nINSTALL json;')).toBe(
      'It exists in the json extension.',
    );
  });

  it('loses every value when it is about running', () => {
    expect(
      clean('Conversion', `Could not convert string '张小满' to INT32 when casting from source column b`),
    ).toBe('Could not convert string … to INT32 when casting from source column b');
    expect(clean('Conversion', `invalid date: "路灯'坏了" at 13812340001`)).not.toMatch(/[㐀-鿿]|\d{3}/);
    expect(clean('Out of Range', 'Value 138-1234-0001 is 张小满')).toBe('Value … is …');
    expect(clean('Invalid Input', "unbalanced 'Zhang Xiaoman")).toBe('unbalanced …');
  });
});

describe('an error in Chinese', () => {
  const told = (type: string, message: string) => {
    const { text, original } = consoleError({ type, message, position: null }, null, null);
    return [text.zh, original];
  };

  it('says what the engine means, its own words apart', () => {
    expect(told('Parser', 'syntax error at or near "frm"')).toEqual([
      '语法有误：“frm”附近的写法不对',
      'syntax error at or near "frm"',
    ]);
    expect(told('Binder', 'Referenced column "towm" not found in FROM clause!')[0]).toBe(
      '名称或用法不对：没有名为“towm”的列',
    );
    expect(told('Catalog', 'Table with name nix does not exist!\nDid you mean "issues"?')[0]).toBe(
      '名称或用法不对：没有名为“nix”的表',
    );
    expect(told('Conversion', `Could not convert string '张小满' to INT32`)).toEqual([
      '运行中出错：有的文字不能换算成所要的类型',
      'Could not convert string … to INT32',
    ]);
  });

  it('holds no English where it has no words for it', () => {
    expect(told('Binder', 'Something new')).toEqual(['名称或用法不对', 'Something new']);
  });
});

describe('closed names', () => {
  it.each([
    [['select', '*', 'from', '"READ_CSV"', '('], 'read_csv'],
    [['from', 'glob', '(', "'*'", ')'], 'glob'],
    [['from', 'duckdb_settings', '(', ')'], 'duckdb_settings'],
    [['from', 'query', '('], 'query'],
    [['select', 'town', 'from', 'issues', 'where', 'town', 'glob', "'恩*'"], null],
    [['select', "'read_csv'"], null],
    [['select', 'query', 'from', 'x'], null],
    [[], null],
  ])('of %j: %s', (words, name) => {
    expect(closedName(words as string[])).toBe(name);
  });
});
