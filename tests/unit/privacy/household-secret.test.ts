import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HOUSEHOLD_KEY, householdKeys } from '../../../src/lib/privacy/household-key.ts';
import { holdsSecret, parseSecret, secretId, secretText } from '../../../src/lib/privacy/household-secret.ts';

const SECRET = Uint8Array.from({ length: 32 }, (_, index) => index);
const OTHER = Uint8Array.from({ length: 32 }, (_, index) => 255 - index);

describe('the file of a secret', () => {
  it('gives the secret back', () => {
    expect(parseSecret(secretText(SECRET))).toEqual(SECRET);
    expect(parseSecret(`\ufeff${secretText(SECRET).trim()}\r\n`)).toEqual(SECRET);
  });

  it.each([
    ['nothing', ''],
    ['another file', '问题编号,镇街\n'],
    ['a digit that changed', secretText(SECRET).replace('000102', '000103')],
    ['a secret that was cut off', secretText(SECRET).slice(0, 60)],
    ['a secret with something behind', `${secretText(SECRET)}x`],
  ])('is not %s', (_, text) => expect(parseSecret(text)).toBeNull());
});

describe('a key', () => {
  it('is the first 80 bits of HMAC-SHA-256 in consonants', () => {
    const identity = ['phone', '王庙镇', null, '张三', '19900000001'];
    const mac = createHmac('sha256', SECRET).update(JSON.stringify(['wuse household 1', ...identity]));
    const nibbles = [...mac.digest('hex').slice(0, 20)].map((digit) => parseInt(digit, 16));
    const key = householdKeys(SECRET)(identity);
    expect(key).toBe(nibbles.map((nibble) => 'BCDFGHJKMNPRTVXZ'[nibble]).join(''));
    expect(key).toMatch(HOUSEHOLD_KEY);
  });

  it('does not depend on the keys made before it', () => {
    const keyOf = householdKeys(SECRET);
    const first = keyOf(['a', '长'.repeat(200)]);
    keyOf(['b']);
    expect(keyOf(['a', '长'.repeat(200)])).toBe(first);
  });

  it('needs a secret of 32 bytes', () => expect(() => householdKeys(new Uint8Array(31))).toThrow(RangeError));
});

describe('the id of a secret', () => {
  it('tells secrets apart and holds nothing of them', () => {
    expect(secretId(SECRET)).toMatch(/^[0-9a-f]{16}$/);
    expect(secretId(SECRET)).toBe(secretId(SECRET.slice()));
    expect(secretId(SECRET)).not.toBe(secretId(OTHER));
    expect(holdsSecret(new TextEncoder().encode(secretId(SECRET)), SECRET)).toBe(false);
  });
});

describe('a secret in what is to be published', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  it.each([
    ['as bytes', Uint8Array.from([7, 0, ...SECRET, 9])],
    ['as its file', bytes(`x${secretText(SECRET)}`)],
    ['in capital hexadecimal', bytes(Buffer.from(SECRET).toString('hex').toUpperCase())],
    ['in base64', bytes(Buffer.from(SECRET).toString('base64'))],
    ['in base64 behind something else', bytes(Buffer.from([1, ...SECRET, 5]).toString('base64'))],
    ['in base64 behind two bytes', bytes(Buffer.from([1, 2, ...SECRET]).toString('base64'))],
  ])('is found %s', (_, content) => {
    expect(holdsSecret(content, SECRET)).toBe(true);
    expect(holdsSecret(content, OTHER)).toBe(false);
  });

  it('is not found in a part of it', () => {
    expect(holdsSecret(SECRET.subarray(0, 31), SECRET)).toBe(false);
    expect(holdsSecret(new Uint8Array(0), SECRET)).toBe(false);
  });
});
