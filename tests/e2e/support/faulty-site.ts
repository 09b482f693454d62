import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SITE_HOST, serveSite, type Site, type SiteOptions } from './site.ts';

/**
 * What happens to a file on its way: not there; a page in its place, to be kept for a year; half of it, as after a
 * copy that broke off; half of it, and then the line is dead; one byte now and then; no answer at all; other bytes.
 */
export type Fault =
  'missing' | 'page' | 'half' | 'broken line' | 'trickle' | 'silence' | ((body: Buffer) => Buffer);

/** The built site behind a server that can be made to fail, stopped and started again. */
export interface FaultySite extends Site {
  /** From now on files whose path matches fail so, in place of earlier faults of the same pattern. */
  fail(pattern: RegExp, fault: Fault): void;
  /** No file fails any more; answers that hang are ended. */
  mend(): void;
  /** Nothing listens any more. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Paths that were asked for since the server began. */
  readonly asked: readonly string[];
}

const PAGE = Buffer.from('<!doctype html><html><head><title>登录</title></head><body>请登录</body></html>');
const TRICKLE_BYTES = 80_000;
const TRICKLE_MS = 100;

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function trickle(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-length': body.length });
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + TRICKLE_BYTES));
    at += TRICKLE_BYTES;
    if (at < body.length) return;
    clearInterval(timer);
    response.end();
  }, TRICKLE_MS);
  response.on('close', () => clearInterval(timer));
}

function misbehave(response: ServerResponse, fault: Fault, body: Buffer, type: string): void {
  const headers = { 'content-type': type, 'cache-control': 'no-cache' };
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (typeof fault === 'function') response.writeHead(200, headers).end(fault(body));
  else if (fault === 'missing') response.writeHead(404, { 'content-type': 'text/html' }).end(PAGE);
  else if (fault === 'half') response.writeHead(200, headers).end(half);
  else if (fault === 'trickle') trickle(response, body);
  else if (fault === 'broken line') {
    response.writeHead(200, { ...headers, 'content-length': body.length });
    response.write(half, () => response.destroy());
  } else if (fault === 'page') {
    const kept = { 'content-type': 'text/html', 'cache-control': 'public,max-age=31536000,immutable' };
    response.writeHead(200, kept).end(PAGE);
  }
}

/** Serves the built site, or another folder, until it is told to fail. */
export async function serveFaultySite(options: SiteOptions = {}): Promise<FaultySite> {
  const inner = await serveSite(options);
  const faults = new Map<string, readonly [RegExp, Fault]>();
  const hanging = new Set<ServerResponse>();
  const asked: string[] = [];
  const answer: RequestListener = async (request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const fault = [...faults.values()].find(([pattern]) => pattern.test(path))?.[1];
    if (fault === 'silence') return void hanging.add(response);
    const headers = new Headers(request.headers as Record<string, string>);
    if (fault !== undefined) ['accept-encoding', 'if-none-match'].forEach((name) => headers.delete(name));
    ['host', 'connection'].forEach((name) => headers.delete(name));
    const real = await fetch(new URL(path, inner.localUrl), { headers, redirect: 'manual' });
    const body = Buffer.from(await real.arrayBuffer());
    const type = real.headers.get('content-type') ?? 'application/octet-stream';
    if (fault !== undefined) return misbehave(response, fault, body, type);
    const passed = [...real.headers].filter(
      ([name]) => !/^(content-encoding|content-length|connection|keep-alive|transfer-encoding)$/.test(name),
    );
    response.writeHead(real.status, Object.fromEntries(passed)).end(body);
  };
  const guarded: RequestListener = (request, response) => {
    Promise.resolve(answer(request, response)).catch(() => response.destroy());
  };
  let server = createServer(guarded);
  const port = await listen(server, 0);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `http://${SITE_HOST}:${port}/`;
  return {
    url,
    localUrl: `http://127.0.0.1:${port}/`,
    at: (path) => new URL(path.replace(/^\//, ''), url).href,
    asked,
    fail: (pattern, fault) => void faults.set(String(pattern), [pattern, fault]),
    mend: () => {
      faults.clear();
      for (const response of hanging) response.destroy();
      hanging.clear();
    },
    stop,
    start: async () => {
      server = createServer(guarded);
      await listen(server, port);
    },
    close: async () => {
      await stop();
      await inner.close();
    },
  };
}

/** What a worker of a breakable site does: ends, breaks, aborts as its module would, or runs other statements, or one. */
export type WorkerFault =
  | { readonly fault: 'close' | 'throw' | 'throw at query' | 'abort at query' }
  | { readonly fault: 'sql' | 'sql once'; readonly sql: string };

/** Put before the engine's first script: a page can then break its worker over a channel. */
const BREAKABLE = (initial: WorkerFault | null): string => `
  let next = ${JSON.stringify(initial)};
  new BroadcastChannel('faults').onmessage = ({ data }) => {
    if (data.fault === 'close') self.close();
    else if (data.fault === 'throw') setTimeout(() => { throw new Error('the worker broke'); });
    else next = data;
  };
  self.addEventListener('message', (event) => {
    const { data } = event;
    if (next === null || data.type !== 'RUN_QUERY' || !/^\\s*(select|with|from)/i.test(data.data[1])) return;
    const { fault, sql } = next;
    if (fault !== 'sql') next = null;
    if (sql !== undefined) return void (data.data[1] = sql);
    event.stopImmediatePropagation();
    if (fault === 'throw at query') throw new Error('the worker broke');
    const error = { name: 'RuntimeError', message: 'memory access out of bounds', stack: '' };
    self.postMessage({ messageId: 0, requestId: data.messageId, type: 'ERROR', data: error });
  });
`;

/** Makes the engine's worker one that `breakWorker` reaches; `initial` is its fault from the start. */
export function makeBreakable(site: FaultySite, initial: WorkerFault | null = null): void {
  site.fail(/\/engine\/boot-/, (body) => Buffer.concat([Buffer.from(BREAKABLE(initial)), body]));
}
