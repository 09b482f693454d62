import fc from 'fast-check';
import type { QueryEngine } from '../../src/lib/core/engine.ts';
import { sqlName, sqlString } from '../../src/lib/core/sql-string.ts';
import { inlineParameters } from '../../src/lib/engine/inline-parameters.ts';

/** Pieces that end literals, begin comments or are escapes somewhere. */
const PIECES = [
  ...[
    "'",
    '"',
    "''",
    '""',
    "\\'",
    '\\',
    '?',
    ';',
    '--',
    '/*',
    '*/',
    '$$',
    '$a$',
    "E'\\''",
    "X'00'",
    "U&'\\0027'",
  ],
  ...[
    '\n',
    '\r',
    '\t',
    '\u2028',
    '\u00a0',
    '\ufeff',
    '\u02bc',
    '＇',
    '‘',
    '%',
    '_',
    '{',
    '}',
    '$1',
    ':a',
    '@a',
  ],
  ...[
    '😀',
    '𠮷',
    'é',
    'e\u0301',
    '\u202e',
    'drop table t',
    ' or 1=1 ',
    '`',
    '[',
    ']',
    '\u001a',
    '\b',
    '\u007f',
  ],
];

/** Texts that well-formed programs can hold, without NUL, which no statement has. */
export const attackText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
  .map((pieces) => pieces.join(''))
  // Node's engine drops a byte order mark in front of a value; no cell of a ledger has one.
  .filter((text) => text.isWellFormed() && !text.includes('\0') && !text.startsWith('\ufeff'));

/** Texts go into an engine as literals, parameters and names of columns, and come back; returns those that do not. */
export async function brokenByQuoting(engine: QueryEngine, texts: readonly string[]): Promise<string[]> {
  const marks = texts.map(() => '?').join(', ');
  const names = texts.map((text, index) => `${index} as ${sqlName(`${index}${text}`)}`).join(', ');
  const literals = texts.map(sqlString).join(', ');
  const ask = (sql: string) => engine.query({ sql, parameters: [] });
  const [plain, bound, written, named] = [
    await ask(`select ${literals}`),
    await engine.query({ sql: `select ${marks}`, parameters: texts }),
    await ask(inlineParameters({ sql: `select ${marks} -- it's "`, parameters: texts })),
    await ask(`select ${names}`),
  ];
  return texts.filter(
    (text, index) =>
      [plain, bound, written].some(({ rows }) => rows[0]![index] !== text) ||
      named.columns[index] !== `${index}${text}`,
  );
}
