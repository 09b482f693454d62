import type { Language } from '../core/language.ts';
import en from './bulletin-en.json' with { type: 'json' };
import zh from './bulletin-zh.json' with { type: 'json' };
import { createTranslator, type TranslatorOf } from './messages.ts';

export type BulletinKey = keyof typeof zh;

/** The words of bulletins: apart from the interface's, so that only the page that makes them loads them. */
export type BulletinWords = TranslatorOf<BulletinKey>;

const WORDS: Readonly<Record<Language, BulletinWords>> = {
  zh: createTranslator('zh', zh),
  en: createTranslator('en', en),
};

/** All words of bulletins in a language. */
export function bulletinWords(language: Language): BulletinWords {
  return WORDS[language];
}

/** The annexes as a document names them below its text: 附件：1.…, and the others below the first. */
export function annexLines(words: BulletinWords, titles: readonly string[]): string[] {
  if (titles.length === 1) return [words('annex.only', { title: titles[0]! })];
  return titles.map((title, index) =>
    words(index === 0 ? 'annex.first' : 'annex.next', { index: index + 1, title }),
  );
}
