import { compactText } from '../core/text.ts';
import type { FindingCode } from './codes.ts';
import type { FindingLog } from './finding-log.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import type { VisitRow } from './types.ts';

type Visit = Omit<VisitRow, 'kind'>;

/** Percentage points by which a stated progress may differ from the households (dictionary §4.2). */
const COMPLETION_TOLERANCE = 0.05;

/** Reports figures of one visits row that contradict each other; `progress` is 走访进度 as written. */
export function checkVisit(visit: Visit, progress: string, mapped: MappedSheet, log: FindingLog): void {
  const add = (code: FindingCode, id: string) => log.add(code, placeOf(mapped, visit.src_row, id));
  const parts = [visit.hh_inhome, visit.hh_phone, visit.hh_wechat];
  if (parts.every((part) => part !== null)) {
    const sum = parts.reduce((total, part) => total + part, 0);
    if (sum !== visit.hh_visited) add('QC_VISIT_PARTS', 'hh_visited');
  }
  if (!addsUp(visit)) add('QC_VISIT_FOUND', 'problems_found');
  const { hh_due: due, hh_visited: visited, hh_absent: absent } = visit;
  if (due === null) return;
  if (visited > due) add('QC_COVERAGE_ABOVE_100', 'hh_visited');
  else if (absent !== null && visited + absent > due) add('QC_VISIT_ABOVE_DUE', 'hh_absent');
  if (due > 0 && differs(progress, (100 * visited) / due)) add('QC_COMPLETION_DIFFERS', 'completion_pct');
}

function addsUp({ problems_found: found, onsite_resolved: onSite, ledgered }: Visit): boolean {
  if (found === null || onSite === null) return true;
  return ledgered === null ? onSite <= found : found === onSite + ledgered;
}

/** A percentage with fewer decimals is compared in its own precision; a blank one says nothing. */
function differs(text: string, percent: number): boolean {
  const match = /^(\d{1,3}(?:\.(\d+))?)(%?)$/.exec(compactText(text));
  if (!match) return false;
  const stated = match[3] === '' && Number(match[1]) <= 1 ? Number(match[1]) * 100 : Number(match[1]);
  const tolerance = match[2] === undefined ? 0.5 : COMPLETION_TOLERANCE;
  return Math.abs(stated - percent) > tolerance + 1e-9;
}
