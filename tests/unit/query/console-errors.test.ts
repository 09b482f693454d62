import { describe, expect, it } from 'vitest';
import { QueryError } from '../../../src/lib/core/engine.ts';
import { cleanMessage, readReport } from '../../../src/lib/query/console-errors.ts';
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
