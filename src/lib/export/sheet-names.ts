import { cleanText } from '../core/text.ts';

const LONGEST = 31;
/** No sheet's name may have these, nor begin or end with an apostrophe. */
const FORBIDDEN = /[\\/?*[\]:\s]+/g;
const ENDS = /^[' ]+|[' ]+$/g;

/** Characters that a name takes from a title; no pair of surrogates is cut in two. */
function start(title: string, length: number): string {
  return title.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** Gives titles names that sheets may have, none of them twice or one of `taken`: programs compare them without case. */
export function sheetNames(taken: readonly string[]): (title: string) => string {
  const given = new Set(taken.map((name) => name.toLowerCase()));
  return (title) => {
    const plain = cleanText(title).replace(FORBIDDEN, ' ').replace(ENDS, '');
    for (let copy = 1; ; copy += 1) {
      const ending = copy === 1 ? '' : ` ${copy}`;
      const name = `${start(plain, LONGEST - ending.length).replace(ENDS, '')}${ending}`.trim();
      if (name === '' || given.has(name.toLowerCase())) continue;
      given.add(name.toLowerCase());
      return name;
    }
  };
}
