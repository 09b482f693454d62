import { compactText } from '../../core/text.ts';
import { looksLikePersonName } from '../../privacy/surnames.ts';
import { coerceText, NO_ALIASES, tidy } from './coerced.ts';

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
const DEPARTMENT_END = /[局办镇乡所站部队委院司科室心府道]$/;
const NAMES_SOMETHING = /[\p{L}\d]/u;
const PERSON_AFTER = /^(.+?)(?:[:：]|[\s\u3000]+|[（(])([\u4e00-\u9fff]{2,4})[）)]?$/;
const PERSON_BEFORE = /^([\u4e00-\u9fff]{2,4})[（(](.+[局办镇乡所站部队委院司科室心府道])[）)]$/;

/**
 * Splits 交办部门 cells (D15): the first department leads. `住建局：张三` and `住建局（张三）` give the person
 * apart; `aliases` maps compact names to canonical ones, exactly.
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
    .map((part) => splitPerson(tidy(part).replace(ROLE, '')))
    .filter((part) => NAMES_SOMETHING.test(part.name));
  const departments: string[] = [];
  const people: string[] = [];
  for (const { name, person } of parts) {
    if (people.length > 0 && person === null && isPerson(name)) people.push(name);
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
  return looksLikePersonName(name) && !DEPARTMENT_END.test(name);
}

function splitPerson(part: string): { name: string; person: string | null } {
  const before = PERSON_BEFORE.exec(part);
  if (before && looksLikePersonName(before[1]!)) return { name: before[2]!, person: before[1]! };
  const match = PERSON_AFTER.exec(part);
  if (!match || !isPerson(match[2]!)) {
    return { name: part.replace(/[:：]$/, '').trim(), person: null };
  }
  return { name: match[1]!.trim(), person: match[2]! };
}

function canonical(name: string, aliases: ReadonlyMap<string, string>): string {
  return aliases.get(compactText(name)) ?? name;
}
