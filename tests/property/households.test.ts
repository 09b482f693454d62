import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUSEHOLD_KEY, householdKeys } from '../../src/lib/privacy/household-key.ts';
import { parseSecret, secretText } from '../../src/lib/privacy/household-secret.ts';
import { findIdentifiers } from '../../src/lib/privacy/scan.ts';

const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });
const part = fc.option(fc.oneof(fc.string(), fc.constantFrom('张伟', '","', '\\', '[null]', 'null', '')));
const identities = fc.array(part, { minLength: 1, maxLength: 6 });
const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index]);

it('keys are the same under one secret exactly where the identities are', () => {
  fc.assert(
    fc.property(secrets, identities, identities, (secret, one, other) => {
      const keyOf = householdKeys(secret);
      expect(keyOf(one) === keyOf(other)).toBe(isSame(one, other));
      expect(householdKeys(secret.slice())(one)).toBe(keyOf(one));
    }),
  );
});

it('keys under different secrets differ: whoever lacks the secret cannot try identities out', () => {
  fc.assert(
    fc.property(secrets, fc.nat(255), identities, (secret, bit, identity) => {
      const guessed = secret.slice();
      guessed[bit >> 3]! ^= 1 << (bit & 7);
      expect(householdKeys(guessed)(identity)).not.toBe(householdKeys(secret)(identity));
    }),
  );
});

it('keys hold nothing of the identity, and nothing that looks like a number of somebody', () => {
  fc.assert(
    fc.property(secrets, identities, (secret, identity) => {
      const key = householdKeys(secret)(identity);
      expect(key).toMatch(HOUSEHOLD_KEY);
      expect(findIdentifiers(key)).toEqual([]);
    }),
  );
});

it('the file of any secret gives it back, and no longer after any change of a digit', () => {
  fc.assert(
    fc.property(secrets, fc.nat(63), fc.integer({ min: 1, max: 15 }), (secret, place, by) => {
      const text = secretText(secret);
      expect(parseSecret(text)).toEqual(secret);
      const at = text.indexOf(':') + 1 + place;
      const digit = ((parseInt(text[at]!, 16) + by) % 16).toString(16);
      expect(parseSecret(text.slice(0, at) + digit + text.slice(at + 1))).toBeNull();
    }),
  );
});
