import type { Place } from '../core/errors.ts';
import type { FindingCode } from './codes.ts';
import { makeFinding } from './findings.ts';
import type { Finding } from './types.ts';

/** Collects findings in the order in which they are met. */
export class FindingLog {
  readonly list: Finding[] = [];
  readonly #once = new Set<string>();

  /** `cell` is masked and shortened before it is kept. */
  add(code: FindingCode, place: Place, cell: string | null = null, n = 0): void {
    this.list.push(makeFinding(code, place, cell, n));
  }

  /** As {@link add}, but only for the first place of each `key`. */
  addOnce(key: string, code: FindingCode, place: Place, cell: string | null = null): void {
    const full = `${code}\n${key}`;
    if (this.#once.has(full)) return;
    this.#once.add(full);
    this.add(code, place, cell);
  }
}
