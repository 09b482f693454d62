import { throwIfAborted } from '../core/abort.ts';
import type { LocalDate, LocalMoment } from '../core/period.ts';
import { ISSUE_COLUMNS } from '../schema/columns.ts';
import { coerceText } from './coerce/coerced.ts';
import { coerceStatus, type StatusCell } from './coerce/status.ts';
import type { RowNote } from './csv.ts';
import { DateSiblings } from './date-siblings.ts';
import { EventDays } from './event-days.ts';
import type { FindingLog } from './finding-log.ts';
import { isFormulaError } from './formula-error.ts';
import type { EventMoments } from './horizon.ts';
import { carryHeadings } from './headings.ts';
import { issueKinds } from './issue-kinds.ts';
import { memoise } from './memoise.ts';
import { mapSheet, partsBelow, type MappedSheet, type OpenSheet } from './open-sheet.ts';
import { rowKind } from './row-kind.ts';
import { UntitledColumns } from './sheet-facts.ts';
import { hasContent, type SheetRow, type TextSpan } from './sheet.ts';
import type { TownList } from './towns.ts';

/** What must be known of all rows of a ledger sheet before the first one can be read. */
export interface Survey {
  /** With its dates settled. */
  readonly mapped: MappedSheet;
  /** Rows with a visible character, header and titles included. */
  readonly rowCount: number;
  /** Rows that state a problem. */
  readonly records: number;
  readonly events: EventMoments;
  /** Kinds of done-words in the status column. */
  readonly doneKinds: ReadonlySet<StatusCell['doneKind']>;
  /** Where the parts of a long table lie, in order; empty for rows in memory. */
  readonly spans: readonly TextSpan[];
}

export interface SurveyOptions {
  /** The day that dates without a year precede, when it is known. */
  readonly anchor: LocalMoment | null;
  readonly log: FindingLog;
  readonly towns: TownList;
  /** True for the header of another table. */
  readonly isOtherHeader: (row: SheetRow) => boolean;
  readonly onShare?: (share: number) => void;
  readonly signal?: AbortSignal;
}

const EVENTS = ['reported_at', 'assigned_at', 'revisit_at'] as const;
/** Longer texts are no placeholder. */
const LONGEST_PLACEHOLDER = 8;

/**
 * Looks through all rows of a sheet once; `null` when a long table turns out to be followed by
 * another one, and has to be split first.
 */
export async function surveySheet(open: OpenSheet, options: SurveyOptions): Promise<Survey | null> {
  const day: LocalDate | null = (options.anchor ?? open.metadata.cutoff)?.slice(0, 10) ?? null;
  const told = carryHeadings(mapSheet(open, ISSUE_COLUMNS, day), options.towns);
  const look = new SheetLook(told);
  const noted: RowNote[] = [];
  const spans: TextSpan[] = [];
  for await (const { rows, share, notes, span } of partsBelow(told)) {
    if (span) spans.push(span);
    throwIfAborted(options.signal);
    for (const row of rows) {
      if (open.sheet.long && options.isOtherHeader(row)) return null;
      look.add(row);
    }
    noted.push(...notes);
    options.onShare?.(share);
  }
  for (const { row, code } of noted) options.log.add(code, { file: open.sheet.file, row });
  const above = open.header.index + open.header.height;
  return { ...look.survey(above, options.log), spans };
}

/** Collects what the rows below a header tell. */
class SheetLook {
  readonly #mapped: MappedSheet;
  readonly #kinds;
  readonly #untitled: UntitledColumns;
  readonly #siblings: DateSiblings;
  readonly #events: EventDays;
  readonly #eventColumns: readonly number[];
  readonly #statusColumn: number;
  readonly #doneKind = memoise((text) => coerceStatus(text).value?.doneKind ?? null);
  readonly #doneKinds = new Set<StatusCell['doneKind']>();
  #rows = 0;
  #records = 0;

  constructor(mapped: MappedSheet) {
    const { columns } = mapped.mapping;
    this.#mapped = mapped;
    this.#kinds = issueKinds(mapped);
    this.#untitled = new UntitledColumns(mapped, this.#kinds.mainColumn);
    this.#siblings = new DateSiblings(mapped.dates);
    this.#events = new EventDays(mapped.dates);
    this.#eventColumns = EVENTS.flatMap((id) => columns.get(id) ?? []);
    this.#statusColumn = columns.get('status') ?? -1;
  }

  add(row: SheetRow): void {
    const { cells } = row;
    this.#rows += 1;
    this.#untitled.add(row);
    for (const column of this.#mapped.dateColumns) this.#siblings.add(cells[column] ?? '');
    if (rowKind(row, this.#kinds) !== 'data' || !statesProblem(cells[this.#kinds.mainColumn])) return;
    this.#records += 1;
    for (const column of this.#eventColumns) this.#events.add(cells[column] ?? '');
    const status = cells[this.#statusColumn] ?? '';
    if (status !== '' && !isFormulaError(status)) this.#doneKinds.add(this.#doneKind(status));
  }

  survey(above: number, log: FindingLog): Omit<Survey, 'spans'> {
    this.#untitled.report(log);
    const dates = this.#siblings.context();
    return {
      mapped: { ...this.#mapped, dates },
      rowCount: this.#rows + above,
      records: this.#records,
      events: this.#events.settle(dates),
      doneKinds: this.#doneKinds,
    };
  }
}

function statesProblem(text = ''): boolean {
  if (text === '' || isFormulaError(text)) return false;
  return text.length > LONGEST_PLACEHOLDER ? hasContent([text]) : coerceText(text).value !== null;
}
