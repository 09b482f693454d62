import { metricOf, type MetricId } from '../../metrics/registry.ts';
import type { MetricReport } from '../../metrics/report.ts';
import { LEDGER_CLASS_INFO, LEDGER_COLOURS } from '../../schema/colours.ts';
import type { GroupKey } from '../bulletin/figures.ts';
import { judge, type CheckData, type CheckedNumber, type Named } from './judge.ts';
import { checkedMoments } from './moments.ts';
import { textNumbers, type TextNumber } from './numbers.ts';
import { ownNumbers } from './own-clauses.ts';
import { FALL, METRIC_WORDS, RISE, SHARE_OF } from './words.ts';

const SENTENCE = /[。！？\n]/u;

/** The word that stands nearest before the end of a text, the longest of those that end there. */
function nearest<T>(
  text: string,
  words: readonly (readonly [RegExp, T])[],
): { found: T; end: number } | null {
  let best: { found: T; end: number; length: number } | null = null;
  for (const [pattern, found] of words) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (best === null || end > best.end || (end === best.end && match[0].length > best.length))
        best = { found, end, length: match[0].length };
    }
  }
  return best;
}

const escaped = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g');

/** Names of the units and categories that a report has, each with its group. */
function namesOf({ by }: MetricReport): (readonly [RegExp, GroupKey])[] {
  return (['town', 'department', 'category'] as const).flatMap((dimension) =>
    Object.keys(by[dimension] ?? {}).map((key) => [escaped(key), { dimension, key }] as const),
  );
}

const COLOURS = [...LEDGER_COLOURS, 'unknown' as const].flatMap((key) => {
  const { zh } = LEDGER_CLASS_INFO[key].name;
  return [[new RegExp(`${zh}(?:台账)?(?:问题)?`, 'g'), { dimension: 'colour', key } as GroupKey] as const];
});

/** 占 behind a count: of its own whole where the registry has that quotient, else the group's part of all. */
function shareOf({ metric, group }: Named): Named | null {
  const own = SHARE_OF[metric];
  if (own !== undefined && (group === null || group.dimension === 'colour'))
    return { metric: own, group, isShare: false };
  return group === null ? null : { metric, group, isShare: true };
}

/**
 * What the words before a number name, by the nearest of them: a metric, a colour, or, where only a unit or a category
 * is new, the metric before it. `lead` goes back to the number before, `group` is the unit that the sentence speaks of.
 */
function nameOf(
  lead: string,
  group: GroupKey | null,
  isRenamed: boolean,
  last: Named | null,
  number: TextNumber,
): Named | null {
  const metric = nearest(lead, METRIC_WORDS);
  const colour = nearest(lead, COLOURS);
  if (/占[^，。；]{0,6}$/u.test(lead) && number.unit === 'percent')
    return last === null ? null : shareOf(last);
  if (colour !== null && (metric === null || colour.end > metric.end))
    return { metric: 'colour_count', group: colour.found, isShare: false };
  if (metric?.found === null) return null;
  if (metric !== null) return { metric: metric.found, group, isShare: false };
  if (!isRenamed || group === null) return null;
  if (group.dimension === 'category' && number.unit === 'count')
    return { metric: 'problems_total', group, isShare: false };
  return last !== null && fitsUnit(last.metric, number) ? { ...last, group } : null;
}

function fitsUnit(metric: MetricId, { unit }: TextNumber): boolean {
  return (metricOf(metric).unit === 'ratio') === (unit === 'percent');
}

/**
 * Every number of a text, held against the computed figure that the words before it name (I7). A number whose words
 * name nothing, or that the data cannot tell, is `unknown`, unless it stands in a clause of the bulletin itself; cut-offs
 * are held against the moment. Nothing is sent or kept.
 */
export function checkText(text: string, data: CheckData): CheckedNumber[] {
  const named = checkedByWords(text, data);
  const own = data.bulletin === undefined ? null : ownNumbers(text, data.bulletin);
  const numbers = named.map((number): CheckedNumber => {
    const found = number.status === 'unknown' ? own?.get(number.start) : undefined;
    if (found === undefined) return number;
    return { ...number, status: found.isSame ? 'same' : 'different', expected: found.expected };
  });
  const moments = data.moment === undefined ? [] : checkedMoments(text, data.moment);
  return [...numbers, ...moments].sort((a, b) => a.start - b.start);
}

function checkedByWords(text: string, data: CheckData): CheckedNumber[] {
  const names = namesOf(data.report);
  const numbers = textNumbers(text);
  let last: Named | null = null;
  return numbers.map((number, index) => {
    const from = index === 0 ? 0 : numbers[index - 1]!.end;
    const sentence = text.slice(0, number.start).split(SENTENCE).pop()!;
    const lead = text.slice(Math.max(from, number.start - sentence.length), number.start);
    const group = nearest(sentence, names)?.found ?? null;
    const isFirst = lead.length === sentence.length;
    const moves = (RISE.test(lead) || FALL.test(lead)) && !/占/u.test(lead);
    const named: Named | null =
      nameOf(lead, group, nearest(lead, names) !== null, isFirst ? null : last, number) ??
      (moves && !isFirst ? last : null);
    // What is not recognised is not carried on: 占 behind it would be said of something else.
    last = named;
    const nothing = {
      ...number,
      status: 'unknown',
      metric: null,
      group: null,
      isChange: false,
      isShare: false,
      expected: null,
      cause: null,
      fits: null,
    } as const;
    if (named === null) return nothing;
    return { ...nothing, ...judge(number, named, moves ? lead : null, data) };
  });
}
