import { holdsIdentifier } from '../privacy/leak-scan.ts';
import { identifierFound } from './identifier-found.ts';

/** Members that hold a hash in hexadecimal: digits of chance, made by this program and of no text that could be read. */
const HASHES = new Set(['sha256', 'dataVersion', 'secretId', 'withdrawn']);
const HASH = /^[0-9a-f]{12,64}$/;
/** Names that this program gives: a role and a hash. */
const BUNDLE_FILE = /^(?:ledger|summary|figures|manifest)-[0-9a-f]{16}\.(?:duckdb(?:\.bin)?|json)$/;
/** Whom the office itself names for questions: its telephone is meant to be read. */
const CONTACT = 'update.contact';
const OFFICE_NUMBER = /(?:\+?86[-\s]?)?(?:1[3-9]\d{9}|0\d{2,3}[-\s]?\d{7,8}|(?<!\d)[2-8]\d{6,7}(?!\d))/g;
/** Integers below have too few digits for a number that is told without words beside it. */
const SHORTEST_NUMBER = 1e9;

/**
 * Reads every text, member name and long integer of a published document. Throws `PUBLISH_IDENTIFIER_FOUND` with the
 * way to the member, never with its content. Other numbers are computed, and have no digits of anybody's.
 */
export function scanDocument(name: string, text: string): void {
  const clean = new Set<string>();
  const check = (content: string, path: string): void => {
    if (clean.has(content)) return;
    if (holdsIdentifier(content)) throw identifierFound(name, { file: name, column: path });
    clean.add(content);
  };
  const visit = (value: unknown, key: string, path: string): void => {
    if (typeof value === 'string') {
      if ((HASHES.has(key) && HASH.test(value)) || BUNDLE_FILE.test(value)) return;
      check(path === CONTACT ? value.replace(OFFICE_NUMBER, '') : value, path);
    } else if (typeof value === 'number') {
      if (Number.isInteger(value) && value >= SHORTEST_NUMBER) check(String(value), path);
    } else if (Array.isArray(value)) {
      value.forEach((each, at) => visit(each, key, `${path}[${at}]`));
    } else if (value !== null && typeof value === 'object') {
      for (const [member, each] of Object.entries(value)) {
        check(member, path);
        visit(each, member, path === '' ? member : `${path}.${member}`);
      }
    }
  };
  visit(JSON.parse(text), '', '');
}
