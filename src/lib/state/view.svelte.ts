import { EMPTY_FILTER, isEmptyFilter, type Filter, type ListFilter } from '../filters/filter.ts';
import { parseView, viewParameters, type ViewState } from '../filters/url.ts';

const DEFAULT_VIEW: ViewState = { filter: EMPTY_FILTER, figure: null, sort: null };

/** The link's state. The address is the only copy: changes navigate, everything else is derived. */
export class View {
  readonly #parameters: () => URLSearchParams | null;
  readonly #navigate: (parameters: URLSearchParams) => void;
  readonly #parsed = $derived.by(() => {
    const parameters = this.#parameters();
    return parameters === null ? { view: DEFAULT_VIEW, invalid: [] } : parseView(parameters);
  });
  readonly current: ViewState = $derived(this.#parsed.view);
  readonly filter: Filter = $derived(this.#parsed.view.filter);
  /** Names of parameters that were not understood. */
  readonly invalid: readonly string[] = $derived(this.#parsed.invalid);
  readonly unfiltered: boolean = $derived(isEmptyFilter(this.#parsed.view.filter));

  /** `parameters` is null while the address may not be read (prerendering, first paint). */
  constructor(parameters: () => URLSearchParams | null, navigate: (parameters: URLSearchParams) => void) {
    this.#parameters = parameters;
    this.#navigate = navigate;
  }

  /** Goes to the view with some members replaced. */
  set(patch: Partial<ViewState>): void {
    this.#navigate(viewParameters({ ...this.current, ...patch }));
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
