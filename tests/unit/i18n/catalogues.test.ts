import { describe, expect, it } from 'vitest';
import { translatorFor, type MessageKey, type MessageValues } from '../../../src/lib/i18n/messages.ts';
import bulletinEn from '../../../src/lib/i18n/bulletin-en.json' with { type: 'json' };
import bulletinZh from '../../../src/lib/i18n/bulletin-zh.json' with { type: 'json' };
import en from '../../../src/lib/i18n/en.json' with { type: 'json' };
import zh from '../../../src/lib/i18n/zh-CN.json' with { type: 'json' };

const KEYS = Object.keys(zh) as MessageKey[];
const isUnit = (key: string): boolean => key.startsWith('unit.');
const CATALOGUES = { zh, en } as const;

/** Names of a message's gaps, those of plural forms included. */
function gapsOf(message: string): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)/g)].map((match) => match[1]!))]
    .filter((gap) => !isPluralText(message, gap))
    .sort();
}

/** A plural's branch, `one {problem}`, looks like a gap but follows its selector. */
function isPluralText(message: string, word: string): boolean {
  return (
    new RegExp(`(?:one|other|zero|=\\d+) \\{${word}\\b`).test(message) &&
    !new RegExp(`\\{${word},`).test(message)
  );
}

it('the words of bulletins hold the same keys and gaps in both languages', () => {
  expect(Object.keys(bulletinEn)).toEqual(Object.keys(bulletinZh));
  for (const [key, message] of Object.entries(bulletinZh)) {
    const other = bulletinEn[key as keyof typeof bulletinEn];
    // Chinese names the unit of days, and counts on.
    expect([key, gapsOf(other)]).toEqual([key, gapsOf(message)]);
    expect(message.trim() + other.trim(), key).not.toBe('');
    expect(other, key).not.toMatch(/[\u4e00-\u9fff]/);
  }
});

describe('the catalogues', () => {
  it('hold the same keys in the same order', () => {
    expect(Object.keys(en)).toEqual(KEYS);
    expect(KEYS.length).toBeGreaterThan(100);
  });

  it('have the same gaps in both languages, and a text', () => {
    for (const key of KEYS) {
      // Only Chinese counts with measure words; a unit of nothing is nothing.
      const withoutUnit = (message: string) => gapsOf(message).filter((gap) => gap !== 'unit');
      expect([key, withoutUnit(en[key])]).toEqual([key, withoutUnit(zh[key])]);
      if (isUnit(key)) continue;
      expect(zh[key].trim(), key).not.toBe('');
      expect(en[key].trim(), key).not.toBe('');
    }
  });

  it.each(['zh', 'en'] as const)('format every message (%s)', (language) => {
    const t = translatorFor(language);
    for (const key of KEYS) {
      const gaps = gapsOf(CATALOGUES[language][key]);
      for (const number of [0, 1, 2]) {
        const values: MessageValues = Object.fromEntries(gaps.map((gap) => [gap, number]));
        const text = t(key, values);
        expect(text, key).not.toMatch(/[{}]|undefined|NaN/);
        if (!isUnit(key)) expect(text, key).not.toBe('');
      }
      const parts = t.parts(key);
      if (!/, (?:plural|select)/.test(CATALOGUES[language][key])) {
        const rebuilt = parts.map((part) => ('text' in part ? part.text : `{${part.gap}}`)).join('');
        expect(rebuilt, key).toBe(CATALOGUES[language][key]);
      }
    }
  });

  it('write English without Chinese, but for names and the other language’s own', () => {
    const names = /五色台账|走访统计表|反映问题/g;
    const chinese = KEYS.filter((key) => /[\u4e00-\u9fff]/.test(en[key].replace(names, '')));
    expect(chinese.filter((key) => !key.startsWith('nav.language'))).toEqual([]);
  });

  it('pick a registry’s side by language', () => {
    const label = { zh: '问题', en: 'Problems' };
    expect([translatorFor('zh').pick(label), translatorFor('en').pick(label)]).toEqual(['问题', 'Problems']);
    expect([translatorFor('zh').tag, translatorFor('en').tag]).toEqual(['zh-CN', 'en']);
  });
});
