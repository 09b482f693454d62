import { cleanText } from './text.ts';

/** Signs that no file name may have on Windows, and those that addresses escape. */
const FORBIDDEN = /[\\/:*?<>|%]/g;
const QUOTES = /["“”]/g;
const DOTS_AT_ENDS = /^[. ]+|[. ]+$/g;
const LONGEST = 60;

/** A title as a name within a folder: no path, nothing invisible, no sign that file names may not have; may be empty. */
export function plainName(title: string): string {
  const plain = cleanText(title)
    .replace(QUOTES, '')
    .replace(FORBIDDEN, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\.(?:[. ]*\.)+/g, '.')
    .replace(DOTS_AT_ENDS, '');
  return Array.from(plain).slice(0, LONGEST).join('').replace(DOTS_AT_ENDS, '');
}

/** A title and the day that it stands for, as the name of a file or a folder without its ending. */
export function datedName(title: string, moment: string): string {
  return [plainName(title), moment.slice(0, 10)].filter((part) => part !== '').join('-');
}

/** The name of a file: its title and the day that it stands for, without signs that file names may not have. */
export function fileName(title: string, moment: string, ending: string): string {
  return `${datedName(title, moment)}.${ending}`;
}
