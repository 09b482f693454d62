import type { SqlParameter, Statement } from '../core/engine.ts';
import { sqlString } from '../core/sql-string.ts';

/** String and quoted-name literals, which may hold a question mark of their own, and placeholders. */
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g;

/** A value as a SQL literal. Throws `RangeError` at a number that SQL cannot write, or text with a NUL. */
function sqlLiteral(value: SqlParameter): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('not a finite number');
    return String(value);
  }
  return sqlString(value);
}

/**
 * A statement's text with its parameters written in: one message to the worker instead of three. Every value
 * becomes a literal of its own kind; DuckDB's string literals have no escapes but the doubled quote.
 * Throws `RangeError` when the number of parameters differs from the number of placeholders.
 */
export function inlineParameters({ sql, parameters }: Statement): string {
  let next = 0;
  const text = sql.replace(TOKENS, (token) => {
    if (token !== '?') return token;
    if (next >= parameters.length) throw new RangeError('more placeholders than parameters');
    return sqlLiteral(parameters[next++]!);
  });
  if (next < parameters.length) throw new RangeError('more parameters than placeholders');
  return text;
}
