/**
 * Text as a SQL string literal, quotes included; the standard's string literals have no escape but the doubled quote.
 * For what cannot be a parameter: settings, paths of files, statements that are shown.
 */
export function sqlString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
