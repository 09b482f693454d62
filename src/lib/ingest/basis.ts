import type { StatusCell } from './coerce/status.ts';
import { normaliseHeader } from './header-text.ts';
import type { MappedSheet } from './open-sheet.ts';

const CLOSED_HEADER = /办结|销号|答复/;
const SOLVED_HEADER = /解决|整改/;

/**
 * `closed` when the files know 办结, 销号 or 答复 but nowhere 解决 (D6): told from the headers of the resolution
 * date and of a yes/no status, and from the done-words of the status column.
 */
export function resolutionBasis(
  sheets: readonly MappedSheet[],
  doneKinds: ReadonlySet<StatusCell['doneKind']>,
): 'resolved' | 'closed' {
  let closed = false;
  for (const sheet of sheets) {
    for (const id of ['resolved_at', 'status']) {
      const column = sheet.mapping.columns.get(id);
      const header = column === undefined ? '' : normaliseHeader(sheet.header.texts[column] ?? '');
      if (SOLVED_HEADER.test(header)) return 'resolved';
      if (CLOSED_HEADER.test(header)) closed = true;
    }
  }
  if (doneKinds.has('solved')) return 'resolved';
  return closed || doneKinds.has('closed') || doneKinds.has('replied') ? 'closed' : 'resolved';
}
