import { maskIdentifiers, maskPlaces } from './mask-identifiers.ts';
import { maskName, maskNames } from './mask-name.ts';
import { ownPhoneIn } from './own-phone.ts';
import { looksLikePersonName } from './surnames.ts';

const SIMPLE_MOBILE = /^1[3-9]\d{9}$/;
/** An account where a phone should be. */
const ACCOUNT = /(?<![A-Za-z\d@.*])[A-Za-z][-_A-Za-z\d]{4,}(?![A-Za-z\d]*@)/g;
const VOCABULARY =
  /^[\x20-\x7e绿蓝黄红白橙紫青黑灰粉棕金银色台账级村镇乡县直部门转为由年月日时分秒上下午前底初中旬预计拟划力争承诺不满意基本一般非常很较比解决已未办结完成正在理现场是否当天即回访电话微信入户、。，→：∶]+$/;

/** 13812345678 → 138****5678, 0534-4211567 → 0534-****567; several are masked each, masked forms stay. */
export function maskPhone(phone: string): string {
  if (SIMPLE_MOBILE.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(7)}`;
  return maskIdentifiers(phone)
    .replace(/\d{7,}/g, (digits) => '*'.repeat(digits.length - 3) + digits.slice(-3))
    .replace(ACCOUNT, (account) => account[0]! + '*'.repeat(account.length - 1));
}

/** What a row itself says of its resident, as written; masked wherever its other cells repeat it. */
export interface OwnIdentity {
  readonly reporter_name: string | null;
  readonly phone: string | null;
}

/** The text exactly as written, with identifiers and, where it is given, the row's own resident masked in place. */
export function maskText(text: string, own?: OwnIdentity): string {
  const masked = maskIdentifiers(text);
  if (own === undefined) return masked;
  const named = own.reporter_name === null ? masked : maskNames(masked, own.reporter_name);
  return own.phone === null ? named : maskPlaces(named, ownPhoneIn(named, own.phone));
}

/** A short excerpt for findings: identifiers and names masked, the row's own resident's too; at most 16 characters. */
export function maskSample(text: string, own?: OwnIdentity): string {
  const masked = maskText(text.replace(/\s+/g, ' ').trim(), own);
  const short = [...masked].slice(0, 16).join('') + ([...masked].length > 16 ? '…' : '');
  if (VOCABULARY.test(short.replace('…', ''))) return short;
  return looksLikePersonName(masked) ? maskName(masked) : short.replace(/[\u4e00-\u9fff]{2,}/g, maskWord);
}

function maskWord(word: string): string {
  return VOCABULARY.test(word) || !looksLikePersonName(word.slice(0, 3))
    ? word
    : word[0] + '*'.repeat(word.length - 1);
}
