import { type SqlResult, type SqlValue } from '../core/engine.ts';

/** A result whose columns are read when they are asked for, each once. */
export function columnarResult(
  columns: readonly string[],
  length: number,
  read: (place: number) => ArrayLike<SqlValue>,
): SqlResult {
  const known: ArrayLike<SqlValue>[] = [];
  const column = (place: number): ArrayLike<SqlValue> => (known[place] ??= read(place));
  let rows: readonly (readonly SqlValue[])[] | undefined;
  return {
    columns,
    column,
    get rows() {
      return (rows ??= Array.from({ length }, (_, row) => columns.map((_, place) => column(place)[row]!)));
    },
  };
}
