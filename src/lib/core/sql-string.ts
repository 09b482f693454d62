/** A text that goes into a statement; what follows a NUL some engines never read. */
function quoted(text: string, quote: string): string {
  if (text.includes('\0')) throw new RangeError('no SQL text holds a NUL');
  return quote + text.replaceAll(quote, quote + quote) + quote;
}

/**
 * Text as a SQL string literal, quotes included; the standard's string literals have no escape but the doubled quote.
 * For what cannot be a parameter: settings, paths of files, statements that are shown. Throws RangeError at a NUL.
 */
export function sqlString(text: string): string {
  return quoted(text, "'");
}

/** A name of a table, column or database, quoted, so that it is no keyword and ends nowhere. Throws RangeError at a NUL. */
export function sqlName(name: string): string {
  return quoted(name, '"');
}
