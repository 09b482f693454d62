import type { RankedUnit } from '../query/run-ranking.ts';

/**
 * What a unit's page is about. Names of towns, departments and villages are no personal data and stand in the address;
 * persons have no page, since an address is written down by servers and browsers.
 */
export interface UnitName {
  readonly of: Exclude<RankedUnit, 'owner'>;
  readonly key: string;
  /** A village's town. */
  readonly town: string | null;
}

const KINDS = ['town', 'department', 'village'] as const;
const LONGEST = 100;

/** A unit page's parameters beside those of the view that is carried over. */
export function unitParameters(scope: URLSearchParams, { of, key, town }: UnitName): URLSearchParams {
  const parameters = new URLSearchParams(scope);
  parameters.set('of', of);
  parameters.set('name', key);
  if (town !== null) parameters.set('in', town);
  return parameters;
}

/** The unit that an address names; null when it names none. */
export function unitOf(parameters: URLSearchParams): UnitName | null {
  const of = KINDS.find((kind) => kind === parameters.get('of'));
  const key = parameters.get('name')?.slice(0, LONGEST) ?? '';
  const town = parameters.get('in')?.slice(0, LONGEST) ?? '';
  if (of === undefined || key === '' || (of === 'village') !== (town !== '')) return null;
  return { of, key, town: of === 'village' ? town : null };
}
