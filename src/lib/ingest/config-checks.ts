import type { Place } from '../core/errors.ts';
import { isLocalDate } from '../core/period.ts';
import { maskTitle } from '../privacy/mask-title.ts';
import type { RefusalCode } from './codes.ts';
import { refusal } from './findings.ts';

const LONGEST_PATH = 60;
/** Fails with a code and the way to the entry. */
export type Check = (value: unknown, path: string, file: string | undefined) => void;
/** An object as it was read. */
export type Members = Readonly<Record<string, unknown>>;

/** Refuses the entry at a path. */
export function fail(code: RefusalCode, path: string, file: string | undefined): never {
  const place: Place = {
    ...(file !== undefined && { file: maskTitle(file) }),
    column: maskTitle(path).slice(0, LONGEST_PATH),
  };
  throw refusal(code, place);
}

/** The members of an object, none of the name that copying objects loses; anything else is refused. */
export function membersOf(value: unknown, path: string, file: string | undefined): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail('CONFIG_WRONG_TYPE', path, file);
  }
  if (Object.keys(value).includes('__proto__')) fail('CONFIG_UNKNOWN_KEY', `${path}.__proto__`, file);
  return value as Members;
}

/** Every member by one check. */
export function record(check: Check): Check {
  return (value, path, file) => {
    for (const [key, entry] of Object.entries(membersOf(value, path, file))) {
      check(entry, `${path}.${key}`, file);
    }
  };
}

/** Every entry of a list by one check. */
export function list(check: Check): Check {
  return (value, path, file) => {
    if (!Array.isArray(value)) fail('CONFIG_WRONG_TYPE', path, file);
    value.forEach((entry, at) => check(entry, `${path}[${at}]`, file));
  };
}

/** One of these words. */
export function oneOf(words: readonly string[]): Check {
  return (value, path, file) => {
    if (typeof value !== 'string' || !words.includes(value)) fail('CONFIG_WRONG_TYPE', path, file);
  };
}

/** Any text. */
export function text(value: unknown, path: string, file: string | undefined): void {
  if (typeof value !== 'string') fail('CONFIG_WRONG_TYPE', path, file);
}

/** A day: `2022-02-17`. */
export function localDate(value: unknown, path: string, file: string | undefined): void {
  if (typeof value !== 'string' || !isLocalDate(value)) fail('CONFIG_WRONG_TYPE', path, file);
}

/** One day or more. */
export function wholeDays(value: unknown, path: string, file: string | undefined): void {
  if (!Number.isInteger(value) || (value as number) < 1) fail('CONFIG_WRONG_TYPE', path, file);
}

/** Each member by its own check; a member without one is refused. */
export function checkMembers(
  value: unknown,
  checks: Readonly<Record<string, Check>>,
  path: string,
  file: string | undefined,
): void {
  for (const [key, entry] of Object.entries(membersOf(value, path, file))) {
    const own = path === '' ? key : `${path}.${key}`;
    if (!Object.keys(checks).includes(key)) fail('CONFIG_UNKNOWN_KEY', own, file);
    checks[key]!(entry, own, file);
  }
}
