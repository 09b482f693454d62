import { describe, expect, it } from 'vitest';
import type { ListRecord } from '../../../src/lib/query/run-records.ts';
import { LIST_COLUMNS, type ListColumn } from '../../../src/lib/sql/record-columns.ts';
import {
  chosenColumns,
  columnsForLink,
  DEFAULT_COLUMNS,
  movedColumn,
  offeredColumns,
  sortAfterClick,
  toggledColumn,
} from '../../../src/lib/state/records-columns.ts';
import { EMPTY_FILTER } from '../../../src/lib/filters/filter.ts';
import { translatorFor } from '../../../src/lib/i18n/messages.ts';
import { listFileName } from '../../../src/lib/state/records-export.ts';
import { stepOfKey } from '../../../src/lib/state/records-keys.ts';
import { foundOutside, markedPieces } from '../../../src/lib/state/records-search-marks.ts';

const source = (edition: string, ...columns: string[]) => ({
  columns: new Set(columns),
  manifest: { edition },
});

describe('the columns of the list', () => {
  it('are offered when the export has them, officials in the internal edition only', () => {
    const internal = offeredColumns(source('internal', 'owner_name', 'remark', 'resolved_at'));
    expect(internal.slice(0, DEFAULT_COLUMNS.length)).toEqual(DEFAULT_COLUMNS);
    expect(internal).toEqual(expect.arrayContaining(['owner_name', 'remark', 'resolution_days', 'src_row']));
    expect(internal).not.toContain('result_text');
    const open = offeredColumns(source('public', 'owner_name', 'revisit_by', 'remark'));
    expect(open).toContain('remark');
    expect(open).not.toContain('owner_name');
    expect(open).not.toContain('revisit_by');
    const whole = offeredColumns(
      source('internal', 'status', 'due_at', 'colour_recorded', 'explained_at', ...LIST_COLUMNS),
    );
    expect([...whole].sort()).toEqual([...LIST_COLUMNS].sort());
  });

  it('are those that a link names, in its order; others are told', () => {
    const offered: ListColumn[] = [...DEFAULT_COLUMNS, 'remark'];
    expect(chosenColumns([], offered)).toEqual({ columns: DEFAULT_COLUMNS, valid: true });
    expect(chosenColumns(['remark', 'town', 'remark'], offered)).toEqual({
      columns: ['remark', 'town'],
      valid: true,
    });
    expect(chosenColumns(['phone'], offered)).toEqual({ columns: DEFAULT_COLUMNS, valid: false });
    expect(chosenColumns(['owner_name', 'town'], offered)).toEqual({ columns: ['town'], valid: false });
    expect(columnsForLink([...DEFAULT_COLUMNS])).toEqual([]);
    expect(columnsForLink(['town', 'remark'])).toEqual(['town', 'remark']);
  });

  it('come, go and move', () => {
    expect(toggledColumn(['town', 'problem'], 'remark')).toEqual(['town', 'problem', 'remark']);
    expect(toggledColumn(['town', 'problem'], 'town')).toEqual(['problem']);
    expect(toggledColumn(['town'], 'town')).toEqual(['town']);
    expect(movedColumn(['town', 'problem', 'remark'], 'remark', -1)).toEqual(['town', 'remark', 'problem']);
    expect(movedColumn(['town', 'problem', 'remark'], 'town', 1)).toEqual(['problem', 'town', 'remark']);
    expect(movedColumn(['town', 'problem'], 'town', -1)).toEqual(['town', 'problem']);
    expect(movedColumn(['town', 'problem'], 'problem', 1)).toEqual(['town', 'problem']);
  });
});

describe('the order after a click', () => {
  const key = (text: string) => ({ column: text.replace('-', ''), descending: text.startsWith('-') });
  const keys = (text: string) => (text === '' ? null : text.split(',').map(key));
  it.each([
    ['', 'town', false, 'town'],
    ['town', 'town', false, '-town'],
    ['-town', 'town', false, 'town'],
    ['town', 'due_at', false, '-due_at'],
    ['town,due_at', 'due_at', false, '-due_at'],
    ['', 'reported_at', false, 'reported_at'],
    ['reported_at', 'reported_at', false, ''],
    ['town', 'reported_at', false, ''],
    ['town', 'due_at', true, 'town,-due_at'],
    ['town,-due_at', 'due_at', true, 'town,due_at'],
    ['', 'town', true, '-reported_at,town'],
    ['phone', 'town', false, 'town'],
  ] as const)('%s, %s, adding %s: %s', (before, name, adding, after) => {
    expect(sortAfterClick(keys(before), name, adding)).toEqual(keys(after));
  });
});

describe('what a search found', () => {
  const marks = (text: string, search: string) =>
    markedPieces(text, search)
      .map(({ text: piece, marked }) => (marked ? `[${piece}]` : piece))
      .join('');
  it.each([
    ['村东道路坑洼', '道路', '村东[道路]坑洼'],
    ['村东道路坑洼', '坑洼 村东', '[村东]道路[坑洼]'],
    ['道路路面', '道路 路路', '[道路路]面'],
    ['aa路', 'A', '[aa]路'],
    ['İ路', '路', 'İ[路]'],
    ['道路', '桥', '道路'],
    ['', '桥', ''],
  ])('is marked in %s: %s', (text, search, expected) => expect(marks(text, search)).toBe(expected));

  it('is told when no column that is shown says it', () => {
    const record = { problem: '道路坑洼', town: '恩城镇', village: '北街村', remark: '已转交通' } as unknown;
    const found = (search: string, ...shown: ListColumn[]) =>
      foundOutside(record as ListRecord, search, shown);
    expect(found('道路', 'problem')).toBeNull();
    expect(found('道路', 'town')).toEqual({ column: 'problem', text: '道路坑洼' });
    expect(found('道路 交通', 'problem')).toEqual({ column: 'remark', text: '已转交通' });
    expect(found('北街', 'town')).toBeNull();
    expect(found('北街', 'problem')).toEqual({ column: 'village', text: '北街村' });
  });
});

describe('the keys of a record', () => {
  const pressed = (key: string, more: object = {}) =>
    stepOfKey({ key, target: null, ...more } as unknown as KeyboardEvent);
  it('lead on and back, but not while something is typed', () => {
    expect(['j', 'J', 'ArrowRight', 'k', 'ArrowLeft', 'x'].map((key) => pressed(key))).toEqual([
      ...['next', 'next', 'next', 'prev', 'prev'],
      null,
    ]);
    expect(pressed('j', { ctrlKey: true })).toBeNull();
    expect(pressed('ArrowLeft', { altKey: true })).toBeNull();
    expect(pressed('j', { target: { closest: () => ({}) } })).toBeNull();
  });
});

describe('the name of a list’s file', () => {
  const asOf = { moment: '2022-02-17T18:00', stored: '2022-02-17T18:00' } as const;
  const scope = { filter: EMPTY_FILTER, figure: null, search: '' };
  const nameOf = (part: Partial<typeof scope>) =>
    listFileName({ scope: { ...scope, ...part }, asOf }, 'csv', translatorFor('zh'));

  it('tells what is listed and as of when', () => {
    expect(nameOf({})).toBe('明细-2022-02-17.csv');
    const filter = {
      ...EMPTY_FILTER,
      town: ['恩城镇'],
      colour: ['red' as const, 'blue' as const],
      from: '2022-01-01',
    };
    expect(nameOf({ filter })).toBe('明细-恩城镇-红·县级以上-蓝·镇级-2022-01-01~-2022-02-17.csv');
    expect(nameOf({ filter: { ...EMPTY_FILTER, town: ['甲镇', '乙镇', '丙镇'] } })).toBe(
      '明细-镇街3 项-2022-02-17.csv',
    );
    expect(nameOf({ filter: { ...EMPTY_FILTER, department: ['住建/城管'] } })).toBe(
      '明细-住建 城管-2022-02-17.csv',
    );
  });

  it('never says what was searched for, nor a household', () => {
    const filter = { ...EMPTY_FILTER, household: ['0123456789abcdef'] };
    expect(nameOf({ search: '赵小满', filter })).toBe('明细-2022-02-17.csv');
  });
});
