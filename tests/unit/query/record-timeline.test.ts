import { describe, expect, it } from 'vitest';
import { recordTimeline, type TimelineStep } from '../../../src/lib/query/record-timeline.ts';
import type { FullRecord } from '../../../src/lib/query/run-records.ts';

const CUTOFF = '2022-02-17T18:00';
const OPEN: FullRecord = {
  ledger_class: 'yellow',
  state: 'open',
  due_state: 'overdue',
  reported_at: '2022-01-03T00:00:00',
  assigned_at: '2022-01-05T09:30:00',
  due_at: '2022-02-10',
  resolved_at: null,
  explained_at: null,
  revisit_at: null,
  revisit_state: 'none',
};
const brief = ({ name, state, since }: TimelineStep) => [name, state, since?.days ?? null];
const due = (record: FullRecord) =>
  recordTimeline(record, { moment: CUTOFF }).find(({ name }) => name === 'due')?.due ?? null;

describe('the timeline of a problem', () => {
  it('counts the days between steps, the deadline’s from registration', () => {
    const resolved = { resolved_at: '2022-02-01T00:00:00', revisit_at: '2022-02-04T00:00:00' };
    const record = { ...OPEN, ...resolved, state: 'resolved', due_state: 'on_time', revisit_state: 'rated' };
    expect(recordTimeline(record, { moment: CUTOFF }).map(brief)).toEqual([
      ['registered', 'done', null],
      ['assigned', 'done', 2],
      ['due', 'set', 38],
      ['resolved', 'done', 27],
      ['revisited', 'done', 3],
    ]);
    expect(due(record)).toEqual({ state: 'on_time', days: null });
  });

  it('marks what is overdue, late, and still has time', () => {
    expect(due(OPEN)).toEqual({ state: 'overdue', days: 7 });
    const late = { ...OPEN, state: 'resolved', due_state: 'late', resolved_at: '2022-02-12T00:00:00' };
    expect(due(late)).toEqual({ state: 'late', days: 2 });
    expect(due({ ...OPEN, due_state: 'not_due', due_at: '2022-02-20' })).toEqual({
      state: 'not_due',
      days: 3,
    });
  });

  it('counts working days where a calendar is given', () => {
    const calendar = { holidays: ['2022-02-11'], workdays: ['2022-02-12'] };
    const steps = recordTimeline(OPEN, { moment: CUTOFF, calendar });
    expect(steps.map(({ since }) => since?.days ?? null)).toEqual([null, 2, 28, null, null]);
    // Thursday the 10th to Thursday the 17th, a Friday off and a Saturday on.
    expect(steps.find(({ name }) => name === 'due')?.due).toEqual({ state: 'overdue', days: 5 });
  });

  it('tells a step without a date from one that has not happened', () => {
    const states = (record: FullRecord) =>
      recordTimeline(record, { moment: CUTOFF }).map(({ state }) => state);
    expect(states(OPEN)).toEqual(['done', 'done', 'set', 'pending', 'pending']);
    const bare = { ...OPEN, reported_at: null, assigned_at: null, due_at: null, due_state: null };
    expect(states({ ...bare, state: 'resolved', revisit_state: 'rated' })).toEqual(Array(5).fill('missing'));
    expect(states({ ...OPEN, resolved_at: '2022-02-18T00:00:00' })[3]).toBe('pending');
  });

  it('asks of on-site and white problems only what they have', () => {
    const onsite = { ...OPEN, ledger_class: 'onsite', state: 'resolved', due_state: null };
    const none = { assigned_at: null, due_at: null, resolved_at: '2022-01-03T00:00:00' };
    expect(recordTimeline({ ...onsite, ...none }, { moment: CUTOFF }).map(brief)).toEqual([
      ['registered', 'done', null],
      ['resolved', 'done', 0],
    ]);
    const white = { ...OPEN, ledger_class: 'white', state: 'explained', due_state: null, due_at: null };
    expect(
      recordTimeline({ ...white, explained_at: '2022-01-06T00:00:00' }, { moment: CUTOFF }).map(
        ({ name }) => name,
      ),
    ).toEqual(['registered', 'assigned', 'explained', 'revisited']);
  });
});
