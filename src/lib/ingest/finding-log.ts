import type { Place } from '../core/errors.ts';
import type { OwnIdentity } from '../privacy/mask.ts';
import type { FindingCode } from './codes.ts';
import { makeFinding } from './findings.ts';
import type { Finding } from './types.ts';

/** Findings of a part of an import, as they travel from one thread to another. */
export interface LoggedFindings {
  readonly list: readonly Finding[];
  /** For each finding, what only its first place is reported of; null for one that is reported everywhere. */
  readonly keys: readonly (string | null)[];
}

/** Collects findings in the order in which they are met. */
export class FindingLog implements LoggedFindings {
  readonly list: Finding[] = [];
  readonly keys: (string | null)[] = [];
  readonly #once = new Set<string>();

  /** `cell` is masked and shortened before it is kept, with the resident of its row where that is `own`. */
  add(code: FindingCode, place: Place, cell: string | null = null, n = 0, own?: OwnIdentity): void {
    this.#push(makeFinding(code, place, cell, n, own), null);
  }

  /** As {@link add}, but only for the first place of each `key`. */
  addOnce(key: string, code: FindingCode, place: Place, cell: string | null = null, own?: OwnIdentity): void {
    const full = `${code}\n${key}`;
    if (!this.#isFirst(full)) return;
    this.#push(makeFinding(code, place, cell, 0, own), full);
  }

  /** Takes over what was logged elsewhere, as if it had been logged here; not what is said of `leftOut` rows alone. */
  take({ list, keys }: LoggedFindings, leftOut?: ReadonlySet<number>): void {
    for (const [index, finding] of list.entries()) {
      const key = keys[index] ?? null;
      if (key === null && leftOut?.has(finding.place.row ?? 0)) continue;
      if (key === null || this.#isFirst(key)) this.#push(finding, key);
    }
  }

  /** Masks once more in samples what is known of their rows only now. */
  maskSamples(mask: (sample: string, place: Place) => string): void {
    for (const [index, finding] of this.list.entries()) {
      const { sample, place } = finding;
      if (sample !== null) this.list[index] = { ...finding, sample: mask(sample, place) };
    }
  }

  #isFirst(key: string): boolean {
    if (this.#once.has(key)) return false;
    this.#once.add(key);
    return true;
  }

  #push(finding: Finding, key: string | null): void {
    this.list.push(finding);
    this.keys.push(key);
  }
}
