import type { LedgerColour } from '../schema/colours.ts';

/** A row of the worked example; every field that is absent is empty in the ledger. */
export interface ExampleRow {
  readonly id: string;
  readonly town: string;
  readonly onsite?: true;
  readonly colour?: LedgerColour;
  readonly initial?: LedgerColour;
  readonly outcome: 'open' | 'resolved' | 'explained';
  readonly reported?: string;
  readonly due?: string;
  readonly resolved?: string;
  readonly explained?: string;
  readonly revisited?: string;
  readonly revisitState?: 'rated' | 'unrated' | 'unreachable';
  readonly satisfaction?: 'very' | 'satisfied' | 'basic' | 'neutral' | 'dissatisfied' | 'very_dis';
}

/** Households of a village up to a day; `parts` are those visited at home, by phone and by WeChat. */
export interface ExampleVisit {
  readonly town: string;
  readonly village: string;
  readonly date: string;
  readonly due: number;
  readonly visited: number;
  readonly parts: readonly [number, number, number];
  readonly absent: number;
  readonly found: number;
}

/**
 * A ledger of sixteen problems small enough to count by hand. The answers stand with each metric in the
 * registry; the methodology page prints them and the tests run them. Every row is there for a rule.
 */
export const EXAMPLE = {
  cutoff: '2022-02-17T18:00',
  issues: [
    {
      id: '01',
      town: '甲镇',
      onsite: true,
      outcome: 'resolved',
      reported: '2022-01-04',
      resolved: '2022-01-04',
    },
    // An on-site row that was rated all the same counts in satisfaction (D24).
    {
      id: '02',
      town: '甲镇',
      onsite: true,
      outcome: 'resolved',
      reported: '2022-01-05',
      resolved: '2022-01-05',
      revisited: '2022-01-10',
      revisitState: 'rated',
      satisfaction: 'satisfied',
    },
    {
      id: '03',
      town: '甲镇',
      colour: 'green',
      outcome: 'resolved',
      reported: '2022-01-04',
      due: '2022-01-14',
      resolved: '2022-01-08',
      revisited: '2022-01-10',
      revisitState: 'rated',
      satisfaction: 'satisfied',
    },
    {
      id: '04',
      town: '甲镇',
      colour: 'green',
      outcome: 'resolved',
      reported: '2022-01-05',
      due: '2022-01-15',
      resolved: '2022-01-20',
      revisited: '2022-01-25',
      revisitState: 'rated',
      satisfaction: 'basic',
    },
    { id: '05', town: '甲镇', colour: 'green', outcome: 'open', reported: '2022-01-10', due: '2022-01-20' },
    {
      id: '06',
      town: '甲镇',
      colour: 'blue',
      outcome: 'resolved',
      reported: '2022-01-10',
      due: '2022-01-30',
      resolved: '2022-01-15',
      revisited: '2022-01-18',
      revisitState: 'rated',
      satisfaction: 'dissatisfied',
    },
    // Resolved without a date: resolved, but neither on time nor late (D20).
    {
      id: '07',
      town: '甲镇',
      colour: 'blue',
      outcome: 'resolved',
      reported: '2022-01-12',
      due: '2022-02-01',
    },
    // Due on the day of the cut-off: due, not overdue (D20).
    { id: '08', town: '乙镇', colour: 'blue', outcome: 'open', reported: '2022-02-07', due: '2022-02-17' },
    { id: '09', town: '乙镇', colour: 'blue', outcome: 'open', reported: '2022-02-16', due: '2022-03-08' },
    {
      id: '10',
      town: '乙镇',
      colour: 'yellow',
      outcome: 'resolved',
      reported: '2022-01-03',
      due: '2022-02-17',
      resolved: '2022-02-02',
      revisited: '2022-02-10',
      revisitState: 'unrated',
    },
    { id: '11', town: '乙镇', colour: 'yellow', outcome: 'open', reported: '2022-01-20' },
    {
      id: '12',
      town: '乙镇',
      colour: 'red',
      initial: 'yellow',
      outcome: 'open',
      reported: '2022-01-21',
      due: '2022-03-07',
    },
    // White: explained, never resolved; its rating is not a rating of a resolved problem (D5, D7).
    {
      id: '13',
      town: '乙镇',
      colour: 'white',
      outcome: 'explained',
      reported: '2022-01-10',
      explained: '2022-01-15',
      revisited: '2022-01-20',
      revisitState: 'rated',
      satisfaction: 'neutral',
    },
    { id: '14', town: '乙镇', colour: 'white', outcome: 'open', reported: '2022-01-25' },
    { id: '15', town: '乙镇', outcome: 'open' },
    // Revisited after the cut-off: has not happened yet (D18).
    {
      id: '16',
      town: '乙镇',
      colour: 'blue',
      outcome: 'resolved',
      reported: '2022-02-01',
      due: '2022-02-21',
      resolved: '2022-02-05',
      revisited: '2022-02-18',
      revisitState: 'rated',
      satisfaction: 'satisfied',
    },
  ],
  visits: [
    {
      town: '甲镇',
      village: '东村',
      date: '2022-01-15',
      due: 120,
      visited: 90,
      parts: [80, 6, 4],
      absent: 9,
      found: 5,
    },
    // A later running total replaces the earlier one, it is not added (D12).
    {
      town: '甲镇',
      village: '东村',
      date: '2022-02-10',
      due: 120,
      visited: 118,
      parts: [104, 9, 5],
      absent: 1,
      found: 8,
    },
    {
      town: '乙镇',
      village: '西村',
      date: '2022-02-10',
      due: 80,
      visited: 80,
      parts: [72, 5, 3],
      absent: 0,
      found: 12,
    },
  ],
} as const satisfies {
  cutoff: string;
  issues: readonly ExampleRow[];
  visits: readonly ExampleVisit[];
};
