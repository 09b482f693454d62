import type { Page } from 'playwright';
import type { WorkerFault } from './faulty-site.ts';

/** Tells the workers of the page's site what to do. */
export async function breakWorker(page: Page, fault: WorkerFault): Promise<void> {
  await page.evaluate((message) => {
    const channel = new BroadcastChannel('faults');
    channel.postMessage(message);
    channel.close();
  }, fault);
  // The channel has no answer; the worker hears of it in a task of its own.
  await page.waitForTimeout(100);
}
