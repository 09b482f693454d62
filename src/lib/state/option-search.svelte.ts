import type PinyinMatch from 'pinyin-match';

/** An entry of a list that people choose from. */
export interface Option {
  readonly key: string;
  readonly label: string;
}

/** More would be slow to draw and too many to look through: people search. */
const SHOWN = 200;

/** Options found by a part of their name or, once that is loaded, by pinyin: whole syllables or initials (ecz, en cheng). */
export class OptionSearch {
  readonly #options: () => readonly Option[];
  #pinyin: typeof PinyinMatch | null = $state.raw(null);
  text = $state('');
  readonly found: readonly Option[] = $derived.by(() => {
    const words = this.text.trim().toLowerCase();
    if (words === '') return this.#options();
    return this.#options().filter(
      ({ label }) =>
        label.toLowerCase().includes(words) || (this.#pinyin?.match(label, words) ?? false) !== false,
    );
  });
  readonly shown: readonly Option[] = $derived(this.found.slice(0, SHOWN));

  constructor(options: () => readonly Option[]) {
    this.#options = options;
  }

  /** Loads the readings of characters; without them options are found by their characters alone. */
  async load(): Promise<void> {
    this.#pinyin ??= await import('pinyin-match').then(
      (module) => module.default,
      () => null,
    );
  }
}
