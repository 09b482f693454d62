import { IntlMessageFormat } from 'intl-messageformat';
import type { Bilingual } from '../core/errors.ts';
import type { Language } from '../core/language.ts';
import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export type MessageKey = keyof typeof zh;
export type MessageValues = Readonly<Record<string, string | number>>;

/** A message as text and named gaps, for sentences whose figures are links. */
export type MessagePart = { readonly text: string } | { readonly gap: string };

/** Signs between words that are put together, with the blanks that the language has around them. */
export interface Marks {
  readonly colon: string;
  readonly semicolon: string;
  readonly open: string;
  readonly close: string;
}

/** Words of a catalogue with these keys, in one language. */
export interface TranslatorOf<Key extends string> {
  readonly language: Language;
  /** BCP 47 tag for the document. */
  readonly tag: 'zh-CN' | 'en';
  readonly marks: Marks;
  /** The message with its gaps filled. */
  (key: Key, values?: MessageValues): string;
  /** The language's side of a label from a registry. */
  pick(text: Bilingual): string;
  /** The message cut at its gaps. */
  parts(key: Key): readonly MessagePart[];
}

export type Translator = TranslatorOf<MessageKey>;

const TAGS = { zh: 'zh-CN', en: 'en' } as const;
const MARKS: Readonly<Record<Language, Marks>> = {
  zh: { colon: '：', semicolon: '；', open: '（', close: '）' },
  en: { colon: ': ', semicolon: '; ', open: ' (', close: ')' },
};
const GAP = /\{(\w+)\}/g;

function cutAtGaps(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  for (const match of message.matchAll(GAP)) {
    if (match.index > end) parts.push({ text: message.slice(end, match.index) });
    parts.push({ gap: match[1]! });
    end = match.index + match[0].length;
  }
  return end < message.length ? [...parts, { text: message.slice(end) }] : parts;
}

function fillGaps(parts: readonly MessagePart[], values: MessageValues): string {
  return parts.map((part) => ('text' in part ? part.text : String(values[part.gap] ?? ''))).join('');
}

/** A message as a function of its values; only plurals need the formatting library, which is slow to set up. */
function compile(message: string, tag: string): (values: MessageValues) => string {
  if (message.includes(', plural,')) {
    const format = new IntlMessageFormat(message, tag);
    return (values) => String(format.format(values));
  }
  const parts = cutAtGaps(message);
  return (values) => fillGaps(parts, values);
}

/** The words of a catalogue. */
export function createTranslator<Key extends string>(
  language: Language,
  catalogue: Readonly<Record<Key, string>>,
): TranslatorOf<Key> {
  const tag = TAGS[language];
  const compiled = new Map<Key, (values: MessageValues) => string>();
  const translate = (key: Key, values: MessageValues = {}): string => {
    let fill = compiled.get(key);
    if (!fill) compiled.set(key, (fill = compile(catalogue[key], tag)));
    return fill(values);
  };
  return Object.assign(translate, {
    language,
    tag,
    marks: MARKS[language],
    pick: (text: Bilingual) => text[language],
    parts: (key: Key) => cutAtGaps(catalogue[key]),
  });
}

const TRANSLATORS: Readonly<Record<Language, Translator>> = {
  zh: createTranslator('zh', zh),
  en: createTranslator('en', en),
};

/** All interface words of a language. */
export function translatorFor(language: Language): Translator {
  return TRANSLATORS[language];
}
