import { NONE } from './facts.ts';
import { count, NOT_APPLICABLE, ratio, type Figure, type VISIT_METRICS } from './metrics.ts';
import { cell, dayOf, momentCell, type RawRow } from './read-export.ts';

/** Running totals of one village; null where its row leaves the cell empty or the file has no such column. */
export interface VillageVisits {
  readonly town: string;
  readonly village: string;
  readonly due: number | null;
  readonly visited: number | null;
  readonly home: number | null;
  readonly phone: number | null;
  readonly wechat: number | null;
  readonly absent: number | null;
  readonly found: number | null;
}

/** The last running total of every village that is not dated after the day of the cut-off. */
export function lastVisits(rows: readonly RawRow[], cutoff: string): VillageVisits[] {
  const last = new Map<string, { date: string; visits: VillageVisits }>();
  for (const row of rows) {
    const at = momentCell(row, '统计日期');
    const date = at === null ? '' : dayOf(at);
    if (date > dayOf(cutoff)) continue;
    const town = cell(row, '镇街') ?? NONE;
    const village = cell(row, '村(社区)') ?? NONE;
    const key = `${town}/${village}`;
    const known = last.get(key);
    if (known && known.date > date) continue;
    const visits = {
      town,
      village,
      due: countCell(row, '应走访户数'),
      visited: countCell(row, '已走访户数'),
      home: countCell(row, '其中入户'),
      phone: countCell(row, '电话走访'),
      wechat: countCell(row, '微信走访'),
      absent: countCell(row, '未联系上'),
      found: countCell(row, '发现问题数'),
    };
    last.set(key, { date, visits });
  }
  return [...last.values()].map(({ visits }) => visits);
}

function countCell(row: RawRow, column: string): number | null {
  const text = cell(row, column);
  return text === null ? null : Number(text);
}

/** The running totals of a set of villages as of every day that has a report, in order. */
export function visitDays(
  rows: readonly RawRow[],
  cutoff: string,
  isInScope: (village: VillageVisits) => boolean,
): { readonly day: string; readonly due: number | null; readonly visited: number | null }[] {
  const days = new Set<string>();
  for (const row of rows) {
    const at = momentCell(row, '统计日期');
    if (at === null || dayOf(at) > dayOf(cutoff)) continue;
    if (lastVisits([row], cutoff).some(isInScope)) days.add(dayOf(at));
  }
  return [...days].sort().map((day) => {
    const villages = lastVisits(rows, `${day}T23:59`).filter(isInScope);
    return { day, due: sum(villages, 'due'), visited: sum(villages, 'visited') };
  });
}

/** The sum of what is known; null when nothing is. */
function sum(villages: readonly VillageVisits[], part: Exclude<keyof VillageVisits, 'town' | 'village'>) {
  let total: number | null = null;
  for (const village of villages) {
    const value = village[part];
    if (value !== null) total = (total ?? 0) + value;
  }
  return total;
}

/** M30 to M33 and M43 over some villages with so many problems; none applies when there are no villages. */
export function visitFigures(
  villages: readonly VillageVisits[] | null,
  problems: number,
): Record<(typeof VISIT_METRICS)[number], Figure> {
  const all = villages ?? [];
  const due = sum(all, 'due');
  const visited = sum(all, 'visited');
  const home = sum(all, 'home');
  const phone = sum(all, 'phone');
  const wechat = sum(all, 'wechat');
  const absent = sum(all, 'absent');
  const found = sum(all, 'found');
  const per100 = share(visited === null ? null : problems, visited);
  return {
    coverage_rate: share(visited, due),
    households_due: figure(due),
    households_visited: figure(visited),
    visited_in_home: figure(home),
    visited_by_phone: figure(phone),
    visited_by_wechat: figure(wechat),
    not_reached: figure(absent),
    in_home_share: share(home, visited),
    by_phone_share: share(phone, visited),
    by_wechat_share: share(wechat, visited),
    not_reached_share: share(absent, due),
    problems_per_100_households: {
      ...per100,
      value: visited === null || visited < 100 ? null : (problems / visited) * 100,
    },
    problems_found: figure(found),
    registered_rate: share(found === null ? null : problems, found),
  };
}

function figure(value: number | null): Figure {
  return value === null ? NOT_APPLICABLE : count(value);
}

function share(part: number | null, whole: number | null): Figure {
  return part === null || whole === null ? NOT_APPLICABLE : ratio(part, whole);
}
