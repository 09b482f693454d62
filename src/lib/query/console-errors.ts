import { type Bilingual, WuseError } from '../core/errors.ts';
import type { EngineReport } from './engine-report.ts';
import { engineWords } from './engine-words.ts';

/** A statement that was not answered, with the place of what is wrong: a 0-based index into its text, or null. */
export class ConsoleError extends WuseError {
  readonly at: number | null;
  /** The engine's own words, English; null where they are not told or say nothing more. */
  readonly original: string | null;

  constructor(
    code: string,
    text: Bilingual,
    hint: Bilingual,
    at: number | null = null,
    cause?: unknown,
    original: string | null = null,
  ) {
    super(code, text, hint, {}, cause);
    this.at = at;
    this.original = original;
  }
}

/** Reports whose words are the statement's own and names of tables and columns; the others may hold a cell's value. */
const ABOUT_STATEMENT: ReadonlySet<string> = new Set(['Parser', 'Binder', 'Catalog', 'Not implemented']);
const SUGGESTION = /^(?:Candidate bindings|Did you mean|Candidate functions)/;

/** A report's words without any cell's value. */
export function cleanMessage({ type, message }: EngineReport): string {
  const [first = '', ...more] = message.split('\n');
  if (ABOUT_STATEMENT.has(type))
    return [first, ...more.filter((line) => SUGGESTION.test(line.trim()))].join(' ');
  return first
    .replace(/'[^']*'?/g, '…')
    .replace(/"[^"]*"?/g, '…')
    .replace(/\d[\d.:/-]{2,}/g, '…')
    .replace(/[^\x20-\x7e…]+/g, '…');
}

const say = (zh: string, en: string): Bilingual => ({ zh, en });

export const emptyStatement = (): ConsoleError =>
  new ConsoleError(
    'SQL_EMPTY',
    say('没有写语句', 'there is no statement'),
    say('请写一条 SELECT 语句，或选一个例子', 'write a SELECT statement or choose an example'),
  );

export const tooLong = (most: number): ConsoleError =>
  new ConsoleError(
    'SQL_TOO_LONG',
    say(`语句超过 ${most} 字`, `the statement is longer than ${most} characters`),
    say('请缩短语句', 'shorten the statement'),
  );

export const closedFunction = (name: string): ConsoleError =>
  new ConsoleError(
    'SQL_FUNCTION_CLOSED',
    say(`这里不能用 ${name}`, `${name} cannot be used here`),
    say(
      '只能查询右边列出的表；文件、设置和其他数据库都读不到',
      'only the tables in the list can be asked; files, settings and other databases cannot',
    ),
  );

const notQuery = (cause: unknown): ConsoleError =>
  new ConsoleError(
    'SQL_NOT_QUERY',
    say('这里只运行一条查询语句', 'only one statement that queries is run here'),
    say(
      '请只写一条 SELECT、WITH、FROM、VALUES、DESCRIBE、SUMMARIZE 或 EXPLAIN 语句；数据不能修改。PIVOT 须用 IN (…) 写明各列',
      'write one SELECT, WITH, FROM, VALUES, DESCRIBE, SUMMARIZE or EXPLAIN statement; data cannot be changed. PIVOT needs its columns in IN (…)',
    ),
    null,
    cause,
  );

/** What stopped a statement that the reader, or the clock, ended. */
export const outOfTime = (seconds: number): ConsoleError =>
  new ConsoleError(
    'SQL_TIMEOUT',
    say(`运行超过 ${seconds} 秒，已停止`, `it ran longer than ${seconds} seconds and was stopped`),
    say(
      '请加上条件、减少连接的表，或先汇总再连接',
      'add conditions, join fewer tables, or sum up before joining',
    ),
  );

export const brokeEngine = (cause: unknown): ConsoleError =>
  new ConsoleError(
    'SQL_ENGINE_STOPPED',
    say('这条语句使查询引擎中断', 'the statement made the query engine stop'),
    say(
      '请减少结果或中间结果的数量，再运行；引擎会自动重新启动',
      'have it produce less and run it again; the engine starts anew by itself',
    ),
    null,
    cause,
  );

/** A kind of fault with the engine's words: in Chinese what they mean, where that is known. */
const explain = (zh: string, en: string, said: string): Bilingual => {
  const words = engineWords(said);
  return say(words === null ? zh : `${zh}：${words}`, `${en}: ${said}`);
};

const BY_TYPE: Readonly<Record<string, (said: string) => readonly [string, Bilingual, Bilingual]>> = {
  Parser: (said) => [
    'SQL_SYNTAX',
    explain('语法有误', 'syntax error', said),
    say(
      '请检查标出的位置及其前面的逗号、括号和引号',
      'check the marked place and the commas, brackets and quotes before it',
    ),
  ],
  Binder: (said) => [
    'SQL_UNKNOWN',
    explain('名称或用法不对', 'a name or its use is wrong', said),
    say(
      '请对照列出的表和列；文字用单引号，列名不加引号',
      'compare with the listed tables and columns; texts take single quotes, names none',
    ),
  ],
  Permission: () => [
    'SQL_FILE_CLOSED',
    say('文件、网络和扩展在这里读不到', 'files, the network and extensions cannot be reached here'),
    say('只能查询列出的表', 'only the listed tables can be asked'),
  ],
  'Out of Memory': () => [
    'SQL_MEMORY',
    say('结果或中间结果太大，内存不够', 'the result, or what leads to it, is too large for the memory'),
    say('请加上条件，或先汇总', 'add conditions, or sum up first'),
  ],
};

/** The error that a reader is told, from the engine's report; `at` is the place in the text. */
export function consoleError(report: EngineReport, at: number | null, cause: unknown): ConsoleError {
  if (isNotOneSelect(report)) return notQuery(cause);
  const type = report.type === 'Catalog' ? 'Binder' : report.type;
  const said = cleanMessage(report);
  const words = BY_TYPE[type]?.(said);
  if (words) return new ConsoleError(words[0], words[1], words[2], at, cause, said);
  return new ConsoleError(
    'SQL_FAILED',
    explain('运行中出错', 'it failed', said),
    say(
      '请检查换算和函数的参数；转换不一定成功时用 TRY_CAST',
      'check conversions and arguments; use TRY_CAST where a conversion may fail',
    ),
    at,
    cause,
    said,
  );
}

/** True when the engine read the text and found something else than one SELECT. */
export function isNotOneSelect({ type, message }: Pick<EngineReport, 'type' | 'message'>): boolean {
  return type === 'Parser'
    ? message.startsWith('Expected a single SELECT statement')
    : type === 'Not implemented' && message.startsWith('A CTE needs a SELECT');
}
