/**
 * The quantile of values that are counted, `[value, how often]` in rising order: interpolated between the two
 * neighbours as spreadsheets and DuckDB's `quantile_cont` do. Null without values.
 */
export function quantileOf(counted: readonly (readonly [number, number])[], quantile: number): number | null {
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const position = quantile * (total - 1);
  const below = valueAt(counted, Math.floor(position));
  const above = valueAt(counted, Math.ceil(position));
  return below + (above - below) * (position - Math.floor(position));
}

function valueAt(counted: readonly (readonly [number, number])[], place: number): number {
  let seen = 0;
  for (const [value, count] of counted) {
    seen += count;
    if (place < seen) return value;
  }
  return NaN;
}
