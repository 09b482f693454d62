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
