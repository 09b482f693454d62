import { TRANSITION_COLUMNS } from '../schema/transition-columns.ts';
import { coerceColour } from './coerce/colour.ts';
import { coerceText, wordKey, type Coerced } from './coerce/coerced.ts';
import { coerceCount } from './coerce/count.ts';
import { coerceDepartments } from './coerce/department.ts';
import { coerceEvent } from './coerce/event.ts';
import { coerceMoment } from './coerce/moment.ts';
import { isInRange } from './finalise-context.ts';
import type { FindingLog } from './finding-log.ts';
import type { Horizon } from './horizon.ts';
import { holdsNumber } from './inspect-texts.ts';
import { configAliases } from './issue-coercers.ts';
import { memoise } from './memoise.ts';
import {
  headerText,
  mapSheet,
  placeOf,
  withSiblings,
  type MappedSheet,
  type OpenSheet,
} from './open-sheet.ts';
import { rowKind, type RowKindContext } from './row-kind.ts';
import { UntitledColumns } from './sheet-facts.ts';
import { cellOf, reportFormulaErrors } from './sheet-cells.ts';
import type { SheetRow } from './sheet.ts';
import type { TransitionRow } from './transition-row.ts';
import type { IngestConfig } from './types.ts';

/** An event as its row states it, not yet held against the ledger. */
export interface TransitionDraft {
  readonly row: TransitionRow;
  /** The order that the file itself gives; null without one. */
  readonly given: number | null;
}

/** Rows of one sheet of transitions. */
export interface TransitionSheet {
  readonly mapped: MappedSheet;
  readonly drafts: readonly TransitionDraft[];
  readonly setAside: number;
}

/** What cells are read with. */
interface SheetContext {
  readonly mapped: MappedSheet;
  readonly horizon: Horizon;
  readonly log: FindingLog;
  readonly coerce: ReturnType<typeof coercersOf>;
}

function coercersOf({ dates }: MappedSheet, config: IngestConfig) {
  const { departments, colours } = configAliases(config);
  const events = new Map(Object.entries(config.events ?? {}).map(([text, event]) => [wordKey(text), event]));
  return {
    moment: memoise((text) => coerceMoment(text, dates)),
    event: memoise((text) => coerceEvent(text, events, colours)),
    colour: memoise((text) => coerceColour(text, colours)),
    departments: memoise((text) => coerceDepartments(text, departments)),
  };
}

/** Reads the sheets of transitions of an import. */
export function readTransitions(
  sheets: readonly OpenSheet[],
  horizon: Horizon,
  config: IngestConfig,
  log: FindingLog,
): TransitionSheet[] {
  return sheets.map((open) => {
    const mapped = withSiblings(mapSheet(open, TRANSITION_COLUMNS, horizon.cutoff.slice(0, 10)));
    return readTransitionSheet(mapped, horizon, config, log);
  });
}

/** Reads every row of a sheet of transitions (dictionary §4.3); one without number, time or event is set aside. */
function readTransitionSheet(
  mapped: MappedSheet,
  horizon: Horizon,
  config: IngestConfig,
  log: FindingLog,
): TransitionSheet {
  const context: SheetContext = { mapped, horizon, log, coerce: coercersOf(mapped, config) };
  const kinds: RowKindContext = {
    headers: mapped.headers,
    mainColumn: mapped.mapping.columns.get('event')!,
    sequenceColumn: null,
  };
  const drafts: TransitionDraft[] = [];
  const counts = { setAside: 0, hidden: 0 };
  const untitled = new UntitledColumns(mapped, kinds.mainColumn);
  for (const row of mapped.rows) {
    untitled.add(row);
    if (rowKind(row, kinds) !== 'data') continue;
    if (row.hidden) counts.hidden += 1;
    const draft = readEvent(row, context);
    if (draft) drafts.push(draft);
    else counts.setAside += 1;
  }
  untitled.report(log);
  const place = { file: mapped.sheet.file, sheet: mapped.sheet.name };
  if (counts.hidden > 0) log.add('QC_HIDDEN_ROWS', place, null, counts.hidden);
  for (const column of mapped.mapping.rejected) {
    log.add('INGEST_DUPLICATE_COLUMN', { ...place, column: headerText(mapped, column) });
  }
  return { mapped, drafts, setAside: counts.setAside };
}

function readEvent(row: SheetRow, context: SheetContext): TransitionDraft | null {
  const { mapped, log, coerce } = context;
  const place = (id: string) => placeOf(mapped, row.number, id);
  const read = <T>(id: string, coercer: (text: string) => Coerced<T>): T | null => {
    const text = cellOf(row, mapped, id);
    if (text === '') return null;
    const { value, code } = coercer(text);
    if (code) log.add(code, place(id), text);
    return value;
  };
  reportFormulaErrors(row, mapped, log);
  const id = read('issue_id', coerceText);
  const at = readMoment(read('happened_at', coerce.moment), place('happened_at'), context);
  const cell = read('event', coerce.event);
  const [from, to] = [read('colour_from', coerce.colour), read('colour_to', coerce.colour)];
  const given = read('seq', coerceCount);
  const note = read('note', coerceText);
  if (id === null || at === null || cell === null) {
    log.add(
      'INGEST_EVENT_INCOMPLETE',
      place(id === null ? 'issue_id' : at === null ? 'happened_at' : 'event'),
    );
    return null;
  }
  for (const column of ['unit_from', 'unit_to', 'actor', 'note'])
    if (holdsNumber(cellOf(row, mapped, column))) log.add('QC_TEXT_IDENTIFIER', place(column));
  const units = { from: readUnit(row, 'unit_from', context), to: readUnit(row, 'unit_to', context) };
  const event: TransitionRow = {
    src_file: mapped.sheet.file,
    src_sheet: mapped.sheet.name,
    src_row: row.number,
    issue_id: id,
    seq: 0,
    happened_at: at,
    event: cell.event,
    colour_from: from?.current ?? to?.initial ?? cell.move?.from ?? null,
    colour_to: to?.current ?? cell.move?.to ?? null,
    unit_from: units.from.name,
    unit_to: units.to.name,
    actor: read('actor', coerceText) ?? units.from.person ?? units.to.person,
    note,
  };
  return { row: event, given };
}

function readMoment(
  at: string | null,
  place: ReturnType<typeof placeOf>,
  { horizon, log }: SheetContext,
): string | null {
  if (at === null || isInRange(at, { horizon })) return at;
  log.add('QC_DATE_OUT_OF_RANGE', place);
  return null;
}

/** Departments of a cell, the lead first (D15), and the person that some cells name besides. */
function readUnit(row: SheetRow, id: 'unit_from' | 'unit_to', { mapped, log, coerce }: SheetContext) {
  const text = cellOf(row, mapped, id);
  const { departments, person } = coerce.departments(text);
  if (person !== null && departments.length === 0) {
    log.add('QC_DEPARTMENT_IS_PERSON', placeOf(mapped, row.number, id));
  }
  return { name: departments.join('、') || null, person };
}
