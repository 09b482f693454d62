import { describe, expect, it } from 'vitest';
import { QueryError, type QueryEngine, type SqlResult } from '../../../src/lib/core/engine.ts';
import { engineError } from '../../../src/lib/engine/engine-errors.ts';
import { engineFault, RestartingEngine } from '../../../src/lib/state/restarting-engine.ts';

const STATEMENT = { sql: 'select 1', parameters: [] };
const EMPTY = { columns: [], rows: [], column: () => [] };

/** Engines whose answers are made by `ask`, which is told the number of the engine, from 1. */
function engines(ask: (engine: number) => Promise<SqlResult>, onClose: () => void = () => undefined) {
  const log = { started: 0, closed: [] as number[] };
  const start = async (): Promise<QueryEngine> => {
    const number = ++log.started;
    return {
      dialect: 'duckdb',
      query: () => ask(number),
      close: async () => {
        log.closed.push(number);
        onClose();
      },
    };
  };
  return { log, start };
}

const aborted = (): Promise<never> => Promise.reject(new QueryError('memory access out of bounds', ''));
const code = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'answered',
    (error: { code?: unknown; name?: unknown }) => error.code ?? error.name,
  );

describe('what broke an engine', () => {
  it.each([
    ['Binder Error: no such column', null],
    ['Error: Conversion Error: could not convert', null],
    ['{"exception_type":"Parser","exception_message":"x"}', null],
    ['Out of Memory Error: failed to allocate data of size 16.0 MiB', 'ENGINE_MEMORY'],
    ['{"exception_type":"Out of Memory","exception_message":"x"}', 'ENGINE_MEMORY'],
    ['FATAL Error: database has been invalidated', 'ENGINE_STOPPED'],
    ['INTERNAL Error: assertion', 'ENGINE_STOPPED'],
    ['memory access out of bounds', 'ENGINE_STOPPED'],
    ['RuntimeError: unreachable', 'ENGINE_STOPPED'],
    ['Maximum call stack size exceeded', 'ENGINE_STOPPED'],
  ])('is told from its words: %s', (message, expected) => {
    expect(engineFault(new QueryError(message, ''))?.code ?? null).toBe(expected);
  });
});

describe('an engine that breaks', () => {
  it('is replaced, and the question asked once more', async () => {
    const { log, start } = engines((engine) => (engine === 1 ? aborted() : Promise.resolve(EMPTY)));
    const engine = new RestartingEngine(start);
    expect(await engine.query(STATEMENT)).toBe(EMPTY);
    expect(log).toEqual({ started: 2, closed: [1] });
  });

  it('is replaced once for all questions that were under way', async () => {
    let end: (error: unknown) => void = () => undefined;
    const closed = new Promise<never>((_, reject) => (end = reject));
    closed.catch(() => undefined);
    let asked = 0;
    const { log, start } = engines(
      (engine) => (engine > 1 ? Promise.resolve(EMPTY) : ++asked === 1 ? aborted() : closed),
      () => end(new Error('the engine was closed')),
    );
    const engine = new RestartingEngine(start);
    expect(await Promise.all([engine.query(STATEMENT), engine.query(STATEMENT)])).toEqual([EMPTY, EMPTY]);
    expect(log.started).toBe(2);
  });

  it('twice is told of, and the next question has a third', async () => {
    const { log, start } = engines((engine) => (engine < 3 ? aborted() : Promise.resolve(EMPTY)));
    const engine = new RestartingEngine(start);
    expect(await code(engine.query(STATEMENT))).toBe('ENGINE_STOPPED');
    expect(await engine.query(STATEMENT)).toBe(EMPTY);
    expect(log).toEqual({ started: 3, closed: [1, 2] });
  });

  it('by silence is not waited for twice', async () => {
    const { log, start } = engines(() => Promise.reject(engineError('ENGINE_SILENT', '')));
    const engine = new RestartingEngine(start);
    expect(await code(engine.query(STATEMENT))).toBe('ENGINE_SILENT');
    expect(log.started).toBe(1);
  });

  it('and cannot start again says why, until it can', async () => {
    let isThere = true;
    const { start } = engines((engine) => (engine === 1 ? aborted() : Promise.resolve(EMPTY)));
    const engine = new RestartingEngine(() =>
      isThere ? start() : Promise.reject(engineError('ENGINE_MISSING', '')),
    );
    await engine.ready();
    isThere = false;
    expect(await code(engine.query(STATEMENT))).toBe('ENGINE_MISSING');
    isThere = true;
    expect(await engine.query(STATEMENT)).toBe(EMPTY);
  });
});

describe('an engine that goes on', () => {
  it('is kept where a statement was refused', async () => {
    const refused = () => Promise.reject(new QueryError('Binder Error: no such column', ''));
    const { log, start } = engines(refused);
    expect(await code(new RestartingEngine(start).query(STATEMENT))).toBe('QueryError');
    expect(log).toEqual({ started: 1, closed: [] });
  });

  it('is kept where it alone has the rows and one statement was too large', async () => {
    const { log, start } = engines(() => Promise.reject(new QueryError('Out of Memory Error: x', '')));
    expect(await code(new RestartingEngine(start, false).query(STATEMENT))).toBe('ENGINE_MEMORY');
    expect(log).toEqual({ started: 1, closed: [] });
  });

  it('gives up a question that is not wanted any more, and starts nothing for it', async () => {
    const wanted = new AbortController();
    const { log, start } = engines(() => {
      wanted.abort('newer');
      return aborted();
    });
    expect(await code(new RestartingEngine(start).query(STATEMENT, wanted.signal))).toBe('QueryError');
    expect(log.started).toBe(1);
  });

  it('rejects what is asked of it after its end as it rejects anything then', async () => {
    const { log, start } = engines(aborted);
    const engine = new RestartingEngine(start);
    await engine.ready();
    const asked = engine.query(STATEMENT);
    await engine.close();
    expect(await code(asked)).toBe('QueryError');
    expect(log).toEqual({ started: 1, closed: [1] });
  });
});
