import type { FindingLog } from './finding-log.ts';
import type { IssueRow, VisitRow } from './types.ts';

/** Reports towns whose on-site rows differ from the visits' own tally (QC-08, D2). */
export function compareTallies(
  issues: readonly IssueRow[],
  visits: readonly VisitRow[],
  log: FindingLog,
): void {
  const tallies = onSiteTallies(visits);
  if (tallies.size === 0) return;
  const counts = new Map<string, number>();
  for (const { town, disposition } of issues) {
    if (town !== null && disposition === 'onsite') counts.set(town, (counts.get(town) ?? 0) + 1);
  }
  for (const [town, { tally, visit }] of tallies) {
    if ((counts.get(town) ?? 0) === tally) continue;
    log.add('QC_ONSITE_TALLY', { file: visit.src_file, sheet: visit.src_sheet, row: visit.src_row });
  }
}

/** On-site problems per town: the last running total of each village, or the sum of daily figures. */
function onSiteTallies(visits: readonly VisitRow[]) {
  const lastOfVillage = new Map<string, VisitRow>();
  const tallies = new Map<string, { tally: number; visit: VisitRow }>();
  const add = (visit: VisitRow) => {
    const known = tallies.get(visit.town);
    tallies.set(visit.town, {
      tally: (known?.tally ?? 0) + visit.onsite_resolved!,
      visit: known?.visit ?? visit,
    });
  };
  for (const visit of visits) {
    if (visit.onsite_resolved === null) continue;
    if (visit.kind === 'daily') add(visit);
    else {
      const key = `${visit.town}\n${visit.village ?? ''}`;
      const known = lastOfVillage.get(key);
      if (!known || (visit.visit_date ?? '') >= (known.visit_date ?? '')) lastOfVillage.set(key, visit);
    }
  }
  for (const visit of lastOfVillage.values()) add(visit);
  return tallies;
}
