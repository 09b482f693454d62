import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { startServer } from '../serve.mjs';

/** A name instead of an address: over plain http browsers offer gzip and no brotli, as on an intranet. */
export const HOST = 'ledger.test';

/** The built site and the two bare pages that it is measured against, on one server. */
export interface BenchSite {
  readonly address: string;
  close(): Promise<void>;
}

/** A page of `bytes` bytes that is nothing but text: what a browser needs to paint a page at all. */
function barePage(bytes: number): string {
  const head =
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>bare</title></head><body><p>';
  const sentence = '累计走访群众 112,036 户，梳理问题 2,941 个。</p><p>';
  const count = Math.max(1, Math.floor((bytes - head.length) / Buffer.byteLength(sentence)));
  return `${head}${sentence.repeat(count)}</p></body></html>`;
}

async function buildBareEngine(directory: string): Promise<void> {
  const entry = join(import.meta.dirname, 'pages', 'bare-engine.ts');
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      outDir: directory,
      emptyOutDir: false,
      target: 'esnext',
      lib: { entry, formats: ['es'], fileName: () => 'bare-engine.js' },
    },
  });
  const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
  for (const name of [
    'duckdb-eh.wasm',
    'duckdb-mvp.wasm',
    'duckdb-browser-eh.worker.js',
    'duckdb-browser-mvp.worker.js',
  ]) {
    const bytes = readFileSync(join(dist, name));
    writeFileSync(join(directory, name), bytes);
    writeFileSync(join(directory, `${name}.gz`), gzipSync(bytes));
  }
  writeFileSync(
    join(directory, 'index.html'),
    '<!doctype html><html><head><meta charset="utf-8"><title>bare engine</title></head><body><script type="module" src="bare-engine.js"></script></body></html>',
  );
}

/** Serves a copy of `built` with another ledger in the place of its own. */
export async function serveWithLedger(built: string, ledger: string): Promise<BenchSite> {
  const root = mkdtempSync(join(tmpdir(), 'wuse-bench-'));
  cpSync(built, root, { recursive: true });
  rmSync(join(root, 'ledger'), { recursive: true });
  cpSync(ledger, join(root, 'ledger'), { recursive: true });
  const server = await startServer({ root, port: 0 });
  const close = async (): Promise<void> => {
    await server.close();
    rmSync(root, { recursive: true });
  };
  return { address: `http://${HOST}:${server.port}`, close };
}

/** Copies `built`, adds the bare pages, and serves them all. */
export async function serveBenchSite(built: string): Promise<BenchSite> {
  const root = mkdtempSync(join(tmpdir(), 'wuse-bench-'));
  cpSync(built, root, { recursive: true });
  const page = barePage(readFileSync(join(built, 'index.html')).length);
  mkdirSync(join(root, 'bare'));
  writeFileSync(join(root, 'bare', 'index.html'), page);
  writeFileSync(join(root, 'bare', 'index.html.gz'), gzipSync(page));
  mkdirSync(join(root, 'bare-engine'));
  await buildBareEngine(join(root, 'bare-engine'));
  const server = await startServer({ root, port: 0 });
  return { address: `http://${HOST}:${server.port}`, close: () => server.close() };
}
