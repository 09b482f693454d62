import { describe, expect, it } from 'vitest';
import { WuseError } from '../../../src/lib/core/errors.ts';
import { EMPTY_FILTER } from '../../../src/lib/filters/filter.ts';
import { applyEdits } from '../../../src/lib/report/bulletin/edits.ts';
import { checkSize, parseSaved } from '../../../src/lib/report/since/parse.ts';
import { holdsRecords, savedBytes } from '../../../src/lib/report/since/saved.ts';
import { numbersOf, SMALL_NUMBERS, smallSaved, toSave } from '../../support/saved-bulletin.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Code and place of a refusal, and that it says in both languages what to do. */
function refused(bytes: Uint8Array): unknown {
  try {
    parseSaved(bytes);
    return 'read';
  } catch (error) {
    if (!(error instanceof WuseError)) throw error;
    expect([error.hint.zh, error.hint.en, error.text.zh, error.text.en]).not.toContain('');
    return error.place.column === undefined ? error.code : [error.code, error.place.column];
  }
}

/** The file with a member at a path replaced; `undefined` takes it away. */
function changed(path: readonly (string | number)[], value: unknown): Uint8Array {
  const file = JSON.parse(JSON.stringify(smallSaved())) as Record<string | number, unknown>;
  let holder = file;
  for (const step of path.slice(0, -1)) holder = holder[step] as typeof file;
  holder[path.at(-1)!] = value;
  return bytesOf(JSON.stringify(file));
}

describe('a saved bulletin', () => {
  it('is read as it was saved, with a byte order mark or members that are not known too', () => {
    const saved = smallSaved();
    expect(parseSaved(savedBytes(saved))).toEqual(saved);
    expect(parseSaved(bytesOf(`\ufeff${JSON.stringify(saved)}`))).toEqual(saved);
    expect(parseSaved(changed(['later'], { any: ['thing'] }))).toEqual(saved);
    expect(parseSaved(changed(['figures', 'scope', 'by', 'toString'], { any: [] }))).toEqual(saved);
  });

  it('may have towns of any name but one, which asks for trouble', () => {
    const text = JSON.stringify(smallSaved());
    const renamed = (name: string) => bytesOf(text.replaceAll('"甲镇"', JSON.stringify(name)));
    for (const name of ['constructor', 'prototype', 'toString', '甲"镇']) {
      const town = parseSaved(renamed(name)).figures.scope.by.town!;
      expect([name, Object.keys(town).includes(name)]).toEqual([name, true]);
      expect(Object.getPrototypeOf(town)).toBeNull();
    }
    expect(refused(renamed('__proto__'))).toEqual(['SINCE_DAMAGED', 'figures.by.town']);
  });

  it('has what it stands for, and each printed figure once', () => {
    const { format, version, kind, link, moment, compare, edition, printed, records } = smallSaved();
    expect([format, version, kind, link, moment, compare, edition]).toEqual([
      ...['wuse-bulletin', 1, 'weekly', 'kind=weekly', '2022-02-10T18:00', 'week', 'internal'],
    ]);
    const names = printed.map((each) => each.join('/'));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['problems_total', 'open', 'ledgered/town/甲镇']));
    expect(names.filter((name) => name.includes('~') || name.includes('%'))).toEqual([]);
    expect(records!.flags.slice(0, 3)).toEqual(['counted', 'onsite', 'ledger']);
  });

  it('keeps what was written over a figure only where it is a number, and never a written title', () => {
    const { document, title } = toSave();
    const over = (written: string) => {
      const edited = applyEdits(document, { 'overview-1': [{ figure: 'problems_total', written }] });
      return smallSaved({ document: { ...edited, title: '王五的通报' }, title }).written;
    };
    expect(over('3,000余')).toEqual([{ figure: 'problems_total', text: '2', written: '3,000余' }]);
    for (const words of ['张三丰', '13912345678', '371426195001011234', '见附件'])
      expect(over(words)).toEqual([{ figure: 'problems_total', text: '2', written: '' }]);
    const text = JSON.stringify(smallSaved({ document: { ...document, title: '王五的通报' }, title }));
    expect(text).not.toContain('王五');
  });

  it('is made of no chosen household', () => {
    const filter = { ...EMPTY_FILTER, household: ['0123456789abcdef'] };
    expect(() => smallSaved({ view: { filter, cutoff: null, days: 'calendar' } })).toThrow('SINCE_HOUSEHOLD');
  });

  it('asks for records only where it may have them and they fit', () => {
    const { manifest } = toSave();
    const holds = (problems: number, withoutRecords: number, edition: 'internal' | 'public' = 'internal') =>
      holdsRecords({
        manifest: { ...manifest, edition },
        numbers: { ...SMALL_NUMBERS, whole: numbersOf({ problems_total: problems }), withoutRecords },
      });
    expect([holds(50_000, 0), holds(50_001, 0), holds(50_001, 1)]).toEqual([true, false, true]);
    expect(holds(2, 0, 'public')).toBe(false);
  });

  it('has no records of an edition without them, or of too many', () => {
    const manifest = { ...toSave().manifest, edition: 'public' } as const;
    const shown = ({ records, recordsLacking }: ReturnType<typeof smallSaved>) => [records, recordsLacking];
    expect(shown(smallSaved({ manifest }))).toEqual([null, 'edition']);
    expect(shown(smallSaved({ records: null }))).toEqual([null, 'size']);
    expect(parseSaved(savedBytes(smallSaved({ records: null }))).recordsLacking).toBe('size');
  });
});

describe('what is no saved bulletin', () => {
  it('is refused by what it is', () => {
    expect(refused(bytesOf(''))).toBe('SINCE_NOT_JSON');
    expect(refused(bytesOf('{"format":'))).toBe('SINCE_NOT_JSON');
    expect(refused(Uint8Array.of(0xff, 0xfe, 0x00))).toBe('SINCE_NOT_JSON');
    for (const other of ['null', '[]', '1', '"wuse-bulletin"', '{}', '{"format":"wuse"}'])
      expect([other, refused(bytesOf(other))]).toEqual([other, 'SINCE_OTHER_KIND']);
    expect(refused(changed(['version'], 2))).toBe('SINCE_NEWER');
    expect(refused(bytesOf('{"format":"wuse-bulletin","version":99}'))).toBe('SINCE_NEWER');
  });

  it('is refused above 20 MB, before it is read', () => {
    expect(() => checkSize(20_000_000)).not.toThrow();
    expect(() => checkSize(20_000_001)).toThrow('SINCE_TOO_LARGE');
    expect(refused(new Uint8Array(20_000_001))).toBe('SINCE_TOO_LARGE');
  });

  it.each([
    [['version'], 0, 'version'],
    [['version'], '1', 'version'],
    [['title'], undefined, 'title'],
    [['title'], 'x'.repeat(20_001), 'title'],
    [['language'], 'fr', 'language'],
    [['edition'], 'secret', 'edition'],
    [['schemaVersion'], 1.5, 'schemaVersion'],
    [['moment'], '2022-02-30T18:00', 'moment'],
    [['moment'], '2022-02-10', 'moment'],
    [['compare'], 'never', 'compare'],
    [['columns'], 'reported_at', 'columns'],
    [['columns'], [1], 'columns[0]'],
    [['figures'], null, 'figures'],
    [['figures'], [], 'figures'],
    [['figures', 'scope', 'whole'], [[1], [], null], 'figures.whole'],
    [['figures', 'scope', 'whole', 0, 0], -1, 'figures.whole[0]'],
    [['figures', 'scope', 'whole', 0, 0], null, 'figures.whole[0]'],
    [['figures', 'scope', 'whole', 1, 0], '7', 'figures.whole[0]'],
    [['figures', 'scope', 'whole', 2], [1], 'figures.whole'],
    [['figures', 'scope', 'by'], undefined, 'figures.by'],
    [['figures', 'scope', 'by', 'town'], undefined, 'figures.by.town'],
    [['figures', 'scope', 'by', 'town', '甲镇'], {}, 'figures.by.town.甲镇'],
    [['figures', 'scope', 'by', 'town', 'constructor'], {}, 'figures.by.town.constructor'],
    [['figures', 'scope', 'undated'], '0', 'figures.undated'],
    [['printed', 0], [], 'printed[0]'],
    [['printed', 0], ['open', 'town'], 'printed[0]'],
    [['printed', 0], ['open', 'planet', 'x'], 'printed[0]'],
    [['printed', 0], ['open', 'town', 'x', 'y'], 'printed[0]'],
    [['written'], [{ figure: 'open', text: '1' }], 'written[0]'],
    [['records'], undefined, 'records'],
    [['records'], null, 'recordsLacking'],
    [['recordsLacking'], 'size', 'recordsLacking'],
    [['recordsLacking'], 'because', 'recordsLacking'],
    [['records', 'keys', 'town'], undefined, 'records.keys.town'],
    [['records', 'rows', 0], ['00000000000000a1', 1], 'records.rows[0]'],
    [['records', 'rows', 0, 0], 'PY-001', 'records.rows[0]'],
    [['records', 'rows', 0, 0], '00000000000000a2', 'records.rows'],
    [['records', 'rows', 0, 1], 2 ** 31, 'records.rows[0]'],
    [['records', 'rows', 0, 2], 1, 'records.rows[0]'],
    [['records', 'rows', 0, 2], 0.5, 'records.rows[0]'],
  ] as const)('is refused for %j = %j', (path, value, place) => {
    expect(refused(changed(path, value))).toEqual(['SINCE_DAMAGED', place]);
  });

  it('is refused for the name that means something to every object, wherever it stands', () => {
    const text = JSON.stringify(smallSaved());
    const hostile = (from: string, to: string) => {
      expect(text).toContain(from);
      return refused(bytesOf(text.replace(from, to)));
    };
    expect(hostile('{"format"', '{"__proto__":{"polluted":1},"format"')).toEqual(['SINCE_DAMAGED', '']);
    expect(hostile('"town":{"甲镇"', '"town":{"__proto__"')).toEqual(['SINCE_DAMAGED', 'figures.by.town']);
    expect(hostile('"keys":{', '"keys":{"__proto__":[],')).toEqual(['SINCE_DAMAGED', 'records.keys']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('is refused however deep it goes', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const code = refused(bytesOf(`{"format":"wuse-bulletin","version":1,"figures":${deep}}`));
    expect(Array.isArray(code) ? code[0] : code).toMatch(/^SINCE_/);
  });
});
