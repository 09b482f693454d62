import { compactText } from '../core/text.ts';
import type { WorkCalendar } from '../core/work-calendar.ts';
import type { Coerced } from './coerce/coerced.ts';
import { coerceContact, coerceOwnerCell, coercePersonCell, coercePhoneCell } from './coerce/contact.ts';
import { coerceColour } from './coerce/colour.ts';
import { coerceDepartments } from './coerce/department.ts';
import { coerceDisposition } from './coerce/disposition.ts';
import { coerceDue, coerceMoment } from './coerce/moment.ts';
import { coerceResolved } from './coerce/resolved.ts';
import { coerceRevisitMode } from './coerce/revisit-mode.ts';
import { coerceRevisitState } from './coerce/revisit-state.ts';
import { coerceSatisfaction } from './coerce/satisfaction.ts';
import { coerceStatus } from './coerce/status.ts';
import { memoise } from './memoise.ts';
import type { MappedSheet } from './open-sheet.ts';
import type { IngestConfig } from './types.ts';

/** Exact aliases of the configuration: compact written form → canonical name or colour. */
export interface ConfigAliases {
  readonly departments: ReadonlyMap<string, string>;
  readonly colours: ReadonlyMap<string, string>;
}

/** The configuration's maps in the form in which the coercers look words up. */
export function configAliases(config: IngestConfig = {}): ConfigAliases {
  const departments = Object.entries(config.departments ?? {}).flatMap(([name, aliases]) =>
    [name, ...aliases].map((alias) => [compactText(alias), name] as const),
  );
  const colours = Object.entries(config.colours ?? {}).map(
    ([text, colour]) => [compactText(text).toLowerCase(), colour] as const,
  );
  return { departments: new Map(departments), colours: new Map(colours) };
}

/** The coercers of one sheet; each computes a distinct cell text once. */
export function issueCoercers(
  { dates }: MappedSheet,
  aliases: ConfigAliases,
  calendar: WorkCalendar | undefined,
) {
  /** Where holidays are known a span in working days has an end, and nothing is to be said of it. */
  const spanned = <T>(cell: Coerced<T>): Coerced<T> =>
    calendar !== undefined && cell.code === 'QC_WORKING_DAYS' ? { value: cell.value } : cell;
  return {
    moment: memoise((text) => coerceMoment(text, dates)),
    due: memoise((text) => spanned(coerceDue(text, dates))),
    resolved: memoise((text) => spanned(coerceResolved(text, dates))),
    colour: memoise((text) => coerceColour(text, aliases.colours)),
    disposition: memoise(coerceDisposition),
    satisfaction: memoise(coerceSatisfaction),
    status: memoise(coerceStatus),
    revisitMode: memoise(coerceRevisitMode),
    revisitState: memoise(coerceRevisitState),
    departments: memoise((text) => coerceDepartments(text, aliases.departments)),
    person: memoise(coercePersonCell),
    phone: coercePhoneCell,
    contact: coerceContact,
    owner: memoise(coerceOwnerCell),
  };
}

export type IssueCoercers = ReturnType<typeof issueCoercers>;
