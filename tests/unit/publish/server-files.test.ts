import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { documentPolicy, FOREVER, WORKER_POLICY } from '../../../src/lib/report/site/expected.ts';
import { inlineScripts, writeServerFiles } from '../../../tools/server-files.mjs';

const TEMPLATES = fileURLToPath(new URL('../../../docs/servers', import.meta.url));
const template = (name: string): string => readFileSync(join(TEMPLATES, name), 'utf8');
const WITH_POLICY = ['nginx.conf', 'apache.conf', 'htaccess', 'Caddyfile', 'lighttpd.conf', 'web.config'];

describe('the files for servers', () => {
  it.each(WITH_POLICY)('%s has the policies that doctor asks for', (name) => {
    expect(template(name)).toContain(`"${documentPolicy(['sha256-SCRIPT-HASH'])}"`);
    expect(template(name)).toContain(`"${WORKER_POLICY}"`);
    if (name !== 'lighttpd.conf') expect(template(name)).toContain(`"${FOREVER}"`);
    expect(template(name)).toMatch(/nosniff/);
  });

  it('say the same in Apache’s configuration and in .htaccess', () => {
    const directives = (text: string): string[] =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
    const own = /<Directory [^>]*>\n([\s\S]*)<\/Directory>/.exec(template('apache.conf'))![1]!;
    const ofServer = ['Require all granted', 'AllowOverride None', 'UseCanonicalName Off'];
    expect(directives(own).filter((line) => !ofServer.includes(line))).toEqual(
      directives(template('htaccess')),
    );
  });

  it.each(['web.config', 'tomcat/web.xml', 'tomcat/context.xml'])('%s is well-formed XML', (name) => {
    const text = template(name);
    const tags = [
      ...text.replace(/<!--[\s\S]*?-->|<\?[^>]*\?>/g, '').matchAll(/<(\/?)([\w-]+)[^>]*?(\/?)>/g),
    ];
    const open: string[] = [];
    for (const [, closes, tag, isEmpty] of tags) {
      if (closes) expect(open.pop()).toBe(tag);
      else if (!isEmpty) open.push(tag!);
    }
    expect(open).toEqual([]);
    expect(text.match(/<!--[\s\S]*?-->/g)!.every((comment) => !comment.slice(4, -3).includes('--'))).toBe(
      true,
    );
  });
});

describe('a built site', () => {
  let folder: string;
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, 'site', path)), { recursive: true });
    writeFileSync(join(folder, 'site', path), content);
  };

  it('lists its program, and has the servers’ files filled in beside it', () => {
    folder = mkdtempSync(join(tmpdir(), 'wuse-server-files-'));
    const page =
      '<script>go()</script><script type="application/json">{}</script><script src="a.js"></script>';
    write('index.html', page);
    write('index.html.gz', 'packed');
    write('engine/boot-0123456789ab.js', 'boot');
    write('ledger/manifest.json', '{}');
    writeServerFiles(join(folder, 'site'));
    const hash = (text: string, form: 'hex' | 'base64') => createHash('sha256').update(text).digest(form);
    expect(JSON.parse(readFileSync(join(folder, 'site/site.json'), 'utf8'))).toEqual({
      scripts: [`sha256-${hash('go()', 'base64')}`],
      files: [
        { path: 'engine/boot-0123456789ab.js', bytes: 4, sha256: hash('boot', 'hex') },
        { path: 'index.html', bytes: page.length, sha256: hash(page, 'hex') },
      ],
    });
    expect(readdirSync(join(folder, 'site-server')).sort()).toEqual([...WITH_POLICY, 'tomcat'].sort());
    const nginx = readFileSync(join(folder, 'site-server/nginx.conf'), 'utf8');
    expect(nginx).toContain(documentPolicy([`sha256-${hash('go()', 'base64')}`]));
    expect(nginx).not.toContain('SCRIPT-HASH');
  });
});

it('has the hashes that a browser computes', () => {
  // The example of the specification: CSP 3, 7.4.
  expect(inlineScripts("<script>alert('Hello, world.');</script>")).toEqual([
    'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=',
  ]);
});
