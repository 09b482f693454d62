import type { LedgerRow } from './ledger-row.ts';
import type { Random } from './random.ts';

/** Share of problems that come from a household that has told another one before. */
const AGAIN = 0.12;
/** The village of the newspaper's own case, whose rows stay as they are. */
const FIXED_VILLAGE = '李德俭村';

/**
 * Hands rows the resident and telephone of an earlier row of their village, now and then: some households tell several
 * problems. Rows come in the order of registration; draws from a stream of its own.
 */
export class Neighbours {
  readonly #random: Random;
  readonly #known = new Map<string, Pick<LedgerRow, 'resident' | 'phone' | 'problem'>[]>();

  constructor(random: Random) {
    this.#random = random;
  }

  meet(row: LedgerRow): void {
    const isKnown = row.resident !== '' && row.phone.startsWith('1') && row.village !== FIXED_VILLAGE;
    if (!isKnown) return;
    const place = `${row.town}/${row.village}`;
    const known = this.#known.get(place) ?? [];
    this.#known.set(place, known);
    const again = known.length > 0 && this.#random.chance(AGAIN) ? this.#random.pick(known) : null;
    if (again === null || again.problem === row.problem) {
      // A few are enough to come back to, however many rows there are.
      known[known.length < 50 ? known.length : this.#random.int(0, 49)] = row;
      return;
    }
    row.resident = again.resident;
    row.phone = again.phone;
  }
}
