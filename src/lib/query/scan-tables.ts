import { WuseError } from '../core/errors.ts';
import type { QueryEngine, SqlValue } from '../core/engine.ts';
import { findIdentifiers, PROVINCES } from '../privacy/scan.ts';
import { refuseSecret } from './refuse-secret.ts';
import {
  FINDING_TABLE,
  ISSUE_TABLE,
  TRANSITION_TABLE,
  VISIT_TABLE,
  type TableColumn,
} from '../schema/ddl.ts';

const TABLES: readonly (readonly [string, readonly TableColumn[]])[] = [
  ['issues', ISSUE_TABLE],
  ['visits', VISIT_TABLE],
  ['transitions', TRANSITION_TABLE],
  ['findings', FINDING_TABLE],
];

function refuse(table: string, column: string, file: SqlValue, sheet: SqlValue, row: SqlValue): never {
  throw new WuseError(
    'PUBLISH_IDENTIFIER_FOUND',
    {
      zh: `脱敏后的 ${table}.${column} 中仍有疑似电话、证件、车牌或卡号`,
      en: `${table}.${column} still holds what looks like a phone, ID, plate or card number after masking`,
    },
    {
      zh: '请在原表中改写该单元格后重新发布；原有发布内容保持不变',
      en: 'Rewrite that cell in the source and publish again; the published bundle is unchanged',
    },
    {
      file: String(file ?? ''),
      sheet: String(sheet ?? ''),
      ...(row === null ? {} : { row: Number(row) }),
      column,
    },
  );
}

/** Characters that are, or that compatibility forms may turn into, a digit. */
const DIGIT = '0-9\\x{B2}\\x{B3}\\x{B9}\\x{2070}-\\x{2FFF}\\x{3040}-\\x{4DFF}\\x{A000}-\\x{10FFFF}';
/** So many digits with at most three other characters between two. */
const digits = (count: number, digit = `[${DIGIT}]`, other = `[^${DIGIT}]`): string =>
  `${digit}(?:${other}{0,3}${digit}){${count - 1}}`;
/** Digits of a text in ASCII: classes without other characters are many times as fast. */
const ASCII_DIGITS = digits(10, '[0-9]', '[\\x00-\\x2F\\x3A-\\x7F]');
/** Characters that compatibility forms may turn into a Chinese one. */
const CHINESE_FORMS = '\\x{2E80}-\\x{2FDF}\\x{F900}-\\x{FAFF}\\x{10000}-\\x{10FFFF}';
/** What stands before a number of seven or eight digits; all other numbers have at least ten. */
const LOCAL_LABEL = `电话|座机|固话|联系方式|[${CHINESE_FORMS}]`;
/** A province before what is or may become a letter. */
const PLATE = `[${PROVINCES}${CHINESE_FORMS}][^\\x{4E00}-\\x{9FFF}\\x00-\\x40\\x5B-\\x60\\x7B-\\x7F]`;
/** Bytes of the shortest identifier: a plate, or seven digits; each is a byte at least. */
const SHORTEST = 7;

/**
 * SQL predicate that holds for every text in which `findIdentifiers` finds something, and for few others:
 * only those are read back.
 */
export function mayHoldIdentifierSql(column: string): string {
  const matches = (pattern: string): string => `regexp_matches(${column}, '${pattern}')`;
  const foreign = `${matches(`${digits(10)}|${PLATE}`)} or (${matches(LOCAL_LABEL)} and ${matches(digits(7))})`;
  const isAscii = `strlen(${column}) = length(${column})`;
  // Not a case: its branches would match every pattern with every text.
  return `(strlen(${column}) >= ${SHORTEST} and ((${isAscii} and ${matches(ASCII_DIGITS)}) or (not ${isAscii} and (${foreign}))))`;
}

/** A column with fewer distinct values than one in as many rows is looked at value by value. */
const ROWS_A_VALUE = 4;
/** Rows that tell whether a column has few values. */
const SAMPLE_ROWS = 20_000;

/** Twenty consonants, made by this program: no digits to be found in a million of them. */
const MADE_OF_LETTERS = 'household_key';

/** The text columns of a table, each as a relation of its values that may hold an identifier. */
async function suspectsOf(
  engine: QueryEngine,
  table: string,
  columns: readonly TableColumn[],
): Promise<string> {
  const texts = columns
    .filter(({ name, type }) => type === 'varchar' && name !== MADE_OF_LETTERS)
    .map((column) => column.name);
  const counts = texts.map((column) => `approx_count_distinct(${column})`);
  const { rows } = await engine.query({
    sql: `select count(*), ${counts.join(', ')} from (select * from ${table} limit ${SAMPLE_ROWS}) as sample`,
    parameters: [],
  });
  const [total, ...distinct] = rows[0] as number[];
  const isFew = (column: string): boolean => distinct[texts.indexOf(column)]! * ROWS_A_VALUE < total!;
  const valuesOf = (column: string): string => `'${column}' as place, ${column} as content from ${table}`;
  const few = texts.filter(isFew).map((column) => `select distinct ${valuesOf(column)}`);
  const many = texts.filter((column) => !isFew(column)).map((column) => `select ${valuesOf(column)}`);
  // Materialized: each pattern is compiled once for all these columns, which takes longer than their values.
  const collected = few.length === 0 ? '' : `with few as materialized (${few.join(' union all ')}) `;
  const relations = [...(few.length === 0 ? [] : ['select place, content from few']), ...many];
  const suspects = relations.map(
    (values) => `select place, content from (${values}) as contents where ${mayHoldIdentifierSql('content')}`,
  );
  return collected + suspects.join(' union all ');
}

/**
 * Reads every text column of every table that is about to be published and refuses on the first identifier.
 * Throws `PUBLISH_IDENTIFIER_FOUND` with the source place, never with the text; and `PUBLISH_HOUSEHOLD_SECRET_FOUND`
 * when a text holds the `secret`.
 */
export async function scanTables(engine: QueryEngine, secret: Uint8Array): Promise<void> {
  for (const [table, columns] of TABLES) {
    const suspects = await engine.query({ sql: await suspectsOf(engine, table, columns), parameters: [] });
    // What is written in hexadecimal has enough digits to be among the suspects.
    refuseSecret(
      suspects.rows.map(([, content]) => String(content)),
      secret,
    );
    for (const [column, content] of suspects.rows) {
      if (findIdentifiers(String(content)).length === 0) continue;
      const sql = `select src_file, src_sheet, src_row from ${table} where ${String(column)} = ? limit 1`;
      const { rows } = await engine.query({ sql, parameters: [content!] });
      const [file, sheet, row] = rows[0]!;
      refuse(table, String(column), file!, sheet!, row!);
    }
  }
}
