import { describe, expect } from 'vitest';
import { computeMarks } from '../oracle/marks.ts';
import { cell, readExport } from '../oracle/read-export.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { violationsOf } from './support/axe.ts';
import { followAddress, test } from './support/browser.ts';
import { pressOpen } from './support/opening.ts';

const FEW = sampleExport().ledger.split('\r\n').slice(0, 200).join('\r\n');
const UNITS = ['规划建设办', '住房和城乡建设局', '交通运输局'];
/** Ledgered problems, each assigned, every second one returned to nobody and assigned anew, every fourth recoloured. */
const IDS = readExport(FEW)
  .filter((row) => cell(row, '是否现场解决') !== '是')
  .map((row) => cell(row, '问题编号')!)
  .slice(0, 24);
const TRANSITIONS = [
  '问题编号,时间,环节,原色,现色,转出单位,转入单位,经办人,说明',
  ...IDS.flatMap((id, at) => [
    `${id},2022-02-11 09:00,转办,,,,${UNITS[at % 3]},,`,
    ...(at % 2 === 0
      ? [
          `${id},2022-02-12 09:00,退回,,,${UNITS[at % 3]},,,不属本单位职责`,
          `${id},2022-02-13 09:00,转办,,,,${UNITS[(at + 1) % 3]},,`,
        ]
      : []),
    ...(at % 4 === 0 ? [`${id},2022-02-14 10:00,转色,绿色,蓝色,,,,`] : []),
  ]),
  '',
].join('\r\n');

describe('a file of transitions among those that are opened', () => {
  test('tells who passed problems to whom, the moves, and the course of each', async ({ page, site }) => {
    await page.goto(site.at('data/'));
    await page.locator('html[data-alive]').waitFor();
    const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    const files = [file('台账.csv', FEW), file('流转记录.csv', TRANSITIONS)];
    await page.locator('#open input[type="file"]').nth(0).setInputFiles(files);
    await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
    await pressOpen(page);
    await page.locator('[data-local]').waitFor();
    await page.locator('header nav a[href*="ageing/"]').click();
    const expected = computeMarks({ ledger: FEW, transitions: TRANSITIONS, cutoff: EXPORT_CUTOFF });
    await page.locator('#passes-title').waitFor({ timeout: 30_000 });
    const rows = await page.$$eval('[aria-labelledby="passes-title"] tbody tr', (found) =>
      found.map((row) => [...row.children].map((each) => each.textContent!.trim())),
    );
    const passes = rows.map(([from, to, problems, times]) => [
      `${from}>${to}`,
      { problems: Number(problems), times: Number(times) },
    ]);
    expect(Object.fromEntries(passes)).toEqual(expected.passes);
    expect(Object.keys(expected.passes).sort()).toEqual(
      UNITS.map((unit, at) => `${unit}>${UNITS[(at + 1) % 3]}`).sort(),
    );
    const moved = page.locator('[data-count-of="move_green_blue"]').first();
    expect(await moved.getAttribute('data-value')).toBe(String(expected.moves['green>blue']));
    expect(await violationsOf(page)).toEqual([]);

    const [pass, { problems }] = Object.entries(expected.passes)[0]!;
    await page.locator(`[data-count-of="passed:${pass}"]`).click();
    await page.locator(`[data-count="${problems}"]`).waitFor({ timeout: 30_000 });
    await followAddress(page, site.at(`records/?id=${IDS[0]}`));
    await page.locator('[data-events="4"]').waitFor({ timeout: 30_000 });
    expect(await page.$$eval('[data-event]', (steps) => steps.map(({ dataset }) => dataset.event))).toEqual([
      ...['assign', 'return', 'assign', 'recolour'],
    ]);
    expect(await violationsOf(page)).toEqual([]);
  });
});
