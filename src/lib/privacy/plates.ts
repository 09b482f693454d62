import { identifierOf, type Identifier } from './identifier.ts';

/** First characters of number plates. */
const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
/** First characters of the armed forces' plates until 2013, which old vehicles' papers still name. */
const FORCES = '军海空北沈兰济南广成';
const BLANKS = '[·.\\s\\-•・\\u00ad\\u200b-\\u200f\\u2060\\ufeff]';
const LETTER = '[A-HJ-NP-Za-hj-np-z]';
const SIGN = '[A-HJ-NP-Za-hj-np-z\\d]';
/** Five or six signs behind the letter, a digit among them; blanks may stand anywhere. */
const CIVIL = `[${PROVINCES}]${BLANKS}{0,2}${LETTER}${BLANKS}{0,2}(?=(?:[A-Za-z挂学警]|${BLANKS})*\\d)(?:${SIGN}${BLANKS}?){4,5}[A-HJ-NP-Za-hj-np-z\\d挂学警港澳领试超](?![A-Za-z\\d])`;
const MILITARY = `[${FORCES}]${BLANKS}?[A-Z]${BLANKS}?\\d{5}(?!\\d)`;
const POLICE = `[Ww][Jj]${BLANKS}?[${PROVINCES}]?${BLANKS}?\\d${BLANKS}?\\d{3,4}${SIGN}?(?![A-Za-z\\d])`;
const PLATE = new RegExp(`${CIVIL}|${MILITARY}|(?<![A-Za-z])${POLICE}`, 'g');

/** Number plates in a folded text: civil ones with new-energy, trailer and police forms, old military ones, WJ. */
export function platesIn(text: string): Identifier[] {
  return [...text.matchAll(PLATE)].map((match) => identifierOf('plate', match));
}
