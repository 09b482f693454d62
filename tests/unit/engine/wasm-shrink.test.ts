import { describe, expect, it } from 'vitest';
import { shrinkWasm } from '../../../tools/engine/wasm-shrink.ts';

const text = (name: string) => [name.length, ...new TextEncoder().encode(name)];
const section = (id: number, content: number[]) => [id, content.length, ...content];
const body = (...code: number[]) => [code.length + 2, 0, ...code, 0x0b];

/**
 * Functions 1…5 after one import (index 0): `used` (1) calls 2; `unused` (3) calls 4; 5 stands in the table.
 * Each of 2, 4, 5 returns a constant of its own.
 */
const MODULE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, [1, 0x60, 0, 1, 0x7f]),
  ...section(2, [1, ...text('env'), ...text('given'), 0x00, 0]),
  ...section(3, [5, 0, 0, 0, 0, 0]),
  ...section(4, [1, 0x70, 0x00, 1]),
  ...section(7, [
    4,
    ...text('used'),
    0,
    1,
    ...text('unused'),
    0,
    3,
    ...text('table'),
    1,
    0,
    ...text('given'),
    0,
    0,
  ]),
  ...section(9, [1, 0x00, 0x41, 0, 0x0b, 1, 5]),
  ...section(10, [
    5,
    ...body(0x10, 2),
    ...body(0x41, 22),
    ...body(0x10, 4),
    ...body(0x41, 44),
    ...body(0x41, 55),
  ]),
]);

type Calls = Record<string, () => number>;

function instantiate(bytes: Uint8Array): WebAssembly.Exports {
  const module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
  return new WebAssembly.Instance(module, { env: { given: () => 0 } }).exports;
}

describe('shrinkWasm', () => {
  it('keeps what the kept exports and the table reach, and nothing else', () => {
    const { bytes, report } = shrinkWasm(MODULE, (name) => name === 'used' || name === 'table');
    expect(report).toEqual({ exports: 4, exportsKept: 3, functions: 5, functionsKept: 3 });
    const exports = instantiate(bytes);
    expect(Object.keys(exports)).toEqual(['used', 'table', 'given']);
    expect((exports as Calls)['used']!()).toBe(22);
    expect((exports['table'] as WebAssembly.Table).get(0)()).toBe(55);
  });

  it('makes an unreachable function trap instead of moving the others', () => {
    const { bytes } = shrinkWasm(MODULE, (name) => name === 'unused');
    expect((instantiate(bytes) as Calls)['unused']!()).toBe(44);
    expect(bytes.length).toBeLessThan(MODULE.length);
  });

  it('changes nothing where everything is kept', () => {
    expect(shrinkWasm(MODULE, () => true).bytes).toEqual(MODULE);
  });

  it('keeps an export that the module imports by the same name', () => {
    expect(Object.keys(instantiate(shrinkWasm(MODULE, () => false).bytes))).toEqual(['given']);
  });

  it('refuses what it does not understand', () => {
    const odd = MODULE.slice();
    odd[odd.indexOf(44) - 1] = 0xff;
    expect(() => shrinkWasm(odd, () => true)).toThrow(RangeError);
    expect(() => shrinkWasm(new Uint8Array(20), () => true)).toThrow(RangeError);
  });
});
