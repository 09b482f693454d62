import { isCompare } from '../../core/comparison.ts';
import { WuseError, type Bilingual } from '../../core/errors.ts';
import { parseMoment } from '../../core/period.ts';
import { DIMENSIONS } from '../../metrics/types.ts';
import { OVERVIEW_DIMENSIONS } from '../../query/overview.ts';
import type { PackedGroup, PackedNumbers } from '../../query/pack-overview.ts';
import type { Fingerprint, Fingerprints } from '../../query/run-fingerprints.ts';
import {
  damaged,
  finite,
  list,
  membersOf,
  named,
  oneOf,
  orNull,
  text,
  the,
  whole,
  type Read,
} from './members.ts';
import {
  SAVED_FORMAT,
  SAVED_VERSION,
  type Printed,
  type RecordsLacking,
  type SavedBulletin,
  type SavedRecords,
  type Written,
} from './saved.ts';

/** Bytes up to which a file is read. */
const LARGEST = 20_000_000;
const CHOOSE: Bilingual = {
  zh: '请选择“保存本期数据”存下的文件（.wuse.json）',
  en: 'choose a file that “Save these figures” has made (.wuse.json)',
};

/** Throws `SINCE_TOO_LARGE` for a file of so many bytes that no bulletin has. */
export function checkSize(bytes: number): void {
  if (bytes <= LARGEST) return;
  throw new WuseError('SINCE_TOO_LARGE', { zh: '文件超过 20 MB', en: 'the file is over 20 MB' }, CHOOSE);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new WuseError(
      'SINCE_NOT_JSON',
      { zh: '文件不是 JSON', en: 'the file is not JSON' },
      CHOOSE,
      {},
      cause,
    );
  }
}

function checkKind(value: unknown): void {
  const isObject = typeof value === 'object' && value !== null;
  if (isObject && (value as { format?: unknown }).format === SAVED_FORMAT) return;
  throw new WuseError(
    'SINCE_OTHER_KIND',
    { zh: '文件不是保存下来的通报数据', en: 'the file is no saved bulletin' },
    CHOOSE,
  );
}

function checkVersion(version: number): void {
  if (version === 0) throw damaged('version');
  if (version <= SAVED_VERSION) return;
  throw new WuseError(
    'SINCE_NEWER',
    { zh: '文件由较新版本的系统保存', en: 'the file was saved by a newer version' },
    { zh: '请用新版系统打开', en: 'open it with that version' },
  );
}

const moment = the(
  (value): value is string =>
    typeof value === 'string' && value.length === 16 && value[10] === 'T' && parseMoment(value) !== null,
);

function group(counts: number, quantiles: number, visits: number): Read<PackedGroup> {
  return (value, path) => {
    const [first, second, third] = list((each) => each, 3)(value, path);
    return [
      list(whole, counts)(first, path),
      list(orNull(finite), quantiles)(second, path),
      orNull(list(orNull(finite), visits))(third, path),
    ];
  };
}

const figures: Read<PackedNumbers> = (value, path) => {
  const members = membersOf(value, path);
  const ids = (name: 'counts' | 'quantiles' | 'visits'): string[] =>
    list(text)(members[name], `${path}.${name}`);
  const [counts, quantiles, visits] = [ids('counts'), ids('quantiles'), ids('visits')];
  const scope = membersOf(members.scope, `${path}.scope`);
  const read = group(counts.length, quantiles.length, visits.length);
  const by = membersOf(scope.by, `${path}.by`);
  const grouped = OVERVIEW_DIMENSIONS.map((name) => [name, named(read)(by[name], `${path}.by.${name}`)]);
  return {
    counts,
    quantiles,
    visits,
    scope: {
      whole: read(scope.whole, `${path}.whole`),
      by: Object.fromEntries(grouped) as PackedNumbers['scope']['by'],
      undated: whole(scope.undated, `${path}.undated`),
      withoutRecords: whole(scope.withoutRecords, `${path}.withoutRecords`),
    },
  };
};

const printed: Read<Printed> = (value, path) => {
  const [metric, dimension, key, ...more] = list(text)(value, path);
  if (metric === undefined || more.length > 0) throw damaged(path);
  if (dimension === undefined) return [metric];
  if (key === undefined || !(DIMENSIONS as readonly string[]).includes(dimension)) throw damaged(path);
  return [metric, dimension, key];
};

const written: Read<Written> = (value, path) => {
  const members = membersOf(value, path);
  return {
    figure: text(members.figure, path),
    text: text(members.text, path),
    written: text(members.written, path),
  };
};

const digest = the((value): value is string => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value));
const MOST_BITS = 2 ** 31;

function fingerprint(keys: readonly (readonly string[])[]): Read<Fingerprint> {
  return (value, path) => {
    const [first, flags, ...places] = list((each) => each, 2 + keys.length)(value, path);
    const read = places.map((place) => whole(place, path));
    if (read.some((place, column) => place >= keys[column]!.length)) throw damaged(path);
    if (whole(flags, path) >= MOST_BITS) throw damaged(path);
    return [digest(first, path), flags as number, ...read];
  };
}

const records: Read<SavedRecords> = (value, path) => {
  const members = membersOf(value, path);
  const named = membersOf(members.keys, `${path}.keys`);
  const keys = OVERVIEW_DIMENSIONS.map((name) => list(text)(named[name], `${path}.keys.${name}`));
  const rows = list(fingerprint(keys))(members.rows, `${path}.rows`);
  if (new Set(rows.map(([first]) => first)).size < rows.length) throw damaged(`${path}.rows`);
  const byName = OVERVIEW_DIMENSIONS.map((name, column) => [name, keys[column]!] as const);
  return {
    flags: list(text)(members.flags, `${path}.flags`),
    keys: Object.fromEntries(byName) as unknown as Fingerprints['keys'],
    rows,
  };
};

/**
 * Reads a saved bulletin; what it does not know is left out. Throws `SINCE_TOO_LARGE`, `SINCE_NOT_JSON`,
 * `SINCE_OTHER_KIND`, `SINCE_NEWER`, or `SINCE_DAMAGED` with the way to the member as the place's column.
 */
export function parseSaved(bytes: Uint8Array): SavedBulletin {
  checkSize(bytes.length);
  const value = parseJson(bytes);
  checkKind(value);
  const members = membersOf(value, '');
  const read = <T>(name: keyof SavedBulletin, as: Read<T>): T => as(members[name], name);
  checkVersion(read('version', whole));
  const known = read('records', orNull(records));
  const lacking = read('recordsLacking', orNull(oneOf<RecordsLacking>(['edition', 'size'])));
  if ((known === null) !== (lacking !== null)) throw damaged('recordsLacking');
  return {
    format: SAVED_FORMAT,
    version: SAVED_VERSION,
    title: read('title', text),
    kind: read('kind', text),
    link: read('link', text),
    language: read('language', oneOf(['zh', 'en'])),
    edition: read('edition', oneOf(['internal', 'public'])),
    dataVersion: read('dataVersion', text),
    schemaVersion: read('schemaVersion', whole),
    moment: read('moment', moment),
    compare: read(
      'compare',
      the((each): each is string => typeof each === 'string' && isCompare(each)),
    ),
    columns: read('columns', list(text)),
    figures: read('figures', figures),
    printed: read('printed', list(printed)),
    written: read('written', list(written)),
    records: known,
    recordsLacking: lacking,
  };
}
