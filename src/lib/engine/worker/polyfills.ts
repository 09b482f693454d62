type Indexed<T> = { readonly length: number; readonly [index: number]: T };

function at<T>(this: Indexed<T>, index: number): T | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

function replaceAll(this: string, search: string | RegExp, replacement: string): string {
  return typeof search === 'string'
    ? this.split(search).join(replacement)
    : this.replace(search, () => replacement);
}

function define(prototype: object, name: string, value: unknown): void {
  if (!(name in prototype))
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
}

/** Adds what DuckDB's worker script uses and Chromium 86 lacks: `at` (92) and, before 85, `replaceAll`. */
export function installPolyfills(): void {
  define(Array.prototype, 'at', at);
  define(Object.getPrototypeOf(Uint8Array.prototype) as object, 'at', at);
  define(String.prototype, 'replaceAll', replaceAll);
}
