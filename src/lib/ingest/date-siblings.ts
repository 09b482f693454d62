import type { DateContext } from './coerce/date-text.ts';
import { parseDateText, provenOrder } from './coerce/date-text.ts';
import type { SheetRow } from './sheet.ts';

/** 25/07/2021: one or two digits before the first separator, which years never have. */
const MAY_BE_SLASHED = /^\s*[\d\uff10-\uff19]{1,2}\s*[/.\-\uff0f\uff0e]/;
const HAS_YEAR = /^\s*20\d{2}\D/;

/**
 * Completes how a sheet's dates are read by what its own cells prove: the order of 07/05/2021 when another date
 * of the sheet has a number above 12, and the year of 7月5日, when nothing else tells it, by the latest full
 * date. Dates that prove both orders prove none.
 */
export function dateContextFromSiblings(
  rows: readonly SheetRow[],
  columns: readonly number[],
  context: DateContext,
): DateContext {
  const orders = new Set<DateContext['slashOrder']>();
  let latest: string | null = null;
  for (const { cells } of rows) {
    for (const column of columns) {
      const text = cells[column] ?? '';
      if (MAY_BE_SLASHED.test(text)) orders.add(provenOrder(text));
      else if (context.anchor === null && HAS_YEAR.test(text)) {
        const day = parseDateText(text, context)?.slice(0, 10) ?? null;
        if (day !== null && (latest === null || day > latest)) latest = day;
      }
    }
  }
  orders.delete(null);
  const proven = orders.size === 1 ? [...orders][0]! : null;
  return {
    ...context,
    slashOrder: context.slashOrder ?? proven,
    anchor: context.anchor ?? latest,
    isNear: context.anchor === null,
  };
}
