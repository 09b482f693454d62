import { expect, it } from 'vitest';
import { makeFinding } from '../../../src/lib/ingest/findings.ts';
import { findingLines } from '../../../src/publish/findings-file.ts';

it('lists findings by file, sheet, row, column and code; what has no sheet or row comes first, no column last', () => {
  const wanted = [
    { file: '乙.xlsx', row: 2 },
    { file: '甲.xlsx' },
    { file: '甲.xlsx', sheet: '一' },
    { file: '甲.xlsx', sheet: '一', row: 3 },
    { file: '甲.xlsx', sheet: '一', row: 12, column: '村' },
    { file: '甲.xlsx', sheet: '一', row: 12, column: '镇街' },
    { file: '甲.xlsx', sheet: '一', row: 12 },
    { file: '甲.xlsx', sheet: '二', row: 1 },
    {},
  ];
  const findings = wanted.toReversed().map((place) => makeFinding('QC_HIDDEN_ROWS', place, null, 1));
  const none = { file: null, sheet: null, row: null, column: null };
  expect(
    findingLines(findings).map(({ file, sheet, row, column }) => ({ file, sheet, row, column })),
  ).toEqual(wanted.map((place) => ({ ...none, ...place })));
});
