import type { FindingLog } from './finding-log.ts';
import type { VisitDraft } from './visit-sheet.ts';
import type { VisitRow } from './types.ts';

/**
 * Settles daily or running total where the file does not say: one row per village is a running total;
 * several are running totals if they never fall and daily figures otherwise, with a finding.
 */
export function settleVisitKinds(drafts: readonly VisitDraft[], log: FindingLog): VisitRow[] {
  const unsaid = drafts.filter((draft) => draft.kind === null);
  const groups = groupByVillage(unsaid);
  const isRepeated = groups.some((group) => group.length > 1);
  const kind = !isRepeated || groups.every(neverFalls) ? 'cumulative' : 'daily';
  const first = unsaid[0];
  if (isRepeated && first) {
    log.add('QC_VISIT_KIND_ASSUMED', { file: first.src_file, sheet: first.src_sheet });
  }
  return drafts.map((draft) => ({ ...draft, kind: draft.kind ?? kind }));
}

function neverFalls(group: readonly VisitDraft[]): boolean {
  if (group.some((visit) => visit.visit_date === null)) return group.length === 1;
  const ordered = [...group].sort((a, b) => (a.visit_date! < b.visit_date! ? -1 : 1));
  return ordered.every((visit, index) => index === 0 || visit.hh_visited >= ordered[index - 1]!.hh_visited);
}

function groupByVillage(drafts: readonly VisitDraft[]): VisitDraft[][] {
  const groups = new Map<string, VisitDraft[]>();
  for (const draft of drafts) {
    const key = `${draft.town}\n${draft.village ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(draft);
    else groups.set(key, [draft]);
  }
  return [...groups.values()];
}
