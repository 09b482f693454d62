/**
 * Importing this adds the methods that libraries call and Chromium 86 lacks. `build.target` rewrites syntax, not
 * methods; the program's own code does without them (eslint.config.js), and tests/e2e/oldest-browser.test.ts finds
 * what else a library calls.
 */

type Indexed<T> = { readonly length: number; readonly [index: number]: T };
type Matches<T> = (value: T, index: number, all: Indexed<T>) => unknown;

function at<T>(this: Indexed<T>, index: number): T | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

function findLast<T>(this: Indexed<T>, matches: Matches<T>, self?: unknown): T | undefined {
  for (let index = this.length - 1; index >= 0; index -= 1) {
    if (matches.call(self, this[index]!, index, this)) return this[index];
  }
  return undefined;
}

function hasOwn(object: object, key: PropertyKey): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}

/** What stands in for each method, by the object that has it (the typed arrays' common prototype among them). */
export const POLYFILLS: readonly (readonly [owner: object, methods: Readonly<Record<string, unknown>>])[] = [
  [Array.prototype, { at, findLast }],
  [Object.getPrototypeOf(Uint8Array.prototype) as object, { at, findLast }],
  [Object, { hasOwn }],
];

for (const [owner, methods] of POLYFILLS) {
  for (const [name, value] of Object.entries(methods)) {
    if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  }
}
