/**
 * A set of texts that keeps 64 bits of each instead of the text, in sixteen bytes: a million of them are as little as
 * 16 MB. Two texts that differ are taken for one with a probability of one in 10^19 a pair, 10^-7 in a million rows.
 */
export class KeySet {
  #lanes = new Uint32Array(2 * 1024);
  /** A number per place; made with the first one that is not 0. */
  #marks: Uint16Array | null = null;
  #size = 0;

  /** Adds a text; false when it was there before. */
  add(text: string): boolean {
    return this.addHash(...hashText(text));
  }

  /** As {@link add}, with what {@link hashText} made of the text; `mark` is kept with it, up to 65,535. */
  addHash(high: number, low: number, mark = 0): boolean {
    if (this.#size * 4 >= this.#lanes.length) this.#grow();
    const slot = findSlot(this.#lanes, high, low);
    if (this.#lanes[slot] !== 0 || this.#lanes[slot + 1] !== 0) return false;
    this.#lanes[slot] = high;
    this.#lanes[slot + 1] = low;
    if (mark !== 0) (this.#marks ??= new Uint16Array(this.#lanes.length / 2))[slot / 2] = mark;
    this.#size += 1;
    return true;
  }

  /** True when {@link hashText} made these numbers of a text that was added. */
  hasHash(high: number, low: number): boolean {
    const slot = findSlot(this.#lanes, high, low);
    return this.#lanes[slot] !== 0 || this.#lanes[slot + 1] !== 0;
  }

  /** What was kept with a text that was added; 0 without a mark. */
  markOf(high: number, low: number): number {
    return this.#marks?.[findSlot(this.#lanes, high, low) / 2] ?? 0;
  }

  /** How many texts were added. */
  get size(): number {
    return this.#size;
  }

  /** Adds all that another set holds. */
  addAll(other: KeySet): void {
    for (let at = 0; at < other.#lanes.length; at += 2) {
      const [high, low] = [other.#lanes[at]!, other.#lanes[at + 1]!];
      if (high !== 0 || low !== 0) this.addHash(high, low);
    }
  }

  #grow(): void {
    const before = this.#lanes;
    const marks = this.#marks;
    this.#lanes = new Uint32Array(before.length * 2);
    if (marks) this.#marks = new Uint16Array(before.length);
    for (let at = 0; at < before.length; at += 2) {
      if (before[at] === 0 && before[at + 1] === 0) continue;
      const slot = findSlot(this.#lanes, before[at]!, before[at + 1]!);
      this.#lanes[slot] = before[at]!;
      this.#lanes[slot + 1] = before[at + 1]!;
      if (marks) this.#marks![slot / 2] = marks[at / 2]!;
    }
  }
}

/** Where a hash stands or would stand; the length is a power of two. */
function findSlot(lanes: Uint32Array, high: number, low: number): number {
  const mask = lanes.length - 1;
  let slot = (low * 2) & mask;
  while ((lanes[slot] !== 0 || lanes[slot + 1] !== 0) && (lanes[slot] !== high || lanes[slot + 1] !== low)) {
    slot = (slot + 2) & mask;
  }
  return slot;
}

/** Two independent 32-bit numbers of a text; never both zero. */
export function hashText(text: string): readonly [number, number] {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [high >>> 0, (high === 0 ? low | 1 : low) >>> 0];
}
