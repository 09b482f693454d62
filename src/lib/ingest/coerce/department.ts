import { asKey, compactText } from '../../core/text.ts';
import { looksLikePersonName } from '../../privacy/surnames.ts';
import { coerceText, NO_ALIASES } from './coerced.ts';
import { coercePerson } from './person.ts';

/** Departments of a cell in order, and the person and phone that some cells carry besides. */
export interface DepartmentCell {
  readonly departments: readonly string[];
  readonly person: string | null;
  readonly phone: string | null;
}

const NONE: DepartmentCell = { departments: [], person: null, phone: null };
const SEPARATOR = /[、，,;；/\n]+/;
const PHONE = /(?<!\d)(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)/;
/** Who leads and who helps follows from the order (D15). */
const ROLE = /[（(]?(?:牵头|主办|配合|协办)[）)]?$/;
/** Characters that names of offices end with: a person's name may follow at once. */
const OFFICE_ENDINGS = '局办镇乡所站部队委院司科室心府道会';
const ENDINGS = `${OFFICE_ENDINGS}区村庄屯处校厂社组馆联`;
const DEPARTMENT_END = new RegExp(`[${ENDINGS}]$`);
/** Short forms of departments and towns that begin like a name. */
const SHORT_FORMS = new Set(
  (
    '卫健 卫生 卫计 文旅 文广 文体 文化 安监 安全 安环 林业 林草 房管 房产 司法 商务 金融 计生 路政 路灯 路桥 史志 方志 ' +
    '车管 江河 石油 华电 华能 高速 高铁 温泉 单位 各单位 项目方 施工方 开发商 边防 龙门 王庙 王凤楼 王杲铺 王打卦 张华 ' +
    '韩店 毛纺 白酒 农机 水利 水务 党政 常务 时代 马路 强制 万达 成教 古建 向阳'
  ).split(' '),
);
const NAMES_SOMETHING = /[\p{L}\d]/u;
const PERSON_AFTER =
  /^(.+?)(?:[:：]|[\s\u3000]+|[（(])([\u4e00-\u9fff](?:[\s\u3000]*[\u4e00-\u9fff]){1,3})[）)]?$/;
const PERSON_BEFORE = new RegExp(`^([\\u4e00-\\u9fff]{2,4})[（(](.+[${ENDINGS}])[）)]$`);
/** 住建局张三: a name of two or three characters right behind a department of at least two. */
const PERSON_JOINED = new RegExp(`^(.{1,30}[${OFFICE_ENDINGS}])([\\u4e00-\\u9fff]{2,3})$`);

/**
 * Splits 交办部门 cells (D15): the first department leads. `住建局：张三`, `住建局（张三）`, `住建局张三` and a name alone
 * give the person apart; `aliases` maps compact names to canonical ones, exactly, and what it names is no person.
 */
export function coerceDepartments(
  text: string,
  aliases: ReadonlyMap<string, string> = NO_ALIASES,
): DepartmentCell {
  const { value } = coerceText(text);
  if (value === null) return NONE;
  const phone = PHONE.exec(value.normalize('NFKC'))?.[1] ?? null;
  const parts = (phone ? value.normalize('NFKC').replace(PHONE, '') : value)
    .split(SEPARATOR)
    .flatMap(splitBlanks)
    .map((part) => coercePerson(part.replace(ROLE, '')).value ?? '')
    .map((part) => (aliases.has(compactText(part)) ? { name: part, person: null } : splitPerson(part)))
    .filter((part) => NAMES_SOMETHING.test(part.name));
  const departments: string[] = [];
  const people: string[] = [];
  for (const { name, person } of parts) {
    if (person === null && isPerson(name) && !aliases.has(compactText(name))) people.push(compactText(name));
    else departments.push(canonical(name, aliases));
    if (person !== null) people.push(person);
  }
  return { departments: [...new Set(departments)], person: people.join('、') || null, phone };
}

/** 住建局 交通局 is two departments; 水利局 王五 is one and a person. */
function splitBlanks(part: string): string[] {
  const pieces = part.trim().split(/[\s\u3000]+/);
  return pieces.every((piece) => DEPARTMENT_END.test(piece)) ? pieces : [part];
}

function isPerson(name: string): boolean {
  return looksLikePersonName(name) && !DEPARTMENT_END.test(name) && !SHORT_FORMS.has(name);
}

function splitPerson(part: string): { name: string; person: string | null } {
  const before = PERSON_BEFORE.exec(part);
  if (before && looksLikePersonName(before[1]!)) return { name: before[2]!, person: before[1]! };
  const match = [PERSON_AFTER, PERSON_JOINED]
    .map((form) => form.exec(part))
    .find((found) => found !== null && isPerson(compactText(found[2]!)));
  if (!match) return { name: part.replace(/[:：]$/, '').trim(), person: null };
  return { name: match[1]!.trim(), person: compactText(match[2]!) };
}

function canonical(name: string, aliases: ReadonlyMap<string, string>): string {
  return aliases.get(compactText(name)) ?? asKey(name);
}
