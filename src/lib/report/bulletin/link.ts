import type { Filter, ListFilter } from '../../filters/filter.ts';
import { scopeParameters } from '../../filters/url.ts';
import type { BulletinWords } from '../../i18n/bulletin.ts';
import type { Translator } from '../../i18n/messages.ts';
import { filterLabel } from '../filter-labels.ts';
import { isBulletinKind, isPart, KIND_PARTS, PARTS, type BulletinKind, type PartId } from './kinds.ts';

/** Which bulletin an address asks for. */
export interface AskedBulletin {
  readonly kind: BulletinKind;
  readonly parts: readonly PartId[];
  /** Names of parameters that were not understood; the default stands in their place. */
  readonly invalid: readonly string[];
}

/** Reads `kind` and, for a custom bulletin, `section` (repeated); a weekly one without. */
export function parseBulletin(parameters: URLSearchParams): AskedBulletin {
  const named = parameters.get('kind');
  const sections = parameters.getAll('section');
  const kind = named !== null && isBulletinKind(named) ? named : 'weekly';
  const chosen = sections.filter(isPart);
  return {
    kind,
    parts:
      kind === 'custom' && chosen.length > 0
        ? PARTS.filter((part) => chosen.includes(part))
        : KIND_PARTS[kind],
    invalid: [
      ...(named === null || named === kind ? [] : ['kind']),
      ...(chosen.length === sections.length ? [] : ['section']),
    ],
  };
}

/** The parameters that ask for a bulletin of a view, the same from the page and the command line. */
export function bulletinLink(
  view: Parameters<typeof scopeParameters>[0],
  { kind, parts }: Pick<AskedBulletin, 'kind' | 'parts'>,
): string {
  const parameters = scopeParameters(view);
  parameters.set('kind', kind);
  if (kind === 'custom') for (const part of parts) parameters.append('section', part);
  return parameters.toString();
}

/** What a filter's figures are of, in words: 全县 without one, a unit's name, several joined. Periods stand apart. */
export function scopeWords(t: Translator, words: BulletinWords, filter: Filter): string {
  const lists = (Object.entries(filter) as [ListFilter, unknown][]).filter(
    (entry): entry is [ListFilter, readonly string[]] => Array.isArray(entry[1]) && entry[1].length > 0,
  );
  if (lists.length === 0) return words('scope.county');
  const named = lists.map(([name, keys]) =>
    keys.map((key) => filterLabel(t, name, key)).join(words('comma')),
  );
  return named.join(words('scope.and'));
}
