import type { DocumentCell, TableBlock } from '../../core/document.ts';
import { dateOf } from '../../core/period.ts';
import { countDays } from '../../core/work-calendar.ts';
import { formatCount, formatMoment, MISSING_TEXT } from '../../format/format.ts';
import { LEDGER_CLASS_INFO, type LedgerClass } from '../../schema/colours.ts';
import { countCell, numberColumn, textCell, textColumn } from './cells.ts';
import type { BulletinInput } from './input.ts';

/** A class in a narrow column: sign and short name. */
function classMark(words: BulletinInput['words'], key: LedgerClass): string {
  const { glyph, short } = LEDGER_CLASS_INFO[key];
  return `${glyph} ${words.pick(short)}`;
}

/** Overdue and open, the earliest deadline first: number, place and department, no resident and no free text. */
export function overdueTable({ words, report, overdue, moment, calendar }: BulletinInput): TableBlock {
  const count = report.overall.overdue_open.value ?? 0;
  const text = (value: unknown): DocumentCell => textCell(typeof value === 'string' ? value : MISSING_TEXT);
  const rows = (overdue ?? []).map((record) => [
    text(record.issue_id),
    text(record.town),
    text(record.dept_lead),
    text(record.category),
    textCell(classMark(words, record.ledger_class as LedgerClass)),
    textCell(record.due_at === null ? MISSING_TEXT : dateOf(record.due_at)),
    record.due_at === null ? textCell(MISSING_TEXT) : countCell(countDays(calendar, record.due_at, moment)),
  ]);
  const more = rows.length < count ? words('note.overdueMore', { listed: rows.length }) : '';
  return {
    kind: 'table',
    id: 'overdue',
    title: words('part.overdue'),
    columns: [
      ...(['id', 'town', 'department', 'category', 'colour', 'due'] as const).map((name) =>
        textColumn(words(`column.${name}`)),
      ),
      numberColumn(words(calendar === undefined ? 'column.days.natural' : 'column.days.working')),
    ],
    rows,
    totals: 0,
    notes: [
      overdue === null
        ? words('note.overdueWait')
        : words('note.overdue', {
            moment: formatMoment(moment, words.language),
            count: formatCount(count),
            more,
          }),
    ],
    isWide: false,
  };
}
