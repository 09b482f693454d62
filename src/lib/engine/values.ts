const DAY_MS = 86_400_000;
const MICROS_PER_SECOND = 1_000_000;

/** `YYYY-MM-DD` of a count of days since 1970-01-01. */
export function isoDate(days: number): string {
  return new Date(days * DAY_MS).toISOString().slice(0, 10);
}

/** `YYYY-MM-DDTHH:mm:ss` of milliseconds since 1970-01-01 on a clock without zone; fractions are cut off. */
export function isoMoment(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, 19);
}

/** `HH:mm:ss` of microseconds since midnight; fractions are cut off. */
export function isoTime(micros: bigint): string {
  return isoMoment((Number(micros) / MICROS_PER_SECOND) * 1000).slice(11);
}

/** The number nearest to `unscaled` / 10^`scale`. */
export function decimalNumber(unscaled: bigint, scale: number): number {
  if (scale === 0) return Number(unscaled);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return unscaled < 0n ? -Number(text) : Number(text);
}

/** A signed 128-bit integer from its four 32-bit words, least significant first. */
export function integer128(words: ArrayLike<number>): bigint {
  let value = 0n;
  for (let index = 3; index >= 0; index--) value = (value << 32n) | BigInt(words[index]! >>> 0);
  return BigInt.asIntN(128, value);
}
