const FORMULA_ERROR = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)$/;

/** True for a cell whose formula failed, such as #REF!. */
export function isFormulaError(text: string): boolean {
  return text.charCodeAt(0) === 35 && FORMULA_ERROR.test(text.trim());
}
