/** Ticks of an axis that counts: whole numbers at a round distance, about `wanted` of them, from 0 up to `most`. */
export function countTicks(most: number, wanted = 4): number[] {
  const wide = Math.max(1, most / wanted);
  const power = 10 ** Math.floor(Math.log10(wide));
  const error = wide / power;
  const factor = error < Math.SQRT2 ? 1 : error < Math.sqrt(10) ? 2 : error < Math.sqrt(50) ? 5 : 10;
  const step = factor * power;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}
