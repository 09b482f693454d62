import { EMPTY_FILTER, isEmptyFilter, type Filter, type ListFilter } from '../filters/filter.ts';
import { parseView, viewParameters, type ViewState } from '../filters/url.ts';

const DEFAULT_VIEW: ViewState = { filter: EMPTY_FILTER, figure: null, sort: null };

/** The link's state: the address, or the one that is being gone to; everything else is derived. */
export class View {
  readonly #parameters: () => URLSearchParams | null;
  readonly #navigate: (parameters: URLSearchParams) => Promise<void>;
  /** Where a navigation is going: what follows from it need not wait until the address says so. */
  #ahead: string | null = $state.raw(null);
  // As text: the same parameters in another object change nothing.
  readonly #text = $derived.by(() => this.#ahead ?? this.#parameters()?.toString() ?? null);
  readonly #parsed = $derived.by(() =>
    this.#text === null ? { view: DEFAULT_VIEW, invalid: [] } : parseView(this.#text),
  );
  readonly current: ViewState = $derived(this.#parsed.view);
  readonly filter: Filter = $derived(this.#parsed.view.filter);
  /** Names of parameters that were not understood. */
  readonly invalid: readonly string[] = $derived(this.#parsed.invalid);
  readonly unfiltered: boolean = $derived(isEmptyFilter(this.#parsed.view.filter));

  /** `parameters` is null while the address may not be read (prerendering, first paint). */
  constructor(
    parameters: () => URLSearchParams | null,
    navigate: (parameters: URLSearchParams) => Promise<void>,
  ) {
    this.#parameters = parameters;
    this.#navigate = navigate;
  }

  /** Goes to the view with some members replaced. */
  set(patch: Partial<ViewState>): void {
    const parameters = viewParameters({ ...this.current, ...patch });
    const ahead = parameters.toString();
    this.#ahead = ahead;
    void this.#navigate(parameters).finally(() => {
      if (this.#ahead === ahead) this.#ahead = null;
    });
  }

  /** Goes to the view with a part of the filter replaced. */
  setFilter(patch: Partial<Filter>): void {
    this.set({ filter: { ...this.filter, ...patch } });
  }

  /** Adds a value to a list of the filter, or takes it out. */
  toggle(name: ListFilter, value: string): void {
    const values: readonly string[] = this.filter[name];
    const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
    this.setFilter({ [name]: next });
  }
}
