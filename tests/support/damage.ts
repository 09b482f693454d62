/** Numbers in [0, 1) that are the same in every run: mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A damaged copy of `bytes`: cut off, some bytes changed, a stretch put elsewhere, or zeros written over a stretch,
 * as broken transfers and disks leave files behind.
 */
export function damage(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = (): number => Math.floor(random() * bytes.length);
  const copy = bytes.slice();
  switch (Math.floor(random() * 5)) {
    case 0:
      return copy.subarray(0, at());
    case 1:
      for (let edits = 1 + Math.floor(random() * 16); edits > 0; edits -= 1) copy[at()] = random() * 256;
      return copy;
    case 2:
      copy[at()]! ^= 1 << Math.floor(random() * 8);
      return copy;
    case 3:
      copy.copyWithin(at(), at(), at());
      return copy;
    default: {
      const start = at();
      return copy.fill(0, start, start + 1 + Math.floor(random() * 64));
    }
  }
}
