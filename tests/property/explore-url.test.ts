import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_EXPLORE,
  EXPLORE_FORMS,
  EXPLORE_KEYS,
  EXPLORE_PARAMETERS,
  exploreParameters,
  formProblem,
  MAX_METRICS,
  parseExplore,
  withChoice,
  type ExploreState,
} from '../../src/lib/filters/explore-url.ts';
import { VIEW_PARAMETERS } from '../../src/lib/filters/url.ts';
import { GROUP_METRICS } from '../../src/lib/metrics/evaluate.ts';

const CHOICES = { keys: EXPLORE_KEYS, metrics: GROUP_METRICS };
const key = fc.constantFrom(...EXPLORE_KEYS);
const states: fc.Arbitrary<ExploreState> = fc
  .record({
    rows: key,
    columns: fc.option(key),
    show: fc.shuffledSubarray([...GROUP_METRICS], { minLength: 1, maxLength: MAX_METRICS }),
    as: fc.constantFrom(...EXPLORE_FORMS),
    by: fc.nat(MAX_METRICS),
    ordered: fc.boolean(),
    descending: fc.boolean(),
    change: fc.boolean(),
  })
  .map(({ by, ordered, descending, ...state }) => {
    const names = ['rows', ...state.show] as const;
    const order = ordered ? { by: names[by % names.length]!, descending } : null;
    return withChoice(DEFAULT_EXPLORE, { ...state, order: null }) && withChoice({ ...state, order }, {});
  });

/** What a browser makes of an address with the state in it. */
function throughAddress(state: ExploreState): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(exploreParameters(state)))
    for (const value of values) parameters.append(name, value);
  return new URL(`http://ledger.test/?${parameters}`).searchParams;
}

describe('what is explored', () => {
  it('comes back from a link as it went', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseExplore(throughAddress(state), CHOICES)).toEqual({ state, invalid: [] });
      }),
    );
  });

  it('needs no parameter where it is the default, and none that every page has', () => {
    expect([...throughAddress(DEFAULT_EXPLORE)]).toEqual([]);
    expect(
      EXPLORE_PARAMETERS.filter((name) => (VIEW_PARAMETERS as readonly string[]).includes(name)),
    ).toEqual([]);
  });

  it('stays a state that a link can carry, whatever is chosen next', () => {
    fc.assert(
      fc.property(
        states,
        fc.record({ rows: key, columns: fc.option(key) }, { requiredKeys: [] }),
        (state, patch) => {
          const next = withChoice(state, patch as Partial<ExploreState>);
          expect(parseExplore(throughAddress(next), CHOICES)).toEqual({ state: next, invalid: [] });
        },
      ),
    );
  });
});

describe('any address', () => {
  const parameter = fc.tuple(
    fc.oneof(fc.constantFrom<string>(...EXPLORE_PARAMETERS), fc.string()),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom<string>(
        ...EXPLORE_KEYS,
        ...EXPLORE_FORMS,
        ...GROUP_METRICS,
        'yes',
        '-rows',
        '__proto__',
      ),
    ),
  );

  it('gives a state that holds, and names what was not understood', () => {
    fc.assert(
      fc.property(fc.array(parameter, { maxLength: 12 }), (pairs) => {
        const given = new URLSearchParams(pairs);
        const { state, invalid } = parseExplore(given, CHOICES);
        for (const name of invalid) expect(given.has(name)).toBe(true);
        expect(parseExplore(throughAddress(state), CHOICES)).toEqual({ state, invalid: [] });
        expect(state.columns).not.toBe(state.rows);
        expect(formProblem(state.as, state)).toBeNull();
        expect(state.show.length).toBeGreaterThan(0);
      }),
    );
  });

  it.each([
    ['rows=village&columns=colour', [], { rows: 'village', columns: 'colour' }],
    ['rows=planet', ['rows'], {}],
    ['rows=', ['rows'], {}],
    ['rows=town&rows=colour', ['rows'], {}],
    ['rows=colour&columns=colour', ['columns'], { rows: 'colour' }],
    ['columns=town', ['columns'], {}],
    ['show=open&show=open', ['show'], { show: ['open'] }],
    ['show=open&show=nothing', ['show'], { show: ['open'] }],
    ['show=median_days', ['show'], {}],
    ['show=coverage_rate', ['show'], {}],
    ['show=colour_share', ['show'], {}],
    ['show=toString', ['show'], {}],
    ['as=pie', ['as'], {}],
    ['as=line', ['as'], {}],
    ['as=line&rows=registered_week', [], { rows: 'registered_week', as: 'line' }],
    ['as=heat', ['as'], {}],
    ['as=heat&columns=colour', [], { columns: 'colour', as: 'heat' }],
    ['order=-open', ['order'], {}],
    ['show=open&order=-open', [], { show: ['open'], order: { by: 'open', descending: true } }],
    ['order=rows', [], { order: { by: 'rows', descending: false } }],
    ['order=--rows', ['order'], {}],
    ['order=rows;drop', ['order'], {}],
    ['change=yes', [], { change: true }],
    ['change=1', ['change'], {}],
  ])('%s: %j', (query, invalid, patch) => {
    expect(parseExplore(query, CHOICES)).toEqual({ state: { ...DEFAULT_EXPLORE, ...patch }, invalid });
  });

  it('offers persons only where the edition has them', () => {
    const keys = EXPLORE_KEYS.filter((each) => each !== 'owner');
    expect(parseExplore('rows=owner', { ...CHOICES, keys })).toEqual({
      state: DEFAULT_EXPLORE,
      invalid: ['rows'],
    });
    expect(parseExplore('rows=owner', CHOICES).state.rows).toBe('owner');
  });
});
