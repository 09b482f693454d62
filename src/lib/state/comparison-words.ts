import { dateOf } from '../core/period.ts';
import { isCompareStep, type Period } from '../core/comparison.ts';
import { formatDay, formatMoment } from '../format/format.ts';
import type { Translator } from '../i18n/messages.ts';
import type { AsOf } from '../sql/metric-query.ts';
import type { View } from './view.svelte.ts';

const isOpen = ({ from, to }: Period): boolean => from === null && to === null;

function spanText({ from, to }: Period, t: Translator): string {
  return [from, to].map((day) => (day === null ? '' : formatDay(day, t.language))).join('–');
}

/** The moment that all figures of a page stand for, and that days are working days where they are. */
export function momentText(t: Translator, { moment, calendar }: AsOf): string {
  const text = formatMoment(moment, t.language);
  return calendar === undefined ? text : t('moment.inWorkingDays', { moment: text });
}

/** What a column of changes is headed by: 较上周同期. */
export function comparisonColumn(t: Translator, { compare, filter }: View): string {
  if (!isOpen(filter)) return t('compare.period');
  if (isCompareStep(compare)) return t(`compare.${compare}`);
  return t('compare.date', { day: formatDay(compare, t.language) });
}

/** What all changes of a page are measured against, with the moment and, where one is chosen, both periods. */
export function comparisonNote(t: Translator, view: View): string {
  const { asOf, compared, filter } = view;
  const moment = formatMoment(compared.moment, t.language);
  if (isOpen(filter)) return t('change.note', { what: comparisonColumn(t, view), moment });
  const to = compared.incomplete ? dateOf(asOf.moment) : filter.to;
  const note = t('change.notePeriod', {
    period: spanText({ from: filter.from, to }, t),
    before: spanText(compared.period, t),
    moment,
  });
  return compared.incomplete ? note + t('change.incomplete') : note;
}
