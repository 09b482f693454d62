import { expect, test } from 'vitest';
import { sqlString } from '../../../src/lib/core/sql-string.ts';

test('a text becomes a SQL literal in which every quote is doubled and nothing else changes', () => {
  expect(sqlString('台账')).toBe("'台账'");
  expect(sqlString('')).toBe("''");
  expect(sqlString("O'Brien's")).toBe("'O''Brien''s'");
  expect(sqlString("'")).toBe("''''");
  expect(sqlString('a\\b "c" ? $&\n%')).toBe('\'a\\b "c" ? $&\n%\'');
});
