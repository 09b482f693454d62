import { WuseError, type Bilingual, type Place } from '../core/errors.ts';
import { maskSample, type OwnIdentity } from '../privacy/mask.ts';
import { CODES, type CodeInfo, type FindingCode, type RefusalCode } from './codes.ts';
import type { Finding } from './types.ts';

/**
 * A finding of the table; `cell` is masked before it becomes the sample, with the resident of its row where that is
 * `own`; `n` fills `{n}` in the text.
 */
export function makeFinding(
  code: FindingCode,
  place: Place,
  cell: string | null = null,
  n = 0,
  own?: OwnIdentity,
): Finding {
  const info: CodeInfo = CODES[code];
  return {
    code,
    severity: info.severity,
    place,
    text: fill(info.text, n),
    hint: info.hint,
    sample: cell === null || cell === '' ? null : maskSample(cell, own),
    setAside: info.setsAside === true,
  };
}

/** The error that ends an import; `n` fills `{n}` in the text. */
export function refusal(code: RefusalCode, place: Place = {}, n = 0, cause?: unknown): WuseError {
  const { text, hint } = CODES[code];
  return new WuseError(code, fill(text, n), hint, place, cause);
}

function fill(text: Bilingual, n: number): Bilingual {
  return text.zh.includes('{n}')
    ? { zh: text.zh.replace('{n}', String(n)), en: text.en.replace('{n}', String(n)) }
    : text;
}
