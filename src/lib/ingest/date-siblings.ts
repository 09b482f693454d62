import type { DateContext } from './coerce/date-text.ts';
import { parseDateText, provenOrder } from './coerce/date-text.ts';

/** 25/07/2021: one or two digits before the first separator, which years never have. */
const MAY_BE_SLASHED = /^\s*[\d\uff10-\uff19]{1,2}\s*[/.\-\uff0f\uff0e]/;
const HAS_YEAR = /^\s*20\d{2}\D/;
const DIGIT_TWO = 50;
const DIGIT_ZERO = 48;

/** True for 2021-07-05 and 2021年7月5日: no other cell has a say in how it is read. */
export function statesItsYear(text: string): boolean {
  return text.charCodeAt(0) === DIGIT_TWO && text.charCodeAt(1) === DIGIT_ZERO && HAS_YEAR.test(text);
}

/**
 * What a sheet's own date cells prove of how its dates are read: the order of 07/05/2021 when another date of the
 * sheet has a number above 12, and the year of 7月5日, when nothing else tells it, by the latest full date. Dates
 * that prove both orders prove none.
 */
export class DateSiblings {
  readonly #told: DateContext;
  readonly #orders = new Set<DateContext['slashOrder']>();
  #latest: string | null = null;

  constructor(told: DateContext) {
    this.#told = told;
  }

  /** Takes the text of a date cell. */
  add(text: string): void {
    if (statesItsYear(text) || HAS_YEAR.test(text)) {
      if (this.#told.anchor === null) this.#addDay(text);
    } else if (MAY_BE_SLASHED.test(text)) this.#orders.add(provenOrder(text));
  }

  /** What was told, completed by what the cells prove. */
  context(): DateContext {
    const { slashOrder, anchor } = this.#told;
    this.#orders.delete(null);
    const proven = this.#orders.size === 1 ? [...this.#orders][0]! : null;
    return {
      ...this.#told,
      slashOrder: slashOrder ?? proven,
      anchor: anchor ?? this.#latest,
      isNear: anchor === null,
    };
  }

  #addDay(text: string): void {
    const day = parseDateText(text, this.#told)?.slice(0, 10) ?? null;
    if (day !== null && (this.#latest === null || day > this.#latest)) this.#latest = day;
  }
}
