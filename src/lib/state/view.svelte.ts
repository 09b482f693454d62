import { comparedWith, type Compare, type Compared } from '../core/comparison.ts';
import type { LocalMoment } from '../core/period.ts';
import type { WorkCalendar } from '../core/work-calendar.ts';
import { isEmptyFilter, type Filter, type ListFilter } from '../filters/filter.ts';
import {
  DEFAULT_VIEW,
  ownParameters,
  parseView,
  scopeParameters,
  viewParameters,
  withParameters,
  type DayKind,
  type ViewState,
} from '../filters/url.ts';
import { isStored, type AsOf } from '../sql/metric-query.ts';

const NOTHING = '';

/** Page and parameters of an address; its fragment says nothing of the view. */
const placeOf = (address: URL | null): string =>
  address === null ? NOTHING : address.pathname + address.search;

/** The link's state: the address, or the one that is being gone to; everything else is derived. */
export class View {
  readonly #address: () => URL | null;
  readonly #navigate: (parameters: URLSearchParams) => Promise<void>;
  readonly #stored: () => LocalMoment;
  readonly #calendar: () => WorkCalendar | null;
  /** Where a navigation is going, and from where: what follows from it need not wait until the address says so. */
  #ahead: { readonly from: string; readonly to: string } | null = $state.raw(null);
  readonly #here = $derived.by(() => placeOf(this.#address()));
  // As text: the same parameters in another object change nothing. Once the address is another one, whichever, it is
  // that one that counts: the navigation has ended, or was overtaken.
  readonly #text = $derived.by(() =>
    this.#ahead?.from === this.#here ? this.#ahead.to : (this.#address()?.searchParams.toString() ?? NOTHING),
  );
  readonly #parsed = $derived(parseView(this.#text));
  /** A moment after the published one, or a day that is not before the moment, cannot be answered. */
  readonly #isAhead = $derived.by(() => (this.#parsed.view.cutoff ?? '') > this.#stored());
  readonly current: ViewState = $derived.by(() =>
    this.#isAhead ? { ...this.#parsed.view, cutoff: null } : this.#parsed.view,
  );
  readonly filter: Filter = $derived(this.current.filter);
  /** What days are counted in; working days only where the county's calendar is known (D19). */
  readonly days: DayKind = $derived.by(() =>
    this.#calendar() === null ? DEFAULT_VIEW.days : this.#parsed.view.days,
  );
  /** The moment that figures stand for, and the one whose state is stored; with what days are counted by. */
  readonly asOf: AsOf = $derived.by(() => ({
    moment: this.current.cutoff ?? this.#stored(),
    stored: this.#stored(),
    ...(this.days === 'working' && { calendar: this.#calendar()! }),
  }));
  readonly #wished: Compared | null = $derived.by(() => this.#comparedBy(this.current.compare));
  /** What figures are compared with. */
  readonly compared: Compared = $derived.by(() => this.#wished ?? this.#comparedBy(DEFAULT_VIEW.compare)!);
  readonly compare: Compare = $derived(this.#wished ? this.current.compare : DEFAULT_VIEW.compare);
  /** Names of parameters that were not understood. */
  readonly invalid: readonly string[] = $derived.by(() => [
    ...this.#parsed.invalid,
    ...(this.#isAhead ? ['cutoff'] : []),
    ...(this.#wished ? [] : ['compare']),
    ...(this.days === this.current.days ? [] : ['days']),
  ]);
  readonly unfiltered: boolean = $derived(isEmptyFilter(this.current.filter));
  /** True when exactly what is published is looked at: all problems, as of the cut-off, against the week before. */
  readonly isPublished: boolean = $derived.by(
    () => this.unfiltered && isStored(this.asOf) && this.compare === DEFAULT_VIEW.compare,
  );

  /**
   * `address` is null while the address may not be read (prerendering, first paint); `stored` is the published
   * cut-off; `calendar` tells the county's working days, or that they are not known.
   */
  constructor(
    address: () => URL | null,
    navigate: (parameters: URLSearchParams) => Promise<void>,
    stored: () => LocalMoment,
    calendar: () => WorkCalendar | null,
  ) {
    this.#address = address;
    this.#navigate = navigate;
    this.#stored = stored;
    this.#calendar = calendar;
  }

  /** The parameters that only the page itself understands. */
  readonly own: URLSearchParams = $derived.by(() => ownParameters(this.#text));

  /** What a link to another page carries over. */
  get scope(): URLSearchParams {
    return scopeParameters(this.current);
  }

  /** Goes to the view with some members replaced; the page's own parameters stay. */
  set(patch: Partial<ViewState>): void {
    const parameters = viewParameters({ ...this.current, ...patch });
    this.own.forEach((value, name) => parameters.append(name, value));
    this.#goTo(parameters);
  }

  /** Goes to the view with some of the page's own parameters replaced; an empty list takes one away. */
  setOwn(patch: Readonly<Record<string, readonly string[]>>): void {
    this.#goTo(withParameters(this.#text, patch));
  }

  /** Goes to the view with members of it and of the page's own parameters replaced in one step. */
  go(own: Readonly<Record<string, readonly string[]>>, patch: Partial<ViewState>): void {
    const parameters = viewParameters({ ...this.current, ...patch });
    withParameters(this.own, own).forEach((value, name) => parameters.append(name, value));
    this.#goTo(parameters);
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

  #goTo(parameters: URLSearchParams): void {
    const ahead = { from: this.#here, to: parameters.toString() };
    this.#ahead = ahead;
    void this.#navigate(parameters).finally(() => {
      if (this.#ahead === ahead) this.#ahead = null;
    });
  }

  #comparedBy(compare: Compare): Compared | null {
    return comparedWith(this.asOf.moment, this.filter, compare);
  }
}
