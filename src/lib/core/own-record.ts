/**
 * Entries as an object that has these keys and no others, inherited ones included: a town may be called `constructor`,
 * and asking for one that is not there must give nothing.
 */
export function ownRecord<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const record = Object.create(null) as Record<string, T>;
  for (const [key, value] of entries) record[key] = value;
  return record;
}
