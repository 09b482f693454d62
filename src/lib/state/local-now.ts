import type { LocalMoment } from '../core/period.ts';

/** This machine's clock, to the minute. */
export function localNow(): LocalMoment {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
