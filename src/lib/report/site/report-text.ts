import type { Bilingual } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import { worstOf, type SiteFinding, type Verdict } from './observation.ts';
import { RESPONSIBLE, SITE_CHECKS, type SiteCheck } from './site-checks.ts';

/** Marks of the verdicts, which say the same without colour. */
export const MARKS: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '！', failure: '✗' };

/** Verdicts of a whole report. */
export const VERDICTS: Readonly<Record<Verdict, Bilingual>> = {
  ok: { zh: '全部正常', en: 'Everything is well' },
  warning: { zh: '可以使用，有需要改进之处', en: 'Works, with things to improve' },
  failure: { zh: '有问题需要处理', en: 'Something has to be put right' },
};

const FIX: Bilingual = { zh: '处理：', en: 'To do: ' };
const TELL: Bilingual = { zh: '请告诉：', en: 'Tell: ' };
/** Places that a line names; the others are counted. */
const NAMED = 3;
const LONGEST = 100;

function counted(count: number, language: Language): string {
  return language === 'zh' ? ` 等 ${count} 个` : ` and ${count - NAMED} more`;
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Where something was seen and what, in one line; empty where there is nothing to tell. */
export function detailText({ places, seen }: SiteFinding, language: Language): string {
  const named = places.slice(0, NAMED).join(language === 'zh' ? '、' : ', ');
  const more = places.length > NAMED ? counted(places.length, language) : '';
  const values = shortened(seen.slice(0, NAMED).join(' · '));
  if (named === '') return values;
  return values === ''
    ? named + more
    : language === 'zh'
      ? `${named}${more}（${values}）`
      : `${named}${more} (${values})`;
}

function linesOf(finding: SiteFinding, language: Language): string[] {
  const check: SiteCheck = SITE_CHECKS[finding.code];
  const detail = detailText(finding, language);
  const title = check.title[language];
  const head = `${MARKS[finding.verdict]} ${title}${detail === '' ? '' : language === 'zh' ? `：${detail}` : `: ${detail}`}`;
  if (finding.verdict === 'ok') return [head];
  return [
    `${head}  [${finding.code}]`,
    `    ${check.wrong[language]}`,
    `    ${FIX[language]}${check.fix[language]}`,
    `    ${TELL[language]}${RESPONSIBLE[check.tell][language]}`,
  ];
}

/** A report for people: one line a check, and what to do where something is not well. */
export function reportText(findings: readonly SiteFinding[], language: Language): string {
  const lines = findings.flatMap((finding) => linesOf(finding, language));
  return [...lines, VERDICTS[worstOf(findings)][language], ''].join('\n');
}
