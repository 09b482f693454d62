import { QueryError, type ConsoleEngine, type QueryEngine, type SqlValue } from '../core/engine.ts';
import type { LocalMoment } from '../core/period.ts';
import { sqlString } from '../core/sql-string.ts';
import { consoleViews, SEAL } from '../sql/console-tables.ts';
import {
  brokeEngine,
  closedFunction,
  consoleError,
  emptyStatement,
  isNotOneSelect,
  tooLong,
  type ConsoleError,
} from './console-errors.ts';
import { readReport, type EngineReport } from './engine-report.ts';

/** Rows of an answer that are shown and exported. */
export const MOST_ROWS = 10_000;
/** Characters of a cell that are kept: what a cell of a workbook can hold. */
const LONGEST_CELL = 32_767;
/** Characters of a statement; an address holds as much. */
export const LONGEST_STATEMENT = 10_000;

export type AnswerKind = 'number' | 'date' | 'moment' | 'text';

/** A column of an answer; `type` is the engine's name. */
export interface AnswerColumn {
  readonly name: string;
  readonly type: string;
  readonly kind: AnswerKind;
}

/** An answer as exact text, null where there is no value; `isCut` when there are more rows than {@link MOST_ROWS}. */
export interface ConsoleAnswer {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly isCut: boolean;
  /** True for how a statement would be run (EXPLAIN). */
  readonly isPlan: boolean;
}

/** Makes an engine with a ledger attached as `ledger` the console's own: views beside it, and nothing else in reach. */
export async function openConsole(
  engine: QueryEngine,
  about: { readonly cutoff: LocalMoment; readonly dataVersion: string },
): Promise<void> {
  for (const sql of [...consoleViews(about), ...SEAL]) await engine.query({ sql, parameters: [] });
}

/** Functions and views that tell of files, settings and the engine, or that read text as a statement. */
const CLOSED =
  /^(?:read_\w+|\w+_scan|sniff_csv|query_table|duckdb_\w+|pragma_\w+|pg_settings|current_setting|getvariable|getenv|which_secret|force_checkpoint|write_log|parse_duckdb_log_message)$/;
/** The same, where the name may also be an ordinary word. */
const CLOSED_CALLS = /^(?:query|glob|checkpoint)$/;

/** The first closed name among a statement's words; null when there is none. */
export function closedName(words: readonly string[]): string | null {
  for (const [index, word] of words.entries()) {
    if (word.startsWith("'")) continue;
    const name = word.replace(/^"|"$/g, '').toLowerCase();
    if (CLOSED.test(name) || (CLOSED_CALLS.test(name) && words[index + 1] === '(')) return name;
  }
  return null;
}

const EXPLAIN = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*explain(?:\s+(analyze))?(?=[\s(])/i;

/** Splits EXPLAIN off; blanks stand in its place, so that places in the text stay. */
function withoutExplain(text: string): { readonly body: string; readonly explain: string } {
  const match = EXPLAIN.exec(text);
  if (match === null) return { body: text, explain: '' };
  const body = match[0].replace(/[^\n]/g, ' ') + text.slice(match[0].length);
  return { body, explain: match[1] === undefined ? 'EXPLAIN ' : 'EXPLAIN ANALYZE ' };
}

const NUMBER = /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|BIGNUM|DECIMAL\(.*\))$/;

function kindOf(type: string): AnswerKind {
  if (NUMBER.test(type)) return 'number';
  if (type === 'DATE') return 'date';
  return type.startsWith('TIMESTAMP') ? 'moment' : 'text';
}

/**
 * Runs what a reader wrote in a console's engine. The engine's own parser decides: its function `query` takes the text
 * as a value and refuses anything but one SELECT. Rejects with {@link ConsoleError}, or with the signal's reason.
 */
export async function runConsole(
  engine: ConsoleEngine,
  written: string,
  signal?: AbortSignal,
): Promise<ConsoleAnswer> {
  if (written.length > LONGEST_STATEMENT) throw tooLong(LONGEST_STATEMENT);
  // No statement goes on behind a NUL; a blank keeps the places of all else.
  const text = written.replaceAll('\0', ' ');
  const words = await engine.words(text);
  if (words.every((word) => word === ';')) throw emptyStatement();
  const closed = closedName(words);
  if (closed !== null) throw closedFunction(closed);
  const { body, explain } = withoutExplain(text);
  const source = `query(${sqlString(body)})`;
  try {
    return explain === ''
      ? await answer(engine, source, signal)
      : await plan(engine, `${explain}FROM ${source}`, signal);
  } catch (cause) {
    throw cause instanceof QueryError ? await explained(engine, cause, body) : cause;
  }
}

async function answer(engine: QueryEngine, source: string, signal?: AbortSignal): Promise<ConsoleAnswer> {
  const ask = (sql: string) => engine.query({ sql, parameters: [] }, signal);
  const described = (await ask(`DESCRIBE FROM ${source}`)).rows;
  const columns = described.map(([name, type]) => ({
    name: String(name),
    type: String(type),
    kind: kindOf(String(type)),
  }));
  // Named anew: a statement may give one name twice. As text: every number stays exact.
  const names = columns.map((_, index) => `c${index}`);
  const cells = names.map(cellSql);
  const { rows } = await ask(
    `SELECT ${cells.join(', ')} FROM (FROM ${source} LIMIT ${MOST_ROWS + 1}) AS answer(${names.join(', ')})`,
  );
  const texts = rows as readonly (readonly (string | null)[])[];
  return { columns, rows: texts.slice(0, MOST_ROWS), isCut: texts.length > MOST_ROWS, isPlan: false };
}

/** A column as text; what is cut off ends in an ellipsis. */
function cellSql(name: string): string {
  const text = `cast(${name} as varchar)`;
  return `case when length(${text}) > ${LONGEST_CELL} then left(${text}, ${LONGEST_CELL - 1}) || '…' else ${text} end as ${name}`;
}

async function plan(engine: QueryEngine, sql: string, signal?: AbortSignal): Promise<ConsoleAnswer> {
  const { columns, rows } = await engine.query({ sql, parameters: [] }, signal);
  const asText = (value: SqlValue): string | null => (value === null ? null : String(value));
  return {
    columns: columns.map((name) => ({ name, type: 'VARCHAR', kind: 'text' })),
    rows: rows.map((row) => row.map(asText)),
    isCut: false,
    isPlan: true,
  };
}

/** The error in words, and where in the text it is. */
async function explained(engine: QueryEngine, error: QueryError, body: string): Promise<ConsoleError> {
  const report = readReport(error);
  if (report === null) return brokeEngine(error);
  return consoleError(report, await locate(engine, report, body), error);
}

const PREPARE = 'PREPARE wuse_place AS ';
const READ = 'Parser';
const UNDERSTOOD = ['Binder', 'Catalog'];

/**
 * Where in the text a fault is: the engine tells it only of a statement of its own. Nothing is run by this. What
 * cannot be read cannot be read behind PREPARE either, and what can be is one SELECT, which is prepared only.
 */
async function locate(
  engine: QueryEngine,
  { type, message }: EngineReport,
  body: string,
): Promise<number | null> {
  if (type !== READ && !UNDERSTOOD.includes(type)) return null;
  if (isNotOneSelect({ type, message })) return null;
  try {
    await engine.query({ sql: PREPARE + body, parameters: [] });
  } catch (cause) {
    const again = cause instanceof QueryError ? readReport(cause) : null;
    if (again === null || again.type !== type || again.position === null) return null;
    return placeIn(body, again.position - PREPARE.length, type === READ);
  }
  return null;
}

/** An index into a text from a count of its characters, or of its UTF-8 bytes. */
function placeIn(text: string, count: number, isCharacters: boolean): number | null {
  if (count < 0) return null;
  if (isCharacters) return [...text].slice(0, count).join('').length;
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, count)).length;
}
