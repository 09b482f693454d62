import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes of a secret, and the only length that is one. */
export const SECRET_BYTES = 32;
const HEADING = 'wuse-household-secret-1:';
const CHECK_DIGITS = 8;
const FILE = new RegExp(`^${HEADING}([0-9a-f]{${SECRET_BYTES * 2}}):([0-9a-f]{${CHECK_DIGITS}})\\s*$`);
/** Longer files are none, and need not be read. */
export const LONGEST_SECRET_FILE = 1024;
const ID_DIGITS = 16;

const checkOf = (secret: Uint8Array): string => bytesToHex(sha256(secret)).slice(0, CHECK_DIGITS);

/** A secret as the text of its file. */
export function secretText(secret: Uint8Array): string {
  return `${HEADING}${bytesToHex(secret)}:${checkOf(secret)}\n`;
}

/** The secret that the text of a file holds; null when it is no such file, or damaged. */
export function parseSecret(text: string): Uint8Array | null {
  const [, digits = '', check] = FILE.exec(text.replace(/^\ufeff/, '')) ?? [];
  if (digits === '') return null;
  const secret = Uint8Array.from(digits.match(/../g)!, (pair) => parseInt(pair, 16));
  return checkOf(secret) === check ? secret : null;
}

/** A name of a secret that may be published: two bundles with the same one have comparable household keys. */
export function secretId(secret: Uint8Array): string {
  return bytesToHex(hmac(sha256, secret, utf8ToBytes('wuse household secret id'))).slice(0, ID_DIGITS);
}

/** True when the bytes hold the secret: as bytes, in hexadecimal or in base64. */
export function holdsSecret(content: Uint8Array, secret: Uint8Array): boolean {
  const hex = bytesToHex(secret);
  const forms = [secret, utf8ToBytes(hex), utf8ToBytes(hex.toUpperCase())];
  // Base64 groups three bytes; what stands before the secret decides where the groups begin.
  for (const skipped of [0, 1, 2]) {
    const text = btoa(String.fromCharCode(...concatBytes(new Uint8Array(skipped), secret)));
    forms.push(utf8ToBytes(text.slice(4, 40)));
  }
  return forms.some((form) => includes(content, form));
}

function includes(content: Uint8Array, part: Uint8Array): boolean {
  const last = content.length - part.length;
  for (let at = content.indexOf(part[0]!); at >= 0 && at <= last; at = content.indexOf(part[0]!, at + 1)) {
    if (part.every((byte, index) => content[at + index] === byte)) return true;
  }
  return false;
}
