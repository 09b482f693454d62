import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Language } from '../core/language.ts';
import type { Manifest } from '../query/bundle-documents.ts';
import {
  addressOf,
  readManifest,
  readSiteList,
  versionOf,
  type SiteAnswer,
  type SiteList,
} from '../report/site/answer.ts';
import {
  describeManifest,
  judgeCache,
  judgeClock,
  judgeCompression,
  judgeFile,
  judgeServing,
  judgeType,
  judgeVersions,
} from '../report/site/judge.ts';
import { summarise, type Observation, type SiteFinding } from '../report/site/observation.ts';
import { reportText } from '../report/site/report-text.ts';
import { examineBrowser } from './self-test-browser.ts';
import { examineEngine } from './self-test-engine.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';

/** The site as its own pages see it: what the server sends, and what this browser makes of it. */
export class SelfTest {
  /** Null until it has run once. */
  findings: readonly SiteFinding[] | null = $state.raw(null);
  running = $state(false);
  /** Files that were looked at, and all that are to be. */
  done = $state(0);
  total = $state(0);
  readonly #base: () => string;
  readonly #published: Published;
  readonly #ledger: LedgerEngine;

  /** `base` is the site's address with a slash at its end. */
  constructor(base: () => string, published: Published, ledger: LedgerEngine) {
    this.#base = base;
    this.#published = published;
    this.#ledger = ledger;
  }

  /** Looks at everything once more; never rejects. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    [this.done, this.total] = [0, 0];
    const seen = examineBrowser();
    try {
      const answer = await this.#ask('ledger/manifest.json');
      const manifest = readManifest(answer);
      const list = readSiteList(await this.#ask('site.json'));
      this.total = (list?.files.length ?? 0) + (manifest?.files.length ?? 0);
      seen.push(...(await this.#examineProgram(list, manifest)));
      seen.push(...(await this.#examineBundle(answer, manifest)));
      seen.push(judgeClock(Date.now(), answer.header('date'), manifest?.cutoff ?? null));
      seen.push(await this.#examineRedirect(), await examineEngine(this.#ledger, this.#published));
    } catch {
      seen.push({ code: 'SITE_REACHABLE', verdict: 'failure' });
    }
    this.findings = summarise(seen);
    this.running = false;
  }

  /** The report as text, with what whoever helps needs to know: address without parameters, browser and time. */
  text(language: Language): string {
    const { dataVersion } = this.#published.manifest;
    const head = [this.#base(), navigator.userAgent, new Date().toISOString(), dataVersion];
    return `${head.join('\n')}\n\n${reportText(this.findings ?? [], language)}`;
  }

  /** Asks the server, even for what the browser keeps. Status 0 where it does not answer. */
  async #ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<SiteAnswer> {
    try {
      const response = await fetch(this.#base() + path, { cache: 'no-cache', headers });
      const body = new Uint8Array(await response.arrayBuffer());
      return { path, status: response.status, header: (name) => response.headers.get(name), body };
    } catch {
      return { path, status: 0, header: () => null, body: new Uint8Array(0) };
    }
  }

  async #examineProgram(list: SiteList | null, manifest: Manifest | null): Promise<Observation[]> {
    if (list === null) return [{ code: 'SITE_LIST', verdict: 'failure', place: 'site.json' }];
    const seen: Observation[] = [{ code: 'SITE_LIST', verdict: 'ok', seen: String(list.files.length) }];
    const pages = new Map([['–', document.documentElement.dataset['built'] ?? '']]);
    for (const file of list.files) {
      const answer = await this.#ask(addressOf(file.path));
      seen.push(judgeFile('SITE_FILES', file, answer, bytesToHex(sha256(answer.body))));
      if (answer.status === 200)
        seen.push(...judgeServing(answer, list.scripts), ...judgeCompression(answer));
      const version = file.path.endsWith('.html') ? versionOf(answer) : null;
      if (version !== null) pages.set(file.path, version);
      this.done += 1;
    }
    return manifest === null ? seen : [...seen, ...judgeVersions(pages, manifest)];
  }

  async #examineBundle(answer: SiteAnswer, manifest: Manifest | null): Promise<Observation[]> {
    if (manifest === null)
      return [{ code: 'SITE_MANIFEST', verdict: 'failure', place: answer.path, seen: String(answer.status) }];
    const seen: Observation[] = [describeManifest(manifest), judgeCache(answer)];
    for (const file of manifest.files) {
      const got = await this.#ask(`ledger/${file.name}`);
      seen.push(judgeFile('SITE_BUNDLE', file, got, bytesToHex(sha256(got.body))));
      if (got.status === 200) seen.push(...judgeType(got), judgeCache(got), ...judgeCompression(got));
      this.done += 1;
    }
    const [file] = manifest.files;
    if (file !== undefined) seen.push(await this.#examineRanges(`ledger/${file.name}`, file.bytes));
    return seen;
  }

  async #examineRanges(path: string, bytes: number): Promise<Observation> {
    const { status, body } = await this.#ask(path, { range: 'bytes=0-15' });
    const isRight = status === 206 ? body.length === 16 : status === 200 && body.length === bytes;
    return { code: 'SITE_RANGES', verdict: isRight ? 'ok' : 'warning', place: path, seen: String(status) };
  }

  /** Whether an address without its slash leads to its page. */
  async #examineRedirect(): Promise<Observation> {
    const wanted = `${this.#base()}methodology/`;
    const response = await fetch(wanted.slice(0, -1)).catch(() => null);
    const isRight = response?.ok === true && response.url === wanted;
    return { code: 'SITE_REDIRECT', verdict: isRight ? 'ok' : 'failure', place: 'methodology' };
  }
}
