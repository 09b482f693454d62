import type { QueryError } from '../core/engine.ts';

/** What the engine says of a statement that it refused. */
export interface EngineReport {
  readonly type: string;
  readonly message: string;
  /** Characters before the fault where the engine read the text, bytes where it understood it; null when unknown. */
  readonly position: number | null;
}

/** How the engine begins a report in words; an abort of its module begins otherwise. */
const IN_WORDS = /^(?:Error: )?([A-Z][A-Za-z ]*?) Error: /;

/** The kind of a report, as JSON or in words; null when it is none, as of an engine that broke. */
export function reportType(error: QueryError): string | null {
  return readReport(error)?.type ?? IN_WORDS.exec(error.message)?.[1] ?? null;
}

/** Reads the report that the engine gives as JSON; null when it is none, as of an engine that broke. */
export function readReport(error: QueryError): EngineReport | null {
  try {
    const told = JSON.parse(error.message.slice(error.message.indexOf('{'))) as Record<string, unknown>;
    const position = told['position'] === undefined ? null : Number(told['position']);
    return { type: String(told['exception_type']), message: String(told['exception_message']), position };
  } catch {
    return null;
  }
}
