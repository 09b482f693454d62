/** A problem that a person can act on: what (code), where (place), what to do (hint). */
export interface Place {
  readonly file?: string;
  readonly sheet?: string;
  /** 1-based row as the spreadsheet shows it. */
  readonly row?: number;
  /** Header text or column letter; never a cell's content. */
  readonly column?: string;
}

/** Text in both interface languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/**
 * An error with a stable code. Its texts never contain a cell's value: messages reach logs and screens
 * that personal data must not reach.
 */
export class WuseError extends Error {
  override readonly name = 'WuseError';
  readonly code: string;
  readonly text: Bilingual;
  readonly hint: Bilingual;
  readonly place: Place;

  constructor(code: string, text: Bilingual, hint: Bilingual, place: Place = {}, cause?: unknown) {
    super(`${code}: ${text.en}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.text = text;
    this.hint = hint;
    this.place = place;
  }
}

/** `王庙镇.xlsx / Sheet1 / 第 12 行 / 解决时间`; an empty string when the place is unknown. */
export function placeText(place: Place, language: 'zh' | 'en'): string {
  const row =
    place.row === undefined ? undefined : language === 'zh' ? `第 ${place.row} 行` : `row ${place.row}`;
  return [place.file, place.sheet, row, place.column]
    .filter((part) => part !== undefined && part !== '')
    .join(' / ');
}
