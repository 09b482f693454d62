/** How the stock of open problems stands to what it was before. */
export type StockFinding = 'falling' | 'peak' | 'level' | 'flat';

/**
 * What a title may say of the stock at the end of each week, oldest first: `peak` only where the last is above all
 * earlier ones, `level` where it equals the highest of them, `flat` where all are the same. Null with fewer than two
 * weeks, or where nothing was ever open.
 */
export function stockFinding(stock: readonly number[]): StockFinding | null {
  const last = stock[stock.length - 1];
  const earlier = stock.slice(0, -1);
  if (last === undefined || earlier.length === 0 || stock.every((open) => open === 0)) return null;
  if (earlier.every((open) => open === last)) return 'flat';
  const highest = Math.max(...earlier);
  if (last > highest) return 'peak';
  return last === highest ? 'level' : 'falling';
}
