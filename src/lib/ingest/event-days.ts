import type { LocalDate, LocalMoment } from '../core/period.ts';
import type { DateContext } from './coerce/date-text.ts';
import { coerceMoment } from './coerce/moment.ts';
import { statesItsYear } from './date-siblings.ts';
import { memoise } from './memoise.ts';

/** Collects the moments that a sheet's cells state, before it is known how all of them are to be read. */
export class EventDays {
  readonly #latest = new Map<LocalDate, LocalMoment>();
  /** Texts that other cells have a say in. */
  readonly #open = new Set<string>();
  readonly #read: (text: string) => LocalMoment | null;

  constructor(told: DateContext) {
    this.#read = memoise((text) => coerceMoment(text, told).value);
  }

  /** Takes the text of a cell; one that states no moment is passed over. */
  add(text: string): void {
    if (text === '') return;
    if (statesItsYear(text)) this.#take(this.#read(text));
    else this.#open.add(text);
  }

  /** The latest moment of each day, once it is known how dates are read. */
  settle(context: DateContext): ReadonlyMap<LocalDate, LocalMoment> {
    for (const text of this.#open) this.#take(coerceMoment(text, context).value);
    this.#open.clear();
    return this.#latest;
  }

  #take(moment: LocalMoment | null): void {
    if (moment === null) return;
    const day = moment.slice(0, 10);
    const known = this.#latest.get(day);
    if (known === undefined || moment > known) this.#latest.set(day, moment);
  }
}
