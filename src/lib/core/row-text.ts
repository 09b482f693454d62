import type { SqlValue } from './engine.ts';

/** Stands between the values of a row. No value holds it: control characters are taken out of cells. */
export const FIELD_END = '\u001f';
export const ROW_END = '\n';
/** Stands for a line break inside a value. */
export const INNER_BREAK = '\u001e';
/** Stands for a missing value; nothing at all is an empty text. */
export const NO_VALUE = '\u001d';

/** Values as one row of text: numbers and truth values as SQL writes them. */
export function rowText(values: readonly SqlValue[]): string {
  return values.map(fieldText).join(FIELD_END) + ROW_END;
}

/** A value between the ends of its neighbours. */
export function fieldText(value: SqlValue): string {
  if (value === null) return NO_VALUE;
  if (typeof value !== 'string') return String(value);
  if (!hasControl(value)) return value;
  return value
    .replace(/[\u001d-\u001f]/g, ' ')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\n', INNER_BREAK);
}

/** A loop: most values are a few characters long, and a pattern takes longer to start. */
function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) < 0x20) return true;
  return false;
}
