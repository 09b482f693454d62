import { compactText } from '../core/text.ts';
import type { LedgerColour } from '../schema/colours.ts';
import { daySpan, type DaySpan } from './coerce/time-span.ts';
import type { IngestConfig } from './types.ts';

/** Days allowed as the configuration gives them; null for anything that is no number of days. */
export function allowedSpan(value: unknown): DaySpan | null {
  if (typeof value === 'string') return daySpan(compactText(value));
  const isCount = Number.isInteger(value) && (value as number) >= 0;
  return isCount ? { days: value as number, inWorkingDays: false } : null;
}

/** The days allowed by colour as spans. */
export function allowedSpans(
  daysAllowed: IngestConfig['daysAllowed'] = {},
): Partial<Record<LedgerColour, DaySpan>> {
  const spans = Object.entries(daysAllowed).map(([colour, days]) => [colour, allowedSpan(days)]);
  return Object.fromEntries(spans) as Partial<Record<LedgerColour, DaySpan>>;
}
