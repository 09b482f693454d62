import { inventName } from './people.ts';
import type { Random } from './random.ts';

/** Invented officials: one name per key (a village, an office of a town, a department), always the same one. */
export class Staff {
  readonly #names = new Map<string, string>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The person who answers for `key`. */
  nameFor(key: string): string {
    let name = this.#names.get(key);
    if (name === undefined) {
      name = inventName(this.#random);
      this.#names.set(key, name);
    }
    return name;
  }
}

/** The lead of every green matter: village matters are kept under one heading. */
export const VILLAGE_LEAD = '村（社区）两委';

/** Who is responsible within a department: the village's own, the town's own, or the county's. */
export function ownerKey(department: string, town: string, village: string, officeOfTown: boolean): string {
  if (department === VILLAGE_LEAD) return `${town}/${village}`;
  return officeOfTown ? `${town}/${department}` : department;
}
