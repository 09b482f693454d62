import { isPlaceholder } from '../core/text.ts';
import type { OwnIdentity } from '../privacy/mask.ts';
import { nameIn, phoneIn } from './coerce/contact.ts';
import { coerceText, type Coerced } from './coerce/coerced.ts';
import { isSameDay } from './coerce/moment.ts';
import type { DaySpan } from './coerce/time-span.ts';
import type { RevisitMark } from './coerce/revisit-state.ts';
import type { ResolvedCell } from './coerce/resolved.ts';
import type { SatisfactionCell } from './coerce/satisfaction.ts';
import type { StatusCell } from './coerce/status.ts';
import { isFormulaError } from './formula-error.ts';
import { householdOf } from './household.ts';
import type { IssueSheetContext } from './issue-context.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import type { SheetRow } from './sheet.ts';
import type { Disposition, IssueRow } from './types.ts';

/** A row whose cells are read but not yet weighed against each other and the horizon. */
export interface Draft {
  readonly row: IssueRow;
  readonly mapped: MappedSheet;
  readonly resolved: ResolvedCell | null;
  /** 解决时间 as written; null when blank. */
  readonly resolvedText: string | null;
  readonly dueSpan: DaySpan | null;
  readonly status: StatusCell | null;
  readonly rating: SatisfactionCell | null;
  readonly revisitMark: RevisitMark | null;
}

const MOJIBAKE = /\ufffd|锟斤拷|烫烫烫/;
/** A numbered list shows within its first characters; bounds the search. */
const LONGEST_LIST = 2000;
const SEVERAL = /(?:^|[\n;；。，,\s])[（(]?[1一①][)）.、．①]?[^\d.][^]*?[\n;；。，,\s][（(]?[2二②][)）.、．]/;

/** Reads the cells of a data row; `null` (and a finding) when it states no problem. */
export function assembleIssue(row: SheetRow, context: IssueSheetContext): Draft | null {
  const { mapped, coerce } = context;
  const reader = new CellReader(row, context);
  const problem = reader.read('problem', coerceText);
  if (problem === null) {
    context.log.add('INGEST_ROW_WITHOUT_PROBLEM', placeOf(mapped, row.number, 'problem'));
    return null;
  }
  const colour = reader.read('colour_recorded', coerce.colour);
  const initial = reader.read('colour_initial', coerce.colour);
  const departments = coerce.departments(reader.raw('dept_lead'));
  if (departments.person !== null && departments.departments.length === 0) {
    context.log.add('QC_DEPARTMENT_IS_PERSON', placeOf(mapped, row.number, 'dept_lead'));
  }
  const supporting = coerce.departments(reader.raw('dept_co')).departments;
  const due = reader.read('due_at', coerce.due);
  const status = reader.read('status', coerce.status);
  const rating = reader.read('satisfaction', coerce.satisfaction);
  const recorded = reader.text('colour_recorded');
  const reported = reader.read('reported_at', coerce.moment);
  const { town, village } = readPlace(reader, context, row.number);
  const person = reader.read('reporter_name', coerce.person, false);
  const called = reader.read('phone', coerce.phone, false);
  const contact = reader.read('contact', coerce.contact, false);
  const name = nameIn(person) ?? contact?.name ?? (typeof called === 'string' ? null : nameIn(called));
  const phone = phoneIn(called) ?? contact?.phone ?? (typeof person === 'string' ? null : phoneIn(person));
  const owner = reader.read('owner_name', coerce.owner);
  const office = reader.read('owner_phone', coerce.phone, false);
  const issue: IssueRow = {
    issue_id: reader.text('issue_id') ?? '',
    src_file: mapped.sheet.file,
    src_sheet: mapped.sheet.name,
    src_row: row.number,
    seq_no: reader.text('seq_no'),
    campaign_phase: reader.text('campaign_phase'),
    town,
    village,
    household_key: null,
    reporter_name: name,
    phone,
    reported_at: reported,
    problem,
    category: reader.text('category'),
    colour_recorded: recorded,
    colour_initial: initial?.current ?? colour?.initial ?? null,
    colour_current: colour?.current ?? null,
    disposition: readDisposition(reader, context, recorded !== null),
    dept_lead: departments.departments[0] ?? null,
    dept_co: [...departments.departments.slice(1), ...supporting].join('、') || null,
    owner_name: owner?.name ?? departments.person ?? (typeof office === 'string' ? null : nameIn(office)),
    owner_phone: phoneIn(office) ?? owner?.phone ?? departments.phone,
    status_recorded: status?.status ?? null,
    outcome: 'open',
    assigned_at: reader.event('assigned_at', coerce.moment, reported),
    due_at: due && 'date' in due ? due.date : null,
    resolved_at: null,
    resolved_note: null,
    result_text: reader.text('result_text'),
    solution_plan: reader.text('solution_plan'),
    explained_at: reader.event('explained_at', coerce.moment, reported),
    revisit_at: reader.event('revisit_at', coerce.moment, reported),
    revisit_mode: reader.read('revisit_mode', coerce.revisitMode),
    revisit_by: reader.text('revisit_by'),
    revisit_state: 'none',
    satisfaction: null,
    dup_group: reader.text('dup_group'),
    remark: reader.text('remark'),
  };
  if (context.householdKey !== null) {
    const [number, address] = [reader.raw('household_id'), reader.raw('address')];
    const household = householdOf({ town, village, name, phone, number, address });
    issue.household_key = household && context.householdKey(household);
  }
  inspectText(issue, context);
  return {
    row: issue,
    mapped,
    resolved: reader.read('resolved_at', coerce.resolved),
    resolvedText: reader.text('resolved_at'),
    dueSpan: due && 'days' in due ? due : null,
    status,
    rating,
    revisitMark: reader.read('revisit_state', coerce.revisitState),
  };
}

/** Cells of one row by column id; reports what a coercer says about them. */
class CellReader {
  readonly #row: SheetRow;
  readonly #context: IssueSheetContext;
  #errors: Set<string> | null = null;
  #own: OwnIdentity | null = null;

  constructor(row: SheetRow, context: IssueSheetContext) {
    this.#row = row;
    this.#context = context;
  }

  raw(id: string): string {
    const column = this.#context.mapped.mapping.columns.get(id);
    const text = column === undefined ? '' : (this.#row.cells[column] ?? '');
    if (!isFormulaError(text)) return text;
    if (!this.#errors?.has(id)) this.#report('QC_FORMULA_ERROR', id, null);
    (this.#errors ??= new Set()).add(id);
    return '';
  }

  /** `showsSample` is false for columns whose cells must not appear in a finding. */
  read<T>(id: string, coerce: (text: string) => Coerced<T>, showsSample = true): T | null {
    const text = this.raw(id);
    if (text === '') return null;
    const { value, code } = coerce(text);
    if (code) this.#report(code, id, showsSample ? text : null);
    return value;
  }

  /** As {@link read}; 当日 is the day on which the problem was received. */
  event(id: string, coerce: (text: string) => Coerced<string>, received: string | null): string | null {
    return received !== null && isSameDay(this.raw(id)) ? received : this.read(id, coerce);
  }

  text(id: string): string | null {
    const text = this.raw(id);
    return text === '' ? null : coerceText(text).value;
  }

  /** What the row says of its resident; for samples, which must not show it. */
  own(): OwnIdentity {
    if (this.#own !== null) return this.#own;
    const { coerce } = this.#context;
    const person = coerce.person(this.raw('reporter_name')).value;
    const contact = coerce.contact(this.raw('contact')).value;
    const called = coerce.phone(this.raw('phone')).value;
    this.#own = {
      reporter_name: nameIn(person) ?? contact?.name ?? (typeof called === 'string' ? null : nameIn(called)),
      phone: phoneIn(called) ?? contact?.phone ?? (typeof person === 'string' ? null : phoneIn(person)),
    };
    return this.#own;
  }

  #report(code: NonNullable<Coerced<unknown>['code']>, id: string, cell: string | null): void {
    const { mapped, log } = this.#context;
    const place = placeOf(mapped, this.#row.number, id);
    if (cell === null) log.add(code, place);
    else log.add(code, place, cell, 0, this.own());
  }
}

/** Town and village, from columns of their own first, then from one that holds both; the town else from the sheet. */
function readPlace(reader: CellReader, context: IssueSheetContext, row: number) {
  const { mapped, log, towns, fallbackTown } = context;
  const { columns } = mapped.mapping;
  const cell = reader.raw('town');
  const own = cell === '' ? null : towns.fromCell(cell);
  const within = own?.known === false ? towns.fromArea(cell) : null;
  const area = columns.has('area') ? readArea(reader, context, row, own !== null) : null;
  const match = within?.town ?? own ?? area?.town ?? fallbackTown;
  const village = reader.text('village') ?? within?.village ?? area?.village ?? null;
  if (match?.known) return { town: match.name, village };
  const sheet = `${mapped.sheet.file}\n${mapped.sheet.name}`;
  if (!match) {
    const column = columns.has('town') ? 'town' : 'area';
    if (columns.has(column)) log.add('QC_TOWN_MISSING', placeOf(mapped, row, column));
    else log.addOnce(sheet, 'QC_TOWN_MISSING', placeOf(mapped, row));
    return { town: null, village };
  }
  const place = placeOf(mapped, row, 'town');
  log.addOnce(`${sheet}\n${match.name}`, 'QC_UNKNOWN_TOWN', place, match.name, reader.own());
  return { town: match.name, village };
}

function readArea(
  reader: CellReader,
  { mapped, log, towns }: IssueSheetContext,
  row: number,
  hasTown: boolean,
) {
  const cell = reader.raw('area');
  if (isPlaceholder(cell)) return null;
  const area = towns.fromArea(cell);
  const isKnown = area === null ? hasTown : area.isWhole || reader.text('village') !== null;
  if (!isKnown) log.add('QC_AREA_UNCLEAR', placeOf(mapped, row, 'area'), cell, 0, reader.own());
  return area;
}

function readDisposition(reader: CellReader, context: IssueSheetContext, hasColour: boolean): Disposition {
  if (!context.mapped.mapping.columns.has('disposition')) return 'ledger';
  return reader.read('disposition', context.coerce.disposition) ?? (hasColour ? 'ledger' : 'unknown');
}

function inspectText(issue: IssueRow, { mapped, log }: IssueSheetContext): void {
  if (SEVERAL.test(issue.problem.slice(0, LONGEST_LIST))) {
    log.add('QC_SEVERAL_PROBLEMS', placeOf(mapped, issue.src_row, 'problem'));
  }
  if (MOJIBAKE.test(issue.problem)) {
    log.add('QC_MOJIBAKE', placeOf(mapped, issue.src_row, 'problem'));
  }
}
