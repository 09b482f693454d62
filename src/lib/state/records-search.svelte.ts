import { untrack } from 'svelte';
import { LONGEST_SEARCH, searchFragment, searchOf } from './records-fragment.ts';

const PAUSE_MS = 250;

/** The search box: what is typed now, and, after a pause, the words in the address. */
export class RecordSearch {
  typed = $state('');
  /** Words in the address; null while it may not be read. */
  readonly words: string | null = $derived.by(() => {
    const hash = this.#hash();
    return hash === null ? null : searchOf(hash);
  });
  readonly #hash: () => string | null;
  readonly #write: (fragment: string | undefined) => void;
  #sent = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Must be called while a component is set up. */
  constructor(hash: () => string | null, write: (fragment: string | undefined) => void) {
    this.#hash = hash;
    this.#write = write;
    $effect(() => {
      const words = this.words ?? '';
      untrack(() => this.#follow(words));
    });
    $effect(() => () => clearTimeout(this.#timer));
  }

  /** Takes over what stands in the box; searched for once typing rests. */
  type(text: string): void {
    this.typed = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.commit(), PAUSE_MS);
  }

  /** Searches now. */
  commit(): void {
    clearTimeout(this.#timer);
    const words = this.typed.trim().slice(0, LONGEST_SEARCH);
    if (words === this.#sent) return;
    this.#sent = words;
    this.#write(searchFragment(words));
  }

  clear(): void {
    this.typed = '';
    this.commit();
  }

  /** The address changed by itself (back, forward, a link): the box follows. */
  #follow(words: string): void {
    if (words === this.#sent) return;
    this.#sent = words;
    this.typed = words;
  }
}
