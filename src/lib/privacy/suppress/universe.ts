/** Members with one set of flags under one key. */
export interface CountedAtom {
  readonly key: string;
  /** Bit `i` stands for `flags[i]`; below 2^53. */
  readonly pattern: number;
  readonly count: number;
}

/** What is counted, and which counts are printed. Every dimension holds the same members; nothing is printed crossed. */
export interface CountedUniverse {
  /** Names of the counts. */
  readonly flags: readonly string[];
  /** The flags that are printed for the whole, and for the keys of each dimension. */
  readonly printed: {
    readonly whole: readonly string[];
    readonly by: Readonly<Record<string, readonly string[]>>;
  };
  /** By dimension. */
  readonly atoms: Readonly<Record<string, readonly CountedAtom[]>>;
}

/** A printed count: of the whole (dimension and key null) or of a key. */
export interface PrintedCell {
  readonly dimension: string | null;
  readonly key: string | null;
  readonly flag: string;
}
