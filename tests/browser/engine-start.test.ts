import { engineFiles } from 'virtual:wuse-engine';
import { afterEach, describe, expect, it } from 'vitest';
import { type WasmEngine, type WasmStart, startDuckDbWasm } from '../../src/lib/engine/duckdb-wasm.ts';
import { type EngineFiles, type PackedFile } from '../../src/lib/engine/engine-files.ts';

const engineBase = new URL('/engine/', location.href).href;
const SELECT_1 = { sql: 'SELECT 1', parameters: [] };

let started: WasmEngine[] = [];
afterEach(async () => {
  await Promise.all(started.map((engine) => engine.close()));
  started = [];
});

async function start(options: Partial<WasmStart> = {}): Promise<WasmEngine> {
  const engine = await startDuckDbWasm({ engineBase, ...options });
  started.push(engine);
  return engine;
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code ?? error,
  );
}

/** The engine's files with the eh module replaced. */
function withWasm(change: Partial<PackedFile>): EngineFiles {
  const { eh } = engineFiles;
  return { ...engineFiles, eh: { ...eh, wasm: { ...eh.wasm, ...change } } };
}

async function blobUrl(name: string, change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) {
  const response = await fetch(engineBase + name);
  return URL.createObjectURL(new Blob([change(new Uint8Array(await response.arrayBuffer()))]));
}

const flip = (bytes: Uint8Array<ArrayBuffer>) => {
  const damaged = bytes.slice();
  damaged.fill(0x55, 100_000, 100_400);
  return damaged;
};
const half = (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, bytes.length / 2);

describe('a start', () => {
  it('chooses the build by the browser’s abilities, tells progress and marks its steps', async () => {
    const seen: number[] = [];
    const engine = await start({ onProgress: ({ loaded }) => seen.push(loaded) });
    expect(engine.variant).toBe('eh');
    expect(seen.at(-1)).toBe(engineFiles.eh.wasm.bytes);
    expect(Object.keys(engine.marks)).toContain('instantiated');
    expect((await engine.query(SELECT_1)).rows).toEqual([[1]]);
  });

  it('that is aborted leaves with the signal’s reason', async () => {
    const controller = new AbortController();
    const starting = start({ signal: controller.signal });
    controller.abort('left the page');
    await expect(starting).rejects.toBe('left the page');
    await expect(start({ signal: AbortSignal.abort('never') })).rejects.toBe('never');
  });

  it('works again after one failed, and twice side by side', async () => {
    expect(await codeOf(start({ files: withWasm({ name: 'nothing-here.bin' }) }))).toBe('ENGINE_MISSING');
    const engines = await Promise.all([start(), start()]);
    for (const engine of engines) expect((await engine.query(SELECT_1)).rows).toEqual([[1]]);
  });
});

describe('a broken engine has a code and does not hang', () => {
  const { eh, decoder } = engineFiles;

  it.each([
    ['no folder', { engineBase: `${engineBase}nowhere/` }, 'ENGINE_MISSING'],
    ['no module', { files: withWasm({ name: 'nothing-here.bin' }) }, 'ENGINE_MISSING'],
    ['no decoder', { files: { ...engineFiles, decoder: { ...decoder, name: 'no.bin' } } }, 'ENGINE_MISSING'],
    ['a script for a module', { files: withWasm({ name: eh.plainScript }) }, 'ENGINE_DAMAGED'],
    ['another file for a module', { files: withWasm({ name: eh.script.name }) }, 'ENGINE_DAMAGED'],
    ['a module of another length', { files: withWasm({ length: 5 }) }, 'ENGINE_DAMAGED'],
    ['a page for a boot script', { files: { ...engineFiles, boot: decoder.name } }, 'ENGINE_DAMAGED'],
    [
      'another file for a script',
      {
        files: { ...engineFiles, eh: { ...eh, script: { ...eh.script, name: decoder.name } } },
      },
      'ENGINE_DAMAGED',
    ],
  ])('%s', async (_, options, code) => {
    expect(await codeOf(start(options))).toBe(code);
  });

  it.each([
    ['half of a module', half],
    ['a module with flipped bytes', flip],
    ['an empty module', () => new Uint8Array(0)],
  ])('%s', async (_, change) => {
    const name = await blobUrl(eh.wasm.name, change);
    expect(await codeOf(start({ files: withWasm({ name }) }))).toBe('ENGINE_DAMAGED');
  });

  it('a worker that stays silent', async () => {
    const boot = URL.createObjectURL(new Blob(['/* says nothing */'], { type: 'text/javascript' }));
    expect(await codeOf(start({ files: { ...engineFiles, boot }, timeoutMs: 300 }))).toBe('ENGINE_TIMEOUT');
  });

  it('a browser without workers', async () => {
    const original = globalThis.Worker;
    try {
      Reflect.deleteProperty(globalThis, 'Worker');
      expect(await codeOf(start())).toBe('ENGINE_UNSUPPORTED');
    } finally {
      globalThis.Worker = original;
    }
  });

  it('a worker without WebAssembly', async () => {
    const real = new URL(engineFiles.boot, engineBase).href;
    const code = `delete self.WebAssembly; importScripts(${JSON.stringify(real)});`;
    const boot = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    expect(await codeOf(start({ files: { ...engineFiles, boot } }))).toBe('ENGINE_UNSUPPORTED');
  });
});

describe('a running engine', () => {
  it('drops the result of an aborted query and answers the next', async () => {
    const engine = await start();
    const controller = new AbortController();
    const slow = { sql: 'SELECT count(*) FROM range(3000000)', parameters: [] };
    const running = engine.query(slow, controller.signal);
    controller.abort('newer');
    await expect(running).rejects.toBe('newer');
    await expect(engine.query(SELECT_1, AbortSignal.abort('stale'))).rejects.toBe('stale');
    expect((await engine.query(SELECT_1)).rows).toEqual([[1]]);
  });

  it('rejects what still waits when it is closed', async () => {
    const engine = await start();
    const running = engine.query({ sql: 'SELECT count(*) FROM range(300000000)', parameters: [] });
    await engine.close();
    await expect(running).rejects.toThrow();
  });
});
