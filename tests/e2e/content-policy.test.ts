import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test as pure } from 'vitest';
import { documentPolicy } from '../../src/lib/report/site/expected.ts';
import { openPage, test } from './support/browser.ts';
import { serveSite } from './support/site.ts';

const BUILD = new URL('../../build', import.meta.url).pathname;
const pages = readdirSync(BUILD, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html'))
  .map((path) => [path, readFileSync(join(BUILD, path), 'utf8')] as const);

const policyOf = (html: string) =>
  /<meta http-equiv="content-security-policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
const scriptRule = (html: string) => /script-src ([^;]*)/.exec(policyOf(html))?.[1]?.split(' ') ?? [];
const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the built pages', () => {
  pure('all have one and the same policy, so that a server can send it too', () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(new Set(pages.map(([, html]) => policyOf(html))).size).toBe(1);
    expect(policyOf(pages[0]![1])).toMatch(/^default-src 'none'/);
    // What the servers' files send is the same, and who may frame a page, which no page can say itself.
    const { scripts } = JSON.parse(readFileSync(join(BUILD, 'site.json'), 'utf8')) as { scripts: string[] };
    const rules = (policy: string) =>
      policy
        .split(/;\s*/)
        .map((rule) => rule.split(' ').sort().join(' '))
        .sort();
    expect(rules(documentPolicy(scripts))).toEqual(
      rules(`${policyOf(pages[0]![1])}; frame-ancestors 'self'`),
    );
  });

  pure.each(pages)('%s runs its own files and two scripts known by their hashes, nothing else', (_, html) => {
    const inline = [...html.matchAll(/<script(?![^>]*\b(?:src|type)=)[^>]*>([\s\S]*?)<\/script>/g)];
    expect(scriptRule(html)).toEqual(["'self'", ...inline.map(([, text]) => sha256(text!))]);
    expect(inline).toHaveLength(2);
    const elements = html.replace(/<script[\s\S]*?<\/script>/g, '');
    expect(elements).not.toMatch(/<[^>]+\son[a-z]+\s*=/i);
    expect(elements).not.toMatch(/(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data:text)/i);
  });
});

/** What the page's own policy stopped, as the browser tells it. */
const VIOLATIONS = `window.stopped = [];
document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));`;

describe('a script that somebody brings into a page', () => {
  // From a server that sends no policy: the page has its own.
  test('does not run, sends nothing and loads nothing', async ({ browser, onTestFinished }) => {
    const bare = await serveSite({ plain: true });
    const { page, context, complaints } = await openPage(browser, bare);
    onTestFinished(async () => {
      await context.close();
      await bare.close();
      complaints.assertNone();
    });
    complaints.allow(/Content Security Policy|Refused to|x\.png/i);
    await page.addInitScript(VIOLATIONS);
    await page.goto(bare.url);
    const outcome = await page.evaluate(async () => {
      const holder = document.createElement('div');
      document.body.append(holder);
      holder.innerHTML = '<img src="x.png" onerror="window.ran = 1"><a href="javascript:window.ran=1">a</a>';
      holder.querySelector('a')!.click();
      const script = document.createElement('script');
      script.textContent = 'window.ran = 1';
      document.body.append(script);
      // What the tests' tool evaluates may do anything; what runs after it has returned may not.
      await new Promise((later) => setTimeout(later));
      let evaluated = 'ran';
      try {
        new Function('window.ran = 1')();
      } catch {
        evaluated = 'stopped';
      }
      const sent = await fetch('http://elsewhere.example/').then(
        () => 'sent',
        () => 'stopped',
      );
      await new Promise((later) => setTimeout(later, 300));
      return { ran: 'ran' in window, evaluated, sent };
    });
    expect(outcome).toEqual({ ran: false, evaluated: 'stopped', sent: 'stopped' });
    const stopped = await page.evaluate('stopped');
    expect(stopped).toContain('connect-src');
    expect(stopped).toContain('script-src-elem');
    expect(stopped).toContain('script-src-attr');
  });
});
