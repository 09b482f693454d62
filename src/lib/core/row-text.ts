import type { SqlValue } from './engine.ts';

/** Stands between the values of a row. No value holds it: control characters are taken out of cells. */
export const FIELD_END = '\u001f';
const ROW_END = '\n';
/** Stands for a line break inside a value. */
export const INNER_BREAK = '\u001e';
/** Stands for a missing value; nothing at all is an empty text. */
export const NO_VALUE = '\u001d';

const RESERVED = /[\u001d-\u001f\r\n]/;

/** Values as one row of text: numbers and truth values as SQL writes them. */
export function rowText(values: readonly SqlValue[]): string {
  let text = '';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += FIELD_END;
    const value = values[index]!;
    if (value === null) text += NO_VALUE;
    else text += typeof value === 'string' ? fieldText(value) : String(value);
  }
  return text + ROW_END;
}

function fieldText(value: string): string {
  if (!RESERVED.test(value)) return value;
  return value
    .replace(/[\u001d-\u001f]/g, ' ')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\n', INNER_BREAK);
}
