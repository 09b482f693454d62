import { compactText } from '../core/text.ts';

const HINT = /\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/g;
const MARKS = /[*※:"'“”]/g;

/**
 * A header as it is compared (dictionary §3): NFKC, without blanks, line breaks, `*` and hints in brackets,
 * 帐 read as 账 and 满意渡 as 满意度.
 */
export function normaliseHeader(header: string): string {
  return fullHeader(header).replace(HINT, '');
}

/** As {@link normaliseHeader}, brackets kept: the form of synonyms such as 镇(街道). */
export function fullHeader(header: string): string {
  return compactText(header)
    .replace(MARKS, '')
    .replaceAll('帐', '账')
    .replaceAll('满意渡', '满意度')
    .toLowerCase();
}

/** A column of a header of two rows: what stands above (its own text or the group's) and what below. */
interface HeaderLevels {
  readonly own: string;
  readonly above: string;
  readonly below: string;
}

/** The columns of a header of two rows; an upper text holds for the columns after it that have none. */
export function headerLevels(upper: readonly string[], lower: readonly string[]): HeaderLevels[] {
  let group = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const own = upper[column] ?? '';
    const below = lower[column] ?? '';
    if (own.trim() !== '') group = own;
    return { own, below, above: own.trim() !== '' || below.trim() === '' ? own : group };
  });
}

/** The text of such a column: `上级_下级`. */
export function twoLevelText({ above, below }: HeaderLevels): string {
  return [above, below].filter((text) => text.trim() !== '').join('_');
}
