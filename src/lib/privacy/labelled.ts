import { identifierOf, type Identifier, type IdentifierKind } from './identifier.ts';

/** What may stand between a label and what it names. */
const GAP = '[\\s:：是为＝=“"「\\[【(]';
const SPACED = '[\\s\\-.·\\u00ad\\u200b-\\u200f\\u2060\\ufeff]{0,2}';
/** Behind an account: neither more of it nor what is counted. */
const NO_MORE = '(?![A-Za-z\\d]|\\s?(?:元|万|户|人|次|条|个|名|年|月))';
const MESSENGERS =
  '(?:微信|薇信|威信|[Ww]e[Cc]hat|[Ww]eixin|(?<![A-Za-z])[VvWw][Xx](?![A-Za-z_])|(?<![A-Za-z])[Vv]信|抖音|快手|支付宝)';
/** An id of 微信, which has six characters at least, or the QQ number that serves as one. */
const WEIXIN_ID = `((?=[-_A-Za-z]*[\\d_-])[A-Za-z][-_A-Za-z0-9]{5,19}|[1-9]\\d{6,10})${NO_MORE}`;
const NO_DATE = '(?!20\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?!\\d))';

/** A label, and behind it in the first group what it labels. */
const LABELLED: readonly (readonly [IdentifierKind, RegExp])[] = [
  // A number of a telephone without area code, or one with other marks between its groups.
  [
    'landline',
    /(?:电话|座机|固话|联系方式|拨打|致电|传真|[Tt]el|TEL)(?:号码|号)?\.?[:：是为\s(]{0,3}(?!20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))([2-8]\d{2,3}[-\s]?\d{4})(?!\d)/g,
  ],
  [
    'mobile',
    /(?:电话|手机|联系方式|拨打|致电|[Tt]el|TEL)[^\dA-Za-z*]{0,5}(1[3-9]\d[^\dA-Za-z\u4e00-\u9fff*□]{1,3}\d{4}[^\dA-Za-z\u4e00-\u9fff*□]{1,3}\d{4})(?!\d)/g,
  ],
  [
    'id_number',
    new RegExp(
      `(?:身份证|身份号码|公民身份|证件)(?:号码|号)?${GAP}{0,3}(\\d(?:${SPACED}\\d){14,16}(?:${SPACED}[\\dXx])?)(?![\\dA-Za-z])`,
      'g',
    ),
  ],
  [
    'bank_card',
    new RegExp(
      `(?:卡号|账号|帐号|账户|帐户|银行卡|存折|一卡通|一本通)(?:号码|号)?${GAP}{0,3}(\\d(?:${SPACED}\\d){11,20})(?![\\dA-Za-z])`,
      'g',
    ),
  ],
  // An id of a messenger is told from a word by a digit, a mark of its own, or 号 before it.
  [
    'account',
    new RegExp(
      `${MESSENGERS}(?:号码|号|ID|id|账号)${GAP}{0,3}([A-Za-z][-_A-Za-z0-9]{4,19}|[1-9]\\d{4,11})(?![A-Za-z\\d])`,
      'g',
    ),
  ],
  [
    'account',
    new RegExp(
      `${MESSENGERS}${GAP}{0,3}((?=[-_A-Za-z]*[\\d_-])[A-Za-z][-_A-Za-z0-9]{4,19}|[1-9]\\d{4,11})${NO_MORE}`,
      'g',
    ),
  ],
  [
    'account',
    /(?:微信|薇信|威信|[Ww]e[Cc]hat|[Ww]eixin)[:：]\s?([A-Za-z][-_A-Za-z0-9]{5,19})(?![A-Za-z\d])/g,
  ],
  // 加V qdd_99 and 加微 qdd_99; 加VR2000 and 增加微 are other words. 薇❤qdd_99 has a heart for 信.
  [
    'account',
    new RegExp(
      `(?:加\\s?|(?<![A-Za-z\\d])\\+\\s?)(?:[Vv](?:[信号]${GAP}{0,3}|${GAP}{1,3})|V(?=[a-z])|(?<![增施参更]加\\s?)[微薇威][信号]?${GAP}{0,3})${WEIXIN_ID}`,
      'g',
    ),
  ],
  [
    'account',
    new RegExp(`[微薇威Vv]\\s?(?:[❤♥♡]|\\ud83d[\\udc93-\\udc9f])\\ufe0f?${GAP}{0,3}${WEIXIN_ID}`, 'g'),
  ],
  ['account', /(?<![A-Za-z\d])(wxid_[\u200b-\u200f]?[A-Za-z0-9]{4,20})(?![A-Za-z\d])/g],
  [
    'account',
    new RegExp(
      `(?:(?<![A-Za-z])[Qq][Qq]|扣扣|企鹅)(?:号码|号|群号|群)?${GAP}{0,3}([1-9]\\d(?:${SPACED}\\d){3,10})${NO_MORE}`,
      'g',
    ),
  ],
  [
    'permit',
    /(?:护照|通行证|回乡证|台胞证|居留|永居|居住证|军官证|士兵证|证件)[^\dA-Za-z*\n]{0,8}([A-Za-z]{1,3}[-\s]?\d{6,10})(?![\dA-Za-z])/g,
  ],
  // 军官证 军字第1234567号; documents have 字第 too, with a year or few digits.
  [
    'permit',
    new RegExp(
      `(?:(?:军官|士兵|士官|军人|警官|文职干部|文职人员)证[^\\dA-Za-z*\\n，。；,;]{0,8}|(?:证件?[\\s:：]{0,2}|(?<![\\u4e00-\\u9fff]))[军士]字第\\s?)${NO_DATE}(\\d{6,10})${NO_MORE}`,
      'g',
    ),
  ],
  [
    'permit',
    /(?<![A-Za-z\d-])(?<!(?:编号|单号|文号|合同|项目|型号|发票|票据|设备|序号)[^\dA-Za-z]{0,3})([EG](?!20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))\d{8})(?![\dA-Za-z-])/g,
  ],
];
const EMAIL =
  /[A-Za-z0-9._%+-]+[\s\u00ad\u200b-\u200f\u2060\ufeff]{0,2}@[\s\u00ad\u200b-\u200f\u2060\ufeff]{0,2}[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9]+)+/g;

/** E-mail addresses of a folded text; they may hold numbers of other kinds. */
export function addressesIn(text: string): Identifier[] {
  return text.includes('@') ? [...text.matchAll(EMAIL)].map((match) => identifierOf('email', match)) : [];
}

/**
 * What a folded text names as somebody's number or account: 微信号 abc12345, QQ 12345678, 电话 4211567, 卡号, 护照. The
 * text before is not asked what it means: 微信公众号 is none of the labels.
 */
export function labelledIn(text: string): Identifier[] {
  const found: Identifier[] = [];
  for (const [kind, pattern] of LABELLED) {
    for (const match of text.matchAll(pattern)) {
      const next = identifierOf(kind, match, 1);
      if (found.every(({ index, end }) => next.end <= index || next.index >= end)) found.push(next);
    }
  }
  return found.sort((a, b) => a.index - b.index);
}
