import { isGroup, isNameless } from '../../privacy/mask-name.ts';
import { BLANK, coerceText, tidy, type Coerced } from './coerced.ts';
import { coercePerson } from './person.ts';
import { coercePhone } from './phone.ts';

/** The people and the phones that one cell names, several of each joined by 、. */
export interface Contact {
  readonly name: string | null;
  readonly phone: string | null;
}

const NUMBER =
  /(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d[-\s]?[\d*]{4}[-\s]?[\d*]{4}(?![\d*])|(?<!\d)\(?0\d{2,3}\)?[-\s]?\d{7,8}(?!\d)|(?<![\d-])[2-8]\d{6,7}(?!\d)/g;
const SEPARATORS = /[、，,;；/|:：()（）[\]【】<>\n\t]+/;
const LABEL =
  /(?:联系|手机|移动|固定)?(?:电话|手机|号码|方式)(?:号码?)?$|^(?:联系人|姓名|户主姓名)$|^(?:tel|phone)\.?$/i;
const LABEL_BEFORE = /(?<=.)(?:联系电话|联系方式|手机号码?|电话号码|电话|手机)$|^(?:联系人|姓名)(?=.{2})/g;
/** Words that say that nobody or nothing was written down. */
const NOBODY =
  /^(?:不详|未知|保密|未留|未填|未提供|无电话|未留电话|无号码|空号|停机|关机|无人接听|[-—/\\]+|无)$/;
/** Two to four characters, or a name with points in it. */
const NAME = /^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]{1,8}(?:[·•．.][\u4e00-\u9fff]{1,8}){1,3}$/;
/** Characters that places, offices and groups end with, and names hardly ever. */
const NO_NAME = /(?:[村镇乡街道区县市路号楼栋室户组店厂校局站所院委会司]|单元|门口)$/;
const ASIDE = /^(?:户主|本人|儿子|女儿|父亲|母亲|妻子|丈夫|配偶|家属|其子|其女|代|男|女|微信同号|同微信)$/;
const HAS_NUMBER = /[\d０-９]{5}|[\d０-９]\*{3}/;
const MANY_DIGITS = /\d{5}/;

/**
 * Splits a cell that holds people and their phones in any order: 张三 13800000000, 张三（0534-4210000）, 李四/138…、王五.
 * What is neither a phone nor a name leaves the name as written, without its phones, and says so; digits that are no
 * phone are left out and said as in a column of phones.
 */
export function coerceContact(text: string): Coerced<Contact> {
  const written = tidy(text)
    .normalize('NFKC')
    .replace(/[‐‑–—―－]/g, '-');
  const phones: string[] = [];
  const rest = written.replace(NUMBER, (number) => {
    const { value } = coercePhone(number);
    if (value === null) return number;
    phones.push(value);
    return '、';
  });
  const pieces = rest
    .split(SEPARATORS)
    .flatMap(splitBlanks)
    .map((piece) => piece.replace(LABEL_BEFORE, '').replace(/^[-+.\s]+|[-+.\s]+$/g, ''))
    .filter((piece) => piece !== '' && !LABEL.test(piece) && !NOBODY.test(piece));
  const phone = [...new Set(phones)].join('、') || null;
  const names = pieces.filter((piece) => !MANY_DIGITS.test(piece));
  const people = names.filter((piece) => !ASIDE.test(piece));
  const name = people.join('、') || null;
  const value = { name, phone };
  if (!people.every(isPerson)) return { value, code: 'QC_CONTACT_UNCLEAR' };
  return names.length < pieces.length ? { value, code: 'QC_PHONE_UNREADABLE' } : { value };
}

/** A cell of a column of names: the name alone, or with the phone that it carries besides. */
export function coercePersonCell(text: string): Coerced<string | Contact> {
  const person = coercePerson(text);
  return HAS_NUMBER.test(person.value ?? '') ? coerceContact(text) : person;
}

/** A cell of a column of phones: the phone alone, or with the name of who answers. */
export function coercePhoneCell(text: string): Coerced<string | Contact> {
  const phone = coercePhone(text);
  if (phone.code !== 'QC_PHONE_UNREADABLE') return phone;
  const contact = coerceContact(text);
  return contact.code === undefined && contact.value?.phone ? contact : phone;
}

/** A cell of a column of officials, whose names may be those of offices: nothing is said of them. */
export function coerceOwnerCell(text: string): Coerced<Contact> {
  const { value } = coerceText(text);
  if (value === null) return BLANK;
  const contact = HAS_NUMBER.test(value) ? coerceContact(value).value : null;
  return { value: contact?.phone ? contact : { name: value, phone: null } };
}

/** The name in a cell of a column of names. */
export const nameIn = (cell: string | Contact | null): string | null =>
  typeof cell === 'string' ? cell : (cell?.name ?? null);

/** The phone in a cell of a column of phones. */
export const phoneIn = (cell: string | Contact | null): string | null =>
  typeof cell === 'string' ? cell : (cell?.phone ?? null);

/** 张 三 is one name, 张三 李四 are two. */
function splitBlanks(part: string): string[] {
  const name = coercePerson(part).value ?? '';
  return name.split(/[\s\u3000]+/);
}

function isPerson(piece: string): boolean {
  return isNameless(piece) || isGroup(piece) || (NAME.test(piece) && !NO_NAME.test(piece));
}
