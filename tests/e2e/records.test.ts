import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { computeOracle } from '../oracle/oracle.ts';
import { calendarDays, cell, readExport, type RawRow } from '../oracle/read-export.ts';
import { openPage, test } from './support/browser.ts';

const LEDGER = readFileSync(
  fileURLToPath(new URL('../../data/sample/平原县五色台账.csv', import.meta.url)),
  'utf8',
);
const CUTOFF = '2022-02-17T18:00';
const ROWS = readExport(LEDGER);
const TOWN = '恩城镇';
const oracle = (town?: string) =>
  computeOracle({ ledger: LEDGER, cutoff: CUTOFF, filter: town === undefined ? {} : { town: [town] } });

/** Columns that a search looks into and that publishing leaves as they are. */
const SEARCHED = ['问题编号', '反映问题', '办理结果', '备注', '问题类别', '镇街', '村(社区)', '责任人'];

function naiveSearch(words: string): RawRow[] {
  return ROWS.filter(
    (row) =>
      SEARCHED.some((column) => (row[column] ?? '').includes(words)) ||
      (row['交办部门'] ?? '').split('、')[0]!.includes(words),
  );
}

const hasCount = (page: Page, count: number) =>
  page.locator(`[data-count="${count}"]`).waitFor({ timeout: 30_000 });
const rowAt = (page: Page, index: number) => page.locator(`[data-index="${index}"][data-id]`);
const ids = (page: Page, count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => rowAt(page, index).getAttribute('data-id')));
const query = (page: Page) => new URL(page.url()).searchParams;

function csvRows(bytes: Buffer): string[][] {
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  return parse(bytes.toString('utf8'), { bom: true, relax_column_count: true, skip_empty_lines: true });
}

function sheetRows(bytes: Buffer): string[][] {
  const book = read(bytes);
  return utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: false });
}

describe('the records behind a figure', () => {
  test.for([
    ['problems_total', 'numerator', undefined],
    ['overdue_open', 'numerator', undefined],
    ['satisfaction_rate', 'denominator', undefined],
    ['ledger_resolution_rate', 'numerator', TOWN],
    ['median_days', 'numerator', TOWN],
    ['on_time_rate', 'denominator', TOWN],
  ] as const)(
    'are as many as it counts: %s, %s, %s',
    async ([metric, part, town], { reading: { page, open } }) => {
      const scope = town === undefined ? '' : `&town=${encodeURIComponent(town)}`;
      await open(`records/?metric=${metric}&part=${part}${scope}`);
      const rows = oracle(town).selectRows(metric, part);
      await hasCount(page, rows.length);
      expect(rows).toContain(await rowAt(page, 0).getAttribute('data-id'));
      expect(await page.locator(`[data-metric="${metric}"][data-part="${part}"]`).count()).toBe(1);
    },
  );

  test('open from the overview, and can be let go of', async ({ reading: { page, open } }) => {
    await open('');
    await page.locator('[data-metric="overdue_open"]:not([data-dimension])').first().click();
    await page.locator('[role="dialog"] a[data-part="numerator"]').click();
    await hasCount(page, oracle().selectRows('overdue_open').length);
    await page.locator('[data-part="numerator"] button').click();
    await hasCount(page, ROWS.length);
    expect(query(page).has('metric')).toBe(false);
  });
});

describe('the list', () => {
  test('starts with the newest, sorts by a click, and a reload keeps the order', async ({
    reading: { page, open },
  }) => {
    await open('records/');
    const newest = ROWS.map((row) => row['反映时间']!)
      .sort()
      .at(-1)!;
    const first = ROWS.filter((row) => row['反映时间'] === newest).map((row) => row['问题编号']);
    expect(await ids(page, 3)).toEqual(first.slice(0, 3));
    const head = page.locator('[data-column="due_at"]');
    await head.locator('button').click();
    await head.locator('button').click();
    await page.locator('[data-column="due_at"][aria-sort="ascending"]').waitFor();
    expect(query(page).get('sort')).toBe('due_at');
    const earliest = ROWS.map((row) => cell(row, '办理时限'))
      .filter((due) => due !== null)
      .sort()[0]!;
    const due = ROWS.filter((row) => row['办理时限'] === earliest).map((row) => row['问题编号']);
    await page.locator(`[data-index="0"][data-id="${due[0]}"]`).waitFor();
    await page.reload();
    await page.locator(`[data-index="0"][data-id="${due[0]}"]`).waitFor({ timeout: 30_000 });
    expect(await page.locator('[data-column="due_at"]').getAttribute('aria-sort')).toBe('ascending');
  });

  test('sorts by two columns, the second with Shift, and says which is which', async ({
    reading: { page, open },
  }) => {
    await open('records/');
    await hasCount(page, ROWS.length);
    await page.locator('[data-column="category"] button').click();
    await page.locator('[data-column="category"][aria-sort="ascending"]').waitFor();
    await page.locator('[data-column="reported_at"] button').focus();
    await page.keyboard.press('Shift+Enter');
    await page.locator('[data-column="reported_at"][data-sort="2"]').waitFor();
    expect(query(page).get('sort')).toBe('category,-reported_at');
    expect(await page.locator('[aria-sort]:not([aria-sort="none"])').count()).toBe(1);
    const sorted = [...ROWS.entries()]
      .sort(([i, a], [j, b]) => {
        const [first, second] = [a, b].map((row) => cell(row, '问题类别'));
        if (first !== second) {
          if (first === null || second === null) return first === null ? 1 : -1;
          return Buffer.compare(Buffer.from(first!), Buffer.from(second!));
        }
        const [early, late] = [a, b].map((row) => row['反映时间']!);
        return early === late ? i - j : early! < late! ? 1 : -1;
      })
      .map(([, row]) => row['问题编号']);
    await page.locator(`[data-index="5"][data-id="${sorted[5]}"]`).waitFor();
    expect(await ids(page, 15)).toEqual(sorted.slice(0, 15));
  });

  test('shows the columns that are chosen, by keyboard, in their order', async ({
    reading: { page, open },
  }) => {
    const heads = () =>
      page.locator('[data-column]').evaluateAll((all) => all.map((each) => each.getAttribute('data-column')));
    await open('records/');
    await rowAt(page, 0).waitFor({ timeout: 30_000 });
    await page.locator('[data-filter="columns"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('input[value="category"]').focus();
    await page.keyboard.press('Space');
    await expect.poll(heads).not.toContain('category');
    const result = page.locator('input[value="result_text"]');
    await result.focus();
    await page.keyboard.press('Space');
    await expect.poll(heads).toContain('result_text');
    expect(await result.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.keyboard.press('Tab');
    for (const _ of Array.from({ length: 11 })) await page.keyboard.press('Enter');
    await expect.poll(async () => (await heads())[0]).toBe('result_text');
    await page.keyboard.press('Escape');
    expect(query(page).getAll('columns').slice(0, 3)).toEqual(['result_text', 'issue_id', 'town']);
    const id = await rowAt(page, 0).getAttribute('data-id');
    const text =
      cell(
        ROWS.find((row) => row['问题编号'] === id)!,
        '办理结果',
      ) ?? '—';
    expect((await rowAt(page, 0).locator('[role="gridcell"]').first().textContent())!.trim()).toBe(text);
    await page.reload();
    await rowAt(page, 0).waitFor({ timeout: 30_000 });
    expect((await heads())[0]).toBe('result_text');
    await page.locator('[data-filter="columns"]').click();
    await page.locator('[data-reset-columns]').click();
    await expect.poll(heads).toContain('category');
    expect(query(page).has('columns')).toBe(false);
  });

  test('finds records that have every word of a search', async ({ reading: { page, open } }) => {
    await open(`records/#q=${encodeURIComponent(`${TOWN} 道路`)}`);
    const found = naiveSearch(TOWN).filter((row) => naiveSearch('道路').includes(row));
    await hasCount(page, found.length);
    const marked = await rowAt(page, 0).locator('mark').allTextContents();
    expect(new Set(marked)).toEqual(new Set([TOWN, '道路']));
  });

  test('says so when it cannot sort as the link asks', async ({ reading: { page, open } }) => {
    await open('records/?sort=phone');
    await hasCount(page, ROWS.length);
    expect(await page.locator('.notice', { hasText: '“排序”' }).count()).toBe(1);
    expect(await page.locator('[aria-sort="descending"]').getAttribute('data-column')).toBe('reported_at');
  });

  test('searches without telling the server, and marks what it found', async ({
    reading: { page, open },
  }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await open('records/');
    await page.locator('[data-search]').fill('供暖');
    await hasCount(page, naiveSearch('供暖').length);
    expect(page.url()).toContain(`#q=${encodeURIComponent('供暖')}`);
    expect(query(page).has('q')).toBe(false);
    expect(asked.filter((url) => url.includes(encodeURIComponent('供暖')))).toEqual([]);
    expect(await rowAt(page, 0).locator('mark').first().textContent()).toBe('供暖');
    await page.reload();
    await hasCount(page, naiveSearch('供暖').length);
    expect(await page.locator('[data-search]').inputValue()).toBe('供暖');
    await page.locator('[data-search]').fill('没有这样的词');
    await hasCount(page, 0);
    expect(await page.locator('[data-index]').count()).toBe(0);
  });

  test('is walked through and opened with the keyboard', async ({ reading: { page, open } }) => {
    await open('records/');
    await rowAt(page, 0).focus();
    const focused = () => page.evaluate('document.activeElement?.getAttribute("aria-rowindex")');
    for (const [key, index] of [
      ['ArrowDown', 1],
      ['ArrowUp', 0],
      ['End', ROWS.length - 1],
      ['Home', 0],
      ['ArrowDown', 1],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(focused).toBe(String(index + 2));
    }
    await page.keyboard.press('PageDown');
    await expect.poll(async () => Number(await focused())).toBeGreaterThan(8);
    const id = await page.evaluate('document.activeElement?.getAttribute("data-id")');
    await page.keyboard.press('Enter');
    await page.locator(`[data-record="${id}"]`).waitFor();
    await page.goBack();
    await page.locator(`[data-id="${id}"]`).waitFor();
  });

  test('reads only what is looked at, down to the last row', async ({ reading: { page, open } }) => {
    await open('records/');
    await rowAt(page, 0).waitFor();
    await page.locator('[role="grid"]').evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
    await rowAt(page, ROWS.length - 1).waitFor();
    expect(await page.locator('[data-index]').count()).toBeLessThan(80);
    expect(await page.locator('[role="grid"]').getAttribute('aria-rowcount')).toBe(String(ROWS.length + 1));
  });

  test('fits a phone', async ({ browser, site }) => {
    const { page, context, complaints } = await openPage(browser, site, {
      viewport: { width: 390, height: 844 },
    });
    await page.goto(site.at('records/'));
    await rowAt(page, 0).waitFor({ timeout: 30_000 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    const grid = page.locator('[role="grid"]');
    expect(await grid.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await context.close();
    complaints.assertNone();
  });
});

describe('taking the list along', () => {
  const COLUMNS = ['issue_id', 'problem', 'reported_at', 'category']
    .map((name) => `columns=${name}`)
    .join('&');
  const LIST = `town=${encodeURIComponent(TOWN)}&${COLUMNS}&sort=category,-reported_at`;
  const naive = [...ROWS.entries()]
    .filter(([, row]) => row['镇街'] === TOWN)
    .sort(([i, a], [j, b]) => {
      const [first, second] = [a['问题类别']!, b['问题类别']!];
      if (first !== second) return Buffer.compare(Buffer.from(first), Buffer.from(second));
      return a['反映时间'] === b['反映时间'] ? i - j : a['反映时间']! < b['反映时间']! ? 1 : -1;
    })
    .map(([, row]) => row);

  test('gives a file of exactly what is filtered, in the columns and the order shown', async ({
    reading: { page, open },
  }) => {
    await open(`records/?${LIST}`);
    await hasCount(page, naive.length);
    for (const kind of ['csv', 'xlsx'] as const) {
      const waiting = page.waitForEvent('download');
      await page.locator(`[data-export="${kind}"]`).click();
      const file = await waiting;
      expect(file.suggestedFilename()).toMatch(new RegExp(`^明细-.*${TOWN}.*-2022-02-17\\.${kind}$`));
      const bytes = readFileSync((await file.path())!);
      const rows = kind === 'csv' ? csvRows(bytes) : sheetRows(bytes);
      expect(rows[0]).toEqual(['问题编号', '反映问题', '登记时间', '问题类别']);
      expect(rows.slice(1, naive.length + 1).map(([id, , at, category]) => [id, at, category])).toEqual(
        naive.map((row) => [row['问题编号'], row['反映时间'], row['问题类别']]),
      );
      const notes = rows.slice(naive.length + 1);
      if (kind === 'xlsx') expect(notes).toEqual([]);
      else
        for (const note of [
          ['统计截止时间', '2022年2月17日18时'],
          ['镇街', TOWN],
          ['条数', String(naive.length)],
        ])
          expect(notes).toContainEqual(note);
    }
  });

  test('copies it as a table, also on plain http', async ({ page, site }) => {
    await page.goto(site.at(`records/?${LIST}`));
    await hasCount(page, naive.length);
    await page.locator('[data-export="copy"]').click();
    await page.getByText(`已复制 ${naive.length} 条`).waitFor();
    await page.evaluate(`addEventListener('paste', (event) => {
      window.pasted = event.clipboardData.getData('text/plain');
    })`);
    await page.locator('[data-search]').focus();
    await page.keyboard.press('Control+V');
    await expect.poll(() => page.evaluate('window.pasted ?? ""')).not.toBe('');
    const lines = String(await page.evaluate('window.pasted')).split(/\r?\n/);
    expect(lines[0]).toBe('问题编号\t反映问题\t登记时间\t问题类别');
    expect(lines.slice(1).map((line) => line.split('\t')[0])).toEqual(naive.map((row) => row['问题编号']));
  });
});

describe('a record', () => {
  const whole = ROWS.find(
    (row) =>
      cell(row, '台账颜色') === '黄色' &&
      ['反映时间', '交办时间', '办理时限', '解决时间', '回访时间'].every(
        (column) => cell(row, column) !== null,
      ),
  )!;

  test('shows its way through the ledger and leads back to the same list', async ({
    reading: { page, open },
  }) => {
    const id = whole['问题编号']!;
    await open(`records/?colour=yellow&sort=town#q=${id}`);
    await rowAt(page, 0).click();
    await page.locator(`[data-record="${id}"]`).waitFor();
    expect(await page.title()).toContain(id);
    const days = (step: string) =>
      page.locator(`[data-step="${step}"] [data-days]`).first().getAttribute('data-days');
    const between = (from: string, to: string) => String(calendarDays(whole[from]!, whole[to]!));
    expect(await days('assigned')).toBe(between('反映时间', '交办时间'));
    expect(await days('due')).toBe(between('反映时间', '办理时限'));
    expect(await days('resolved')).toBe(between('交办时间', '解决时间'));
    expect(await days('revisited')).toBe(between('解决时间', '回访时间'));
    expect(await page.locator('[data-field="src_file"]').textContent()).toBe('平原县五色台账.csv');
    expect(await page.locator('[data-field="phone"]').textContent()).toContain('****');
    await page.locator('a.back').click();
    await hasCount(page, 1);
    expect([query(page).get('colour'), query(page).get('sort'), query(page).has('id')]).toEqual([
      'yellow',
      'town',
      false,
    ]);
  });

  test('leads to those before and after it in the list, to its ends', async ({ reading: { page, open } }) => {
    const rows = oracle(TOWN).selectRows('overdue_open');
    const list = `town=${encodeURIComponent(TOWN)}&metric=overdue_open&sort=-due_at,town`;
    await open(`records/?${list}`);
    await hasCount(page, rows.length);
    const order = await ids(page, 4);
    const shown = (index: number) =>
      page.locator(`[data-place="${index + 1}"]`, { hasText: `共 ${rows.length} 条` }).waitFor();
    await rowAt(page, 0).locator('a').click();
    await page.locator(`[data-record="${order[0]}"]`).waitFor();
    await shown(0);
    expect(await page.locator('[data-rel="prev"]').getAttribute('aria-disabled')).toBe('true');
    await page.locator('[data-rel="next"]').click();
    await page.locator(`[data-record="${order[1]}"]`).waitFor();
    for (const [key, index] of [
      ['j', 2],
      ['ArrowRight', 3],
      ['k', 2],
      ['ArrowLeft', 1],
    ] as const) {
      await page.locator('[data-place]').waitFor();
      await page.keyboard.press(key);
      await page.locator(`[data-record="${order[index]}"]`).waitFor();
      await shown(index);
    }
    expect(query(page).get('sort')).toBe('-due_at,town');
    await page.goBack();
    await hasCount(page, rows.length);
    const stranger = ROWS.find((row) => row['镇街'] !== TOWN)!['问题编号']!;
    await open(`records/?${list}&id=${stranger}`);
    await page.locator('[data-listed="false"]').waitFor({ timeout: 30_000 });
    expect(await page.locator('[data-rel][aria-disabled="true"]').count()).toBe(2);
  });

  test('that does not exist is said not to', async ({ reading: { page, open } }) => {
    await open('records/?id=PY-NONE');
    await page.locator('[data-unknown]', { hasText: 'PY-NONE' }).waitFor({ timeout: 30_000 });
  });
});
