import type { Page } from 'playwright';
import { expect } from 'vitest';
import { clickLink, openPage, test } from '../e2e/support/browser.ts';
import { expectCounty, expectFigures } from '../e2e/support/faults.ts';
import { waitForTotal } from '../e2e/support/figures.ts';

/** Each page with the parameters and the words behind `#` that it reads. */
const PAGES: readonly (readonly [page: string, reads: readonly string[], fragment?: readonly string[]])[] = [
  ['', ['town', 'colour', 'status', 'from', 'cutoff', 'compare', 'days', 'metric', 'part']],
  ['records/', ['village', 'department', 'sort', 'columns', 'id', 'metric', 'household'], ['q']],
  ['explore/', ['category', 'rows', 'columns', 'show', 'as', 'order', 'change']],
  ['rankings/', ['of', 'by', 'sort', 'age', 'least']],
  ['unit/', ['of', 'name', 'in', 'town']],
  ['visits/', ['town', 'village', 'sort']],
  ['ageing/', ['due', 'age', 'department']],
  ['households/', ['household', 'sort', 'town']],
  ['household/', ['household', 'key', 'id']],
  ['report/', ['kind', 'section', 'town', 'satisfaction']],
  ['cite/', ['cite', 'version', 'of', 'key', 'town']],
  ['data/', ['town', 'file'], ['']],
  ['sql/', ['town'], ['q', 'chart', 'x', 'y']],
  ['methodology/', ['metric'], ['']],
  ['check/', ['town'], ['']],
];

const RUNS = 'window.__ran=1';
const ATTACKS: readonly string[] = [
  `<img src=x onerror="${RUNS}">`,
  `"><svg onload='${RUNS}'></svg><script>${RUNS}</script>`,
  `javascript:${RUNS}`,
  `';${RUNS};//`,
  "' OR 1=1; DROP TABLE issues; --",
  "恩城镇') union select 1 from duckdb_settings() --",
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'a\0b',
  '\u202e\ud800\ufeff',
  '%E0%A4%A',
  '-1e999',
  '{{7*7}}${7*7}',
];
/** Parameters that no page reads, and such whose names are the attack. */
const NAMES = '__proto__[polluted]=1&constructor[prototype][polluted]=1&__proto__.polluted=1&toString=1';
/** Escapes that are none; a server, the router and scripts each read them on their own. */
const BROKEN = '%&=&&%zz=%zz&town=%FF%FE&colour=%&from=%00';

/**
 * Addresses with as many attacks as a page reads parameters; each attack stands in every second page's, in another
 * parameter each time, first and repeated.
 */
function addresses(): string[] {
  const found: string[] = [];
  for (const [turn, [page, reads, fragment = []]] of PAGES.entries()) {
    for (const [at, attack] of ATTACKS.entries()) {
      if ((turn + at) % 2 === 1) continue;
      const query = new URLSearchParams();
      for (const [place, name] of reads.entries()) {
        query.append(name, ATTACKS[(at + place) % ATTACKS.length]!);
        query.append(name, attack);
      }
      const hash = new URLSearchParams(fragment.map((name) => [name, attack]));
      const text = attack.isWellFormed() ? encodeURIComponent(attack) : '';
      found.push(`${page}?${query}#${fragment.includes('') ? text : hash}`);
    }
    found.push(`${page}?${NAMES}&${BROKEN}#${NAMES}`);
  }
  return found;
}

interface Seen {
  readonly wrong: readonly string[];
  readonly codes: readonly string[];
}

/** What the page shows that it must not; runs in the page. */
const look = (): Seen => {
  const wrong: string[] = [];
  if ('__ran' in window) wrong.push('a script has run');
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {}) wrong.push('the prototype has changed');
  for (const element of document.querySelectorAll('main img, iframe, object, embed, base'))
    wrong.push(element.outerHTML.slice(0, 100));
  for (const element of document.querySelectorAll('*'))
    for (const { name, value } of element.attributes)
      if (/^on/i.test(name) || (/^(href|src|action)$/i.test(name) && /^\s*javascript:/i.test(value)))
        wrong.push(`${element.tagName} ${name}=${value.slice(0, 60)}`);
  const codes = [...document.querySelectorAll<HTMLElement>('[data-error]')].map(
    ({ dataset }) => dataset['error'] ?? '',
  );
  return { wrong, codes };
};

/** Goes on within the page, as a link would, and waits until nothing is asked any more. */
async function visit(page: Page, address: string): Promise<void> {
  await clickLink(page, address);
  await page.waitForFunction(
    () =>
      document.querySelector('[aria-busy="true"]') === null &&
      document.documentElement.dataset['alive'] !== undefined,
  );
  await page.waitForTimeout(50);
}

test('no address makes a page run, ask or believe anything', async ({ browser, site }) => {
  const { page, context, complaints } = await openPage(browser, site);
  // From now on the engine is there: what is asked of it is answered within moments.
  await page.goto(site.at('?colour=green'));
  await expectFigures(page, 'green');
  for (const address of addresses()) {
    await visit(page, site.at(address));
    const { wrong, codes } = await page.evaluate(look);
    expect([address, wrong, codes]).toEqual([address, [], []]);
    expect([address, complaints.list]).toEqual([address, []]);
  }
  await context.close();
}, 120_000);

/** A hash that is no text; as a link from elsewhere it comes with the page. */
test.for(['', 'records/', 'sql/', 'data/', 'report/'])(
  'a broken hash is none: /%s',
  async (path, { browser, site }) => {
    const { page, context, complaints } = await openPage(browser, site);
    await page.goto(site.at(`${path}?colour=green#%&%zz=%FF<script>${RUNS}</script>${'x'.repeat(100_000)}`));
    await page.locator('html[data-alive]').waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    expect(await page.evaluate(look)).toEqual({ wrong: [], codes: [] });
    if (path === '') await expectFigures(page, 'green');
    complaints.assertNone();
    await context.close();
  },
);

const said = (names: string): string => `链接中的“${names}”无法识别，已按默认值显示。`;
const NOTHING = '数据中没有 __proto__、constructor，所以没有符合的问题。';

/** What is shown is the filter's that was understood: of nothing, of the green problems, of the county. */
test.for([
  ['a name of every object', 'town=__proto__&town=constructor', NOTHING, 'nothing'],
  [
    'the same where there are few values',
    'colour=__proto__&status=constructor',
    said('颜色、状态'),
    'county',
  ],
  ['HTML', `colour=${encodeURIComponent(ATTACKS[0]!)}&status=<b>`, said('颜色、状态'), 'county'],
  [
    'a statement',
    `from=${encodeURIComponent("2022-01-01' or 1=1 --")}&compare=;`,
    said('时间、对比'),
    'county',
  ],
  ['100,000 characters', `town=${'x'.repeat(100_000)}`, said('镇街'), 'county'],
  ['ten thousand values', `${'colour=green&'.repeat(10_000)}colour=grue`, said('颜色'), 'green'],
  ['broken escapes', 'cutoff=%&colour=%E0%A4%A&days=%00', said('颜色、时点、天数'), 'county'],
] as const)(
  'what is not understood is told, and the figures are right: %s',
  async ([, query, words, shown], { reading: { page, open }, site }) => {
    await open('');
    // Servers refuse addresses as long as some of these; a link within the page asks none.
    await visit(page, site.at(`?${query}`));
    await page.locator('[role="status"]', { hasText: words }).waitFor();
    if (shown === 'green') await expectFigures(page, 'green');
    else if (shown === 'county') await expectCounty(page);
    else await waitForTotal(page, 0);
    expect(await page.evaluate(look)).toEqual({ wrong: [], codes: [] });
  },
);
