import type { Observation } from '../report/site/observation.ts';
import { keepsAnything } from './keeping.ts';

/** What the query engine's worker needs (engine/worker/boot.ts asks for the same). */
const NEEDED = ['WebAssembly', 'ReadableStream', 'DecompressionStream', 'BigInt64Array', 'Worker'];
/** The oldest Chromium that the site is made for. */
const OLDEST = 86;

function examineAbilities(): Observation {
  const missing = NEEDED.filter((name) => !(name in window));
  const version = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent)?.[1];
  const isOld = version !== undefined && Number(version) < OLDEST;
  const seen = [version === undefined ? '' : `Chromium ${version}`, ...missing].filter(Boolean).join(', ');
  const verdict = missing.length > 0 || isOld ? 'failure' : 'ok';
  return { code: 'SITE_BROWSER', verdict, ...(seen !== '' && { seen }) };
}

/** Plain http is as good as https here: nothing of the site asks for a secure context. */
function examineContext(): Observation {
  const isWeb = /^https?:$/.test(location.protocol);
  return {
    code: 'SITE_CONTEXT',
    verdict: isWeb ? 'ok' : 'failure',
    seen: location.protocol.replace(':', ''),
  };
}

function examineStorage(): Observation {
  const blocked = (['localStorage', 'sessionStorage'] as const).filter((name) => !keepsAnything(name));
  const verdict = blocked.length > 0 ? 'warning' : 'ok';
  return { code: 'SITE_STORAGE', verdict, ...(blocked.length > 0 && { seen: blocked.join(', ') }) };
}

/** What this browser can do and keeps. */
export function examineBrowser(): Observation[] {
  return [examineAbilities(), examineContext(), examineStorage()];
}
