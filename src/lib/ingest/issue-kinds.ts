import type { MappedSheet } from './open-sheet.ts';
import type { RowKindContext } from './row-kind.ts';

/** What the rows of a ledger sheet are told apart by. */
export function issueKinds({ mapping, headers }: MappedSheet): RowKindContext {
  const known = new Set(mapping.columns.values());
  return {
    headers: headers.map((text, column) => (known.has(column) ? text : '')),
    mainColumn: mapping.columns.get('problem')!,
    sequenceColumn: mapping.columns.get('seq_no') ?? null,
  };
}
