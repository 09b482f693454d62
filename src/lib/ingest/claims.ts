import type { ColumnDef, CoercerName } from '../schema/columns.ts';
import { isPlaceholder } from '../core/text.ts';
import { looksLikePersonName } from '../privacy/surnames.ts';
import { coerceContact } from './coerce/contact.ts';
import { coerceColour } from './coerce/colour.ts';
import { coerceCount } from './coerce/count.ts';
import type { DateContext } from './coerce/date-text.ts';
import { coerceDisposition } from './coerce/disposition.ts';
import { coerceEvent } from './coerce/event.ts';
import { coerceDue, coerceMoment } from './coerce/moment.ts';
import { coercePhone } from './coerce/phone.ts';
import { coerceRevisitState } from './coerce/revisit-state.ts';
import { coerceResolved } from './coerce/resolved.ts';
import { coerceSatisfaction } from './coerce/satisfaction.ts';
import { coerceStatus } from './coerce/status.ts';
import type { HeaderMatch } from './header.ts';
import type { Sheet } from './sheet.ts';

/** Which sheet column each ledger column is read from, and the known headers that lost to a better one. */
export interface ColumnMapping {
  /** Column id → 0-based sheet column. */
  readonly columns: ReadonlyMap<string, number>;
  readonly rejected: readonly number[];
}

interface Claim {
  readonly column: number;
  readonly id: string;
  readonly fit: number;
  readonly rank: number;
}

const SAMPLE = 200;

/** Settles headers that claim one column, and headers that may mean several, by whose values fit best. */
export function mapColumns(
  sheet: Sheet,
  header: HeaderMatch,
  definitions: readonly ColumnDef[],
  dates: DateContext,
): ColumnMapping {
  const coercers = new Map(definitions.map((definition) => [definition.id, definition.coerce]));
  const claims = header.candidates.flatMap((ids, column) =>
    claimsOf(ids, column, sheet, header, coercers, dates),
  );
  claims.sort((a, b) => b.fit - a.fit || a.rank - b.rank || a.column - b.column);
  const columns = new Map<string, number>();
  const taken = new Set<number>();
  for (const { column, id } of claims) {
    if (taken.has(column) || columns.has(id)) continue;
    columns.set(id, column);
    taken.add(column);
  }
  const rejected = header.candidates.flatMap((ids, column) =>
    ids.length > 0 && !taken.has(column) ? [column] : [],
  );
  return { columns, rejected };
}

function claimsOf(
  ids: readonly string[],
  column: number,
  sheet: Sheet,
  header: HeaderMatch,
  coercers: ReadonlyMap<string, CoercerName>,
  dates: DateContext,
): Claim[] {
  const rivals = header.candidates.filter((others) => others.some((id) => ids.includes(id))).length;
  if (ids.length === 1 && rivals === 1) return [{ column, id: ids[0]!, fit: 1, rank: 0 }];
  const values = sampleValues(sheet, header, column);
  return ids.map((id, rank) => ({ column, id, rank, fit: fitOf(coercers.get(id)!, values, dates) }));
}

function sampleValues(sheet: Sheet, header: HeaderMatch, column: number): string[] {
  return sheet.rows
    .slice(header.index + header.height, header.index + header.height + SAMPLE)
    .map((row) => row.cells[column] ?? '')
    .filter((cell) => !isPlaceholder(cell));
}

/** Share of values that suit the column, 0 to 1; text columns prefer longer text, in a narrow band round a half. */
function fitOf(coercer: CoercerName, values: readonly string[], dates: DateContext): number {
  if (values.length === 0) return 0.1;
  const share = (suits: (value: string) => boolean) => values.filter(suits).length / values.length;
  switch (coercer) {
    case 'moment':
      return share((value) => coerceMoment(value, dates).value !== null);
    case 'dueDate':
      return share((value) => coerceDue(value, dates).value !== null);
    case 'resolvedMoment':
      return share((value) => coerceResolved(value, dates).value !== null);
    case 'colour':
      return share((value) => coerceColour(value).value !== null);
    case 'disposition':
      return share((value) => coerceDisposition(value).value !== null);
    case 'satisfaction':
      return share((value) => coerceSatisfaction(value).value !== null);
    case 'revisitState':
      return share((value) => coerceRevisitState(value).value !== null);
    case 'status':
      return share((value) => coerceStatus(value).value !== null && value.length < 8);
    case 'phone':
      return share((value) => /\d/.test(coercePhone(value).value ?? ''));
    case 'contact':
      return share((value) => typeof coerceContact(value).value?.phone === 'string');
    case 'person':
      return 0.4 + share(looksLikePersonName) / 2;
    case 'event':
      return share((value) => coerceEvent(value).value !== null);
    case 'count':
      return share((value) => coerceCount(value).value !== null);
    default: {
      const mean = values.reduce((sum, value) => sum + value.length, 0) / values.length;
      return 0.4 + Math.min(mean, 50) / 250;
    }
  }
}
