import { WuseError } from '../../core/errors.ts';
import { ownRecord } from '../../core/own-record.ts';

/** Reads a value at a place of the file. Throws `SINCE_DAMAGED` for one that is not of its kind. */
export type Read<T> = (value: unknown, path: string) => T;

/** The name that means something to every object; a town may be called `constructor`. */
const HOSTILE = '__proto__';
const LONGEST_PATH = 60;
const LONGEST_TEXT = 20_000;

/** The error for something that a saved bulletin cannot hold. */
export function damaged(path: string): WuseError {
  return new WuseError(
    'SINCE_DAMAGED',
    { zh: '上期数据文件已损坏', en: 'the saved bulletin is damaged' },
    { zh: '请用未经改动的原文件', en: 'use the file as it was saved' },
    { column: path.slice(0, LONGEST_PATH) },
  );
}

/** The members of an object, none of them called `__proto__`. */
export function membersOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged(path);
  if (Object.keys(value).includes(HOSTILE)) throw damaged(path);
  return value as Readonly<Record<string, unknown>>;
}

/** A value that passes a test. */
export function the<T>(test: (value: unknown) => value is T): Read<T> {
  return (value, path) => {
    if (!test(value)) throw damaged(path);
    return value;
  };
}

export const text = the(
  (value): value is string => typeof value === 'string' && value.length <= LONGEST_TEXT,
);
/** A whole number from 0. */
export const whole = the((value): value is number => Number.isSafeInteger(value) && (value as number) >= 0);
export const finite = the((value): value is number => Number.isFinite(value));

/** One of some words. */
export function oneOf<T extends string>(words: readonly T[]): Read<T> {
  return the((value): value is T => (words as readonly unknown[]).includes(value));
}

export function orNull<T>(read: Read<T>): Read<T | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

/** A list, of a given length where one is given. */
export function list<T>(read: Read<T>, length?: number): Read<T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || (length !== undefined && value.length !== length)) throw damaged(path);
    return value.map((each: unknown, index) => read(each, `${path}[${index}]`));
  };
}

/** Values under any names. */
export function named<T>(read: Read<T>): Read<Record<string, T>> {
  return (value, path) =>
    ownRecord(
      Object.entries(membersOf(value, path)).map(
        ([name, each]) => [name, read(each, `${path}.${name}`)] as const,
      ),
    );
}
