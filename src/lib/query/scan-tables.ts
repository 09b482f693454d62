import type { QueryEngine, SqlValue } from '../core/engine.ts';
import { holdsIdentifier } from '../privacy/leak-scan.ts';
import { isRecordNumber } from '../privacy/record-number.ts';
import { identifierFound } from './identifier-found.ts';
import { refuseSecret } from './refuse-secret.ts';

/** 一二三, 壹贰叁 and the like write digits too. */
const NUMERALS = '〇零一二三四五六七八九两幺洞拐勾壹贰叁肆伍陆柒捌玖';
/** Characters that are, or that compatibility forms may turn into, a digit. */
const DIGIT = `0-9\\x{B2}\\x{B3}\\x{B9}\\x{2070}-\\x{2FFF}\\x{3040}-\\x{4DFF}\\x{A000}-\\x{10FFFF}${NUMERALS}`;
/** So many digits with at most three other characters between two. */
const digits = (count: number, digit = `[${DIGIT}]`, other = `[^${DIGIT}]`): string =>
  `${digit}(?:${other}{0,3}${digit}){${count - 1}}`;
/** Digits of a text in ASCII: classes without other characters are many times as fast. */
const ASCII_DIGITS = digits(10, '[0-9]', '[\\x00-\\x2F\\x3A-\\x7F]');
/** Characters that compatibility forms may turn into a Chinese one. */
const CHINESE_FORMS = '\\x{2E80}-\\x{2FDF}\\x{F900}-\\x{FAFF}\\x{10000}-\\x{10FFFF}';
/** What stands before a number of six to eight digits; all other numbers have at least ten. */
const LOCAL_LABEL = `电话|座机|固话|联系方式|军官证|士兵证|[${CHINESE_FORMS}]`;
/** A province, or an old military district, before what is or may become a letter. */
const PLATE = `[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼军海空北沈兰济南广成${CHINESE_FORMS}][·.\\s\\-•・]{0,2}[^\\x{4E00}-\\x{9FFF}\\x00-\\x40\\x5B-\\x60\\x7B-\\x7F]`;
/** 加V, 加微, with what may become a V. */
const ADD = '加.{0,2}[VvＶｖ微薇\\x{1D00}-\\x{1DBF}\\x{2160}-\\x{217F}\\x{2C7D}\\x{1D400}-\\x{1D7FF}]';
/** What names an account or an address; 武警 plates begin with WJ. */
const ASCII_NAMES = '@|[Qq]{2}|[Ww][Xx]|WJ';
const NAMES = `${ASCII_NAMES}|[＠﹫]|[QqＱｑ]{2}|[WwＷｗ][XxＸｘJＪ]|微信|扣扣|护照|通行证|${ADD}`;
/** Bytes of the shortest identifier: an address, a plate, or seven digits. */
const SHORTEST = 5;

/**
 * SQL predicate that holds for every text in which `holdsIdentifier` finds something, and for few others: only those
 * are read back.
 */
export function mayHoldIdentifierSql(column: string): string {
  const matches = (pattern: string): string => `regexp_matches(${column}, '${pattern}')`;
  const foreign = `${matches(`${digits(10)}|${PLATE}`)} or ${matches(NAMES)} or (${matches(LOCAL_LABEL)} and ${matches(digits(6))})`;
  const isAscii = `strlen(${column}) = length(${column})`;
  // Not a case: its branches would match every pattern with every text.
  return `(strlen(${column}) >= ${SHORTEST} and ((${isAscii} and ${matches(`${ASCII_DIGITS}|${ASCII_NAMES}`)}) or (not ${isAscii} and (${foreign}))))`;
}

/** A column with fewer distinct values than one in as many rows is looked at value by value. */
const ROWS_A_VALUE = 4;
/** Rows that tell whether a column has few values. */
const SAMPLE_ROWS = 20_000;

/**
 * Keys of households are exempt: twenty consonants that this program makes of a keyed hash, without a digit to be found
 * in a million of them.
 */
const MADE_OF_LETTERS = 'household_key';
/** Types that hold no text and too few digits: 32 bits have ten at most, and no telephone number of ten is so small. */
const SHORT_TYPES = new Set(['BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'DATE', 'TIMESTAMP']);
/** Columns that say where in the source a row stands. */
const PLACE = ['src_file', 'src_sheet', 'src_row'];

/** A table as the database itself lists it. */
interface FoundTable {
  readonly name: string;
  /** Columns to be read, as SQL that gives their text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly hasPlace: boolean;
}

/** Every table of the database that statements see: what is published is all of the file, whoever put it there. */
async function tablesOf(engine: QueryEngine): Promise<FoundTable[]> {
  const sql =
    'select table_name, column_name, data_type from duckdb_columns() where database_name = current_database() and not internal order by table_oid, column_index';
  const { rows } = await engine.query({ sql, parameters: [] });
  const tables = new Map<string, (readonly [column: string, type: string])[]>();
  for (const [table, column, type] of rows as (readonly [string, string, string])[])
    tables.set(table, [...(tables.get(table) ?? []), [column, type]]);
  return [...tables].map(([name, columns]) => ({
    name,
    texts: new Map(
      columns
        .filter(([column, type]) => column !== MADE_OF_LETTERS && !SHORT_TYPES.has(type))
        .map(([column, type]) => [column, type === 'VARCHAR' ? column : `cast(${column} as varchar)`]),
    ),
    hasPlace: PLACE.every((place) => columns.some(([column]) => column === place)),
  }));
}

/** The columns of a table that have few different values, and the others. */
async function splitColumns(engine: QueryEngine, { name, texts }: FoundTable) {
  const columns = [...texts];
  const counts = columns.map(([, text]) => `approx_count_distinct(${text})`);
  const { rows } = await engine.query({
    sql: `select count(*), ${counts.join(', ')} from (select * from ${name} limit ${SAMPLE_ROWS}) as sample`,
    parameters: [],
  });
  const [total, ...distinct] = rows[0] as number[];
  const isFew = (place: number): boolean => total! < SAMPLE_ROWS || distinct[place]! * ROWS_A_VALUE < total!;
  const valuesOf = ([column, text]: readonly [string, string]): string =>
    `'${name}' as owner, '${column}' as place, ${text} as content from ${name}`;
  return {
    few: columns.filter((_, at) => isFew(at)).map((column) => `select distinct ${valuesOf(column)}`),
    many: columns.filter((_, at) => !isFew(at)).map((column) => `select ${valuesOf(column)}`),
  };
}

/** The texts of all tables that may hold an identifier, each with its table and column. */
async function suspectsOf(engine: QueryEngine, tables: readonly FoundTable[]) {
  const split: Awaited<ReturnType<typeof splitColumns>>[] = [];
  for (const table of tables) split.push(await splitColumns(engine, table));
  const few = split.flatMap((each) => each.few);
  const many = split.flatMap((each) => each.many);
  // Materialized: each pattern is compiled once for all these columns, which takes longer than their values.
  const collected = few.length === 0 ? '' : `with few as materialized (${few.join(' union all ')}) `;
  const relations = [...(few.length === 0 ? [] : ['select owner, place, content from few']), ...many];
  const suspects = relations.map(
    (values) =>
      `select owner, place, content from (${values}) as contents where ${mayHoldIdentifierSql('content')}`,
  );
  return engine.query({ sql: collected + suspects.join(' union all '), parameters: [] });
}

/** Where in the source the text comes from, as far as the table says it. */
async function placeOf(engine: QueryEngine, table: FoundTable, column: string, content: SqlValue) {
  if (!table.hasPlace) return { column };
  const sql = `select ${PLACE.join(', ')} from ${table.name} where ${table.texts.get(column)!} = ? limit 1`;
  const { rows } = await engine.query({ sql, parameters: [content] });
  const [file, sheet, row] = rows[0] ?? [];
  const isPlace = (text: SqlValue | undefined): boolean => !holdsIdentifier(String(text ?? ''));
  return {
    ...(isPlace(file) && { file: String(file ?? '') }),
    ...(isPlace(sheet) && { sheet: String(sheet ?? '') }),
    ...(typeof row === 'number' && { row }),
    column,
  };
}

/**
 * Reads every column of every table that is about to be published and refuses on the first identifier: with patterns of
 * its own, so that a mistake of the masking is found. Throws `PUBLISH_IDENTIFIER_FOUND` with the source place, never
 * with the text; and `PUBLISH_HOUSEHOLD_SECRET_FOUND` when a text holds the `secret`.
 */
export async function scanTables(engine: QueryEngine, secret: Uint8Array): Promise<void> {
  const tables = (await tablesOf(engine)).filter(({ texts }) => texts.size > 0);
  const { rows } = await suspectsOf(engine, tables);
  // What is written in hexadecimal has enough digits to be among the suspects.
  refuseSecret(
    rows.map(([, , content]) => String(content)),
    secret,
  );
  for (const [owner, column, content] of rows as (readonly [string, string, string])[]) {
    const isNumber = column === 'issue_id' && isRecordNumber(content);
    if (isNumber || !holdsIdentifier(content)) continue;
    const table = tables.find(({ name }) => name === owner)!;
    throw identifierFound(`${owner}.${column}`, await placeOf(engine, table, column, content));
  }
}
