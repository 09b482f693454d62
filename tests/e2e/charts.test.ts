import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { test } from './support/browser.ts';

async function saved(page: Page, kind: 'svg' | 'png'): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await page.locator(`section[aria-labelledby="weekly-title"] [data-picture="${kind}"]`).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

describe('a chart', () => {
  test('says below itself where it is from, on the page too', async ({ reading: { page, open } }) => {
    await open('');
    const section = page.locator('section[aria-labelledby="weekly-title"]');
    expect(await section.innerText()).toContain('来源：平原县五色台账.csv');
  });

  test('is saved as SVG with its title, scope, cut-off and version inside, and no variable of the page', async ({
    reading: { page, open },
  }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open(`?town=${encodeURIComponent('恩城镇')}`);
    await page
      .locator('html:not(.awaiting) section[aria-labelledby="weekly-title"] svg text')
      .first()
      .waitFor();
    const title = (await page.locator('#weekly-title').innerText()).trim();
    const { name, bytes } = await saved(page, 'svg');
    const svg = bytes.toString('utf8');
    expect(name).toMatch(/^[^\\/:*?"<>|]+-2022-02-17\.svg$/);
    expect(svg).toContain(title);
    expect(svg).toMatch(/内部 · 范围：恩城镇 · 截至 2022年2月17日18时 · 数据版本 [0-9a-f]{6}/);
    expect(svg).not.toContain('var(--');
    expect(svg).toContain('fill="#ffffff"');
    const parsed = await page.evaluate((text) => {
      const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
      return [documentElement.nodeName, documentElement.querySelectorAll('parsererror').length];
    }, svg);
    expect(parsed).toEqual(['svg', 0]);
    await page.emulateMedia({ colorScheme: null });
  });

  test('is saved as PNG, three pixels to one', async ({ reading: { page, open } }) => {
    await open('');
    await page.locator('section[aria-labelledby="weekly-title"] svg text').first().waitFor();
    const { bytes } = await saved(page, 'png');
    expect([...bytes.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    expect(width).toBeGreaterThanOrEqual(3 * 640);
    expect(height).toBeGreaterThan(3 * 260);
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
