/** 16 to 19 digits that begin as no 银联 card does. */
const LONG_NUMBER = /^(?!62)[3-69]\d{15,18}$/;
const ID_NUMBER = /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}$/;

/**
 * True for a number in a column of problem numbers that only its check digit, right by chance for every tenth, would make
 * a bank card.
 */
export function isRecordNumber(text: string): boolean {
  return LONG_NUMBER.test(text) && !ID_NUMBER.test(text) && !/^\d{6}(?:19|20)\d{10}$/.test(text);
}
