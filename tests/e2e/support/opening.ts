import type { Page } from 'playwright';

/**
 * Opens the chosen files, once it stands there how they would be read: what appears above the button between the
 * mouse's down and up would leave it unclicked.
 */
export async function pressOpen(page: Page): Promise<void> {
  await page.locator('#open [data-recognised] > [role="status"]:empty').waitFor({ state: 'attached' });
  await page.locator('#open button[type="submit"]').click();
}
