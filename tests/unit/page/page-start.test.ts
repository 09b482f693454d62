import { describe, expect, it } from 'vitest';
import { startAsData } from '../../../src/page-start.ts';
import { pagePolicy, withPolicy } from '../../../src/page-policy.ts';

/** A page as SvelteKit 2.70 writes it. */
const page = (options: string, base = '..') => `<body><div class="page"><p>1,392</p>
			<script>
				{
					__sveltekit_1abc2 = {
						base: new URL("${base}", location).pathname.slice(0, -1)
					};

					const element = document.currentScript.parentElement;

					Promise.all([
						import("${base}/_app/immutable/entry/start.A.js"),
						import("${base}/_app/immutable/entry/app.B.js")
					]).then(([kit, app]) => {
						kit.start(app, element, ${options});
					});
				}
			</script>
		</div></body>`;

const dataOf = (html: string) =>
  JSON.parse(/<script type="application\/json">([\s\S]*?)<\/script>/.exec(html)![1]!) as {
    options: unknown;
  };
const scriptsOf = (html: string) =>
  [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text);

describe('the start of a page', () => {
  it('is the same script for every page, with the differences as data', () => {
    const [first, second] = [page('{ node_ids: [0], data: [null] }'), page('{ node_ids: [7] }', '../..')];
    expect(scriptsOf(startAsData(first))).toEqual(scriptsOf(startAsData(second)));
    expect(dataOf(startAsData(first))).toEqual({
      global: '__sveltekit_1abc2',
      base: '..',
      entries: ['../_app/immutable/entry/start.A.js', '../_app/immutable/entry/app.B.js'],
      options: { node_ids: [0], data: [null] },
    });
  });

  it('keeps what a value says, whatever characters it holds, and ends no script by it', () => {
    const text = '</script><script>alert(1)</script><!-- \u2028 "\\';
    const html = startAsData(page(`(function(a){return {data:[a,a,{"镇街":a}]}}(${JSON.stringify(text)}))`));
    expect(scriptsOf(html)).toHaveLength(1);
    expect(dataOf(html).options).toEqual({ data: [text, text, { 镇街: text }] });
  });

  it.each(['{ data: [new Date(0)] }', '{ data: [new Map()] }', '{ data: [undefined] }', '{ data: [NaN] }'])(
    'refuses what JSON would change: %s',
    (options) => expect(() => startAsData(page(options))).toThrow(/JSON/),
  );

  it('refuses a start that it does not know, and lets a page without one be', () => {
    expect(() => startAsData(page('{}').replace('Promise.all', 'Promise.allSettled'))).toThrow(/SvelteKit/);
    expect(startAsData('<body>1,392</body>')).toBe('<body>1,392</body>');
  });

  it('asks for modules later', () => {
    expect(startAsData('<link rel="modulepreload" href="a.js">')).toBe(
      '<link data-later="modulepreload" href="a.js">',
    );
  });
});

describe('the policy of a page', () => {
  const html = '<head><meta charset="utf-8" /><script>one()</script></head>';

  it('names the page’s own scripts by the hash that browsers compute', () => {
    // printf 'one()' | openssl dgst -sha256 -binary | base64
    expect(pagePolicy(html)).toContain(
      "script-src 'self' 'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4=';",
    );
  });

  it('allows no other script, no other host and no evaluation', () => {
    const policy = pagePolicy(html);
    expect(/script-src[^;]*/.exec(policy)![0]).not.toMatch(/unsafe|\*|http|data:|blob:/);
    expect(policy).not.toMatch(/https?:|\*/);
    expect(policy).toMatch(/^default-src 'none'/);
  });

  it('stands before the first script', () => {
    const written = withPolicy(html);
    expect(written.indexOf('content-security-policy')).toBeLessThan(written.indexOf('<script>'));
    expect(() => withPolicy('<head></head>')).toThrow();
  });
});
