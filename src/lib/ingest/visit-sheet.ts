import { compactText } from '../core/text.ts';
import { maskText } from '../privacy/mask.ts';
import { coerceText, type Coerced } from './coerce/coerced.ts';
import { coerceCount } from './coerce/count.ts';
import { coerceDue } from './coerce/moment.ts';
import type { FindingLog } from './finding-log.ts';
import { holdsNumber } from './inspect-texts.ts';
import { memoise } from './memoise.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import { compareVisitTotals } from './printed-totals.ts';
import { rowKind, type RowKindContext } from './row-kind.ts';
import { cellOf, reportFormulaErrors } from './sheet-cells.ts';
import { printedTotal, townOfSheet, UntitledColumns } from './sheet-facts.ts';
import type { SheetRow } from './sheet.ts';
import type { TownList, TownMatch } from './towns.ts';
import type { PrintedTotal, VisitRow } from './types.ts';
import { checkVisit } from './visit-checks.ts';
import { VISIT_COUNTS, type VisitCount } from '../schema/ddl.ts';

/** A visit row; `kind` is null while the file does not say whether it is daily or a running total. */
export type VisitDraft = Omit<VisitRow, 'kind'> & { kind: VisitRow['kind'] | null };

/** Rows of one visits sheet. */
export interface VisitSheetRows {
  readonly drafts: readonly VisitDraft[];
  readonly setAside: number;
  readonly skipped: number;
  readonly printedTotals: readonly PrintedTotal[];
}

/** Reads every row of a visits sheet (dictionary §4.2); a row without town or households visited is set aside. */
export function readVisitSheet(mapped: MappedSheet, towns: TownList, log: FindingLog): VisitSheetRows {
  const kinds: RowKindContext = {
    headers: mapped.headers,
    mainColumn: mapped.mapping.columns.get('hh_visited')!,
    sequenceColumn: null,
  };
  const date = memoise((text) => coerceDue(text, mapped.dates));
  const fallback = townOfSheet(mapped, towns);
  const drafts: VisitDraft[] = [];
  const printedTotals: PrintedTotal[] = [];
  let setAside = 0;
  let skipped = 0;
  const untitled = new UntitledColumns(mapped, kinds.mainColumn);
  for (const row of mapped.rows) {
    untitled.add(row);
    const kind = isTotal(row, mapped) ? 'total' : rowKind(row, kinds);
    if (kind === 'total') printedTotals.push(printedTotal(mapped, row));
    if (kind !== 'data') {
      skipped += 1;
      continue;
    }
    const draft = assembleVisit(row, mapped, towns, fallback, log, date);
    if (draft) drafts.push(draft);
    else setAside += 1;
  }
  untitled.report(log);
  compareVisitTotals(mapped, drafts, printedTotals, log);
  return { drafts, setAside, skipped, printedTotals };
}

function isTotal(row: SheetRow, mapped: MappedSheet): boolean {
  return /^(?:全县|全镇)?(?:合计|总计|小计|共计)$/.test(compactText(cellOf(row, mapped, 'town')));
}

function assembleVisit(
  row: SheetRow,
  mapped: MappedSheet,
  towns: TownList,
  fallback: TownMatch | null,
  log: FindingLog,
  date: (text: string) => ReturnType<typeof coerceDue>,
): VisitDraft | null {
  const read = <T>(id: string, coerce: (text: string) => Coerced<T>): T | null => {
    const text = cellOf(row, mapped, id);
    if (text === '') return null;
    const { value, code } = coerce(text);
    if (code) log.add(code, placeOf(mapped, row.number, id), text);
    return value;
  };
  reportFormulaErrors(row, mapped, log);
  const town = towns.fromCell(cellOf(row, mapped, 'town')) ?? fallback;
  const counts = Object.fromEntries(VISIT_COUNTS.map((id) => [id, read(id, coerceCount)])) as Record<
    VisitCount,
    number | null
  >;
  const due = read('visit_date', date);
  if (!town || counts.hh_visited === null) {
    log.add('INGEST_VISIT_ROW_INCOMPLETE', placeOf(mapped, row.number, town ? 'hh_visited' : 'town'));
    return null;
  }
  if (!town.known) {
    const key = `${mapped.sheet.file}\n${mapped.sheet.name}\n${town.name}`;
    log.addOnce(key, 'QC_UNKNOWN_TOWN', placeOf(mapped, row.number, 'town'), town.name);
  }
  for (const id of ['town', 'village'])
    if (holdsNumber(cellOf(row, mapped, id))) log.add('QC_TEXT_IDENTIFIER', placeOf(mapped, row.number, id));
  // As issues name it.
  const village = read('village', coerceText);
  const visit: VisitDraft = {
    src_file: mapped.sheet.file,
    src_sheet: mapped.sheet.name,
    src_row: row.number,
    visit_date: due && 'date' in due ? due.date : null,
    kind: kindOf(cellOf(row, mapped, 'kind')),
    town: town.name,
    village: village === null ? null : maskText(village),
    ...counts,
    hh_visited: counts.hh_visited,
  };
  checkVisit(visit, cellOf(row, mapped, 'completion_pct'), mapped, log);
  return visit;
}

function kindOf(text: string): VisitRow['kind'] | null {
  const compact = compactText(text);
  if (/^(?:累计|累计数|累计口径|cumulative)$/i.test(compact)) return 'cumulative';
  return /^(?:当日|本日|当天|每日|daily)$/i.test(compact) ? 'daily' : null;
}
