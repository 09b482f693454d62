import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { SECRET_BYTES } from './household-secret.ts';

/** Consonants only: no key reads as a word, and none looks like a phone or ID number. */
const ALPHABET = 'BCDFGHJKMNPRTVXZ';
/** Four bits a letter: 80 bits. */
const LETTERS = 20;
/** The letters of each byte. */
const PAIRS = Array.from({ length: 256 }, (_, byte) => ALPHABET[byte >> 4]! + ALPHABET[byte & 15]!);
const DOMAIN = 'wuse household 1';
export const HOUSEHOLD_KEY = new RegExp(`^[${ALPHABET}]{${LETTERS}}$`);

/** What a household is told apart by, in plain text; a part that is missing is null. */
export type HouseholdIdentity = readonly (string | null)[];

/**
 * A function from identities to keys: the first 80 bits of HMAC-SHA-256 under the secret, in twenty letters. The same
 * identity has the same key under the same secret; without the secret none can be computed or tried out. Of a million
 * households, two share a key with a probability of 4 in 10^13. Throws `RangeError` for a secret of another length.
 */
export function householdKeys(secret: Uint8Array): (identity: HouseholdIdentity) => string {
  if (secret.length !== SECRET_BYTES) throw new RangeError('a household secret has 32 bytes');
  // The secret's own blocks are hashed once; every key starts from a copy of that state.
  const start = hmac.create(sha256, secret);
  const work = start.clone();
  const digest = new Uint8Array(sha256.outputLen);
  const encode = reusedEncoder();
  return (identity) => {
    start._cloneInto(work);
    // JSON tells the parts apart whatever they hold, and null from the text.
    work.update(encode(JSON.stringify([DOMAIN, ...identity])));
    work.digestInto(digest);
    let key = '';
    for (let index = 0; index < LETTERS / 2; index += 1) key += PAIRS[digest[index]!]!;
    return key;
  };
}

/** Texts as UTF-8 in one array that is written again for every text. */
function reusedEncoder(): (text: string) => Uint8Array {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(1024);
  return (text) => {
    // A code unit becomes three bytes at most.
    if (text.length * 3 > bytes.length) bytes = new Uint8Array(text.length * 3);
    return bytes.subarray(0, encoder.encodeInto(text, bytes).written);
  };
}
