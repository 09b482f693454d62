import { describe, expect, it } from 'vitest';
import type { PreviewHeader, SheetPreview } from '../../../src/lib/ingest/preview.ts';
import {
  configBytes,
  storeConfig,
  storedConfig,
  tableMapping,
  withoutTable,
  withTable,
} from '../../../src/lib/state/mapping-store.ts';

const header = (texts: readonly string[], row = 1): PreviewHeader => ({
  row,
  isTwoLevel: false,
  other: null,
  columns: texts.map((text) => ({
    header: text,
    letter: '',
    samples: [],
    ids: { issues: null, visits: null, transitions: null },
  })),
});
const sheet = (name: string, code: SheetPreview['code'] = null): SheetPreview => ({
  file: 'a.xlsx',
  sheet: name,
  rows: 2,
  isWhole: true,
  role: code === null ? 'issues' : 'skipped',
  code,
  headerRow: null,
  isSaved: false,
  headers: [],
});
const HEADER = header(['Town', 'Issue', '', '']);
const TABLE = {
  columns: [{ header: 'Town' }, { header: 'Issue', column: 'problem' }],
};

describe('a choice of columns', () => {
  it('becomes a mapping without the blank columns at the end', () => {
    expect(tableMapping(sheet('明细'), HEADER, 'issues', [null, 'problem', null, null])).toEqual(TABLE);
    expect(
      tableMapping(sheet(''), header(['A', '', ''], 34), 'visits', ['town', 'hh_visited', null]),
    ).toEqual({
      role: 'visits',
      headerRow: 34,
      columns: [
        { header: 'A', column: 'town' },
        { header: '', column: 'hh_visited' },
      ],
    });
  });

  it('names the sheet where others with its header are meant to stay as they are', () => {
    const columns = [{ header: 'Town' }, { header: 'Issue' }];
    const ids = [null, 'problem', null, null];
    expect(tableMapping(sheet('旧'), HEADER, 'skip', ids)).toEqual({ sheet: '旧', role: 'skip', columns });
    expect(tableMapping(sheet('汇总', 'QC_SUMMARY_SHEET_SKIPPED'), HEADER, 'issues', ids)).toEqual({
      sheet: '汇总',
      ...TABLE,
    });
    expect(tableMapping(sheet('明细', 'INGEST_SHEET_WITHOUT_HEADER'), HEADER, 'issues', ids)).toEqual(TABLE);
  });
});

describe('the configuration', () => {
  const other = { columns: [{ header: 'Text', column: 'problem' }] };
  const own = { ...TABLE, sheet: '旧' };

  it('has one mapping that decides about a sheet', () => {
    const towns = { 王庙镇: ['王庙'] };
    const before = { towns, tables: [TABLE, other, own] };
    const changed = { columns: [{ header: 'TOWN', column: 'town' }, TABLE.columns[1]!] };
    expect(withTable(before, changed, '明细')).toEqual({ towns, tables: [other, own, changed] });
    expect(withTable(before, changed, '旧')).toEqual({ towns, tables: [other, changed] });
    expect(withTable(before, { ...changed, sheet: '旧' }, '旧').tables).toEqual([
      TABLE,
      other,
      { ...changed, sheet: '旧' },
    ]);
    expect(withoutTable(before, HEADER, '旧')).toEqual({ towns, tables: [other] });
    expect(withoutTable({ towns, tables: [own] }, HEADER, '旧')).toEqual({ towns });
  });

  it('is a file that can be read', () => {
    expect(JSON.parse(new TextDecoder().decode(configBytes({ tables: [TABLE] })))).toEqual({
      tables: [TABLE],
    });
  });

  it('is kept without names of sheets and without aliases, and only where the browser keeps anything', () => {
    expect(storedConfig()).toEqual({});
    storeConfig({ tables: [TABLE] });
    const items = new Map<string, string>();
    Object.assign(globalThis, {
      localStorage: {
        getItem: (key: string) => items.get(key) ?? null,
        setItem: (key: string, value: string) => items.set(key, value),
        removeItem: (key: string) => items.delete(key),
      },
    });
    try {
      storeConfig({ tables: [TABLE, own], headers: { Text: 'problem' }, towns: { 王庙镇: ['王庙'] } });
      expect(storedConfig()).toEqual({ tables: [TABLE], headers: { Text: 'problem' } });
      items.set([...items.keys()][0]!, '{"tables":[{"columns":[]}]}');
      expect(storedConfig()).toEqual({});
      storeConfig({ tables: [own] });
      expect(items.size).toBe(0);
    } finally {
      Reflect.deleteProperty(globalThis, 'localStorage');
    }
  });
});
