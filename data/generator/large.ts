import { Neighbours } from './households.ts';
import { addCourse } from './large-course.ts';
import { BOM, csvLine } from './csv.ts';
import { visitsCsv } from './files.ts';
import { emptyLedgerRow, ledgerCells, LEDGER_HEADERS, type LedgerRow } from './ledger-row.ts';
import { inventName, inventPhone } from './people.ts';
import { Random } from './random.ts';
import { ownerKey, Staff, VILLAGE_LEAD } from './staff.ts';
import { BLUE_TEMPLATES } from './texts/blue.ts';
import { fillTemplate, suitable } from './texts/fill.ts';
import { GREEN_TEMPLATES } from './texts/green.ts';
import { ONSITE_TEMPLATES } from './texts/onsite.ts';
import type { ProblemTemplate } from './texts/template.ts';
import { SUPPORTING, YELLOW_TEMPLATES } from './texts/yellow.ts';
import { makeVillages, type Village } from './villages.ts';
import { addToTally, visitsFrom, type ProblemTallies } from './visits.ts';

/** Seed of the large profile unless one is given. */
export const LARGE_SEED = 7;

/** What a row of the large profile is; `odd` has a colour word that nobody knows, `none` has no colour. */
export type LargeKind =
  'onsite' | 'green' | 'blue' | 'yellow' | 'escalated' | 'red' | 'white' | 'none' | 'odd';

const SHARES: readonly (readonly [LargeKind, number])[] = [
  ['onsite', 440],
  ['green', 225],
  ['blue', 200],
  ['yellow', 72],
  ['escalated', 12],
  ['red', 14],
  ['white', 28],
  ['none', 8],
  ['odd', 1],
];

const COLOUR_WORDS: Readonly<Record<LargeKind, readonly string[]>> = {
  onsite: [''],
  green: ['绿色', '绿色', '绿'],
  blue: ['蓝色', '蓝色', '蓝'],
  yellow: ['黄色', '黄色', '黄'],
  escalated: ['黄转红'],
  red: ['红色'],
  white: ['白色'],
  none: [''],
  odd: ['紫色'],
};

const UNREASONABLE: readonly string[] = [
  '要求镇里为其{晚辈}安排事业单位工作',
  '要求把已征收{年}年的{亩}亩土地按现价重新补偿',
  '要求村里无偿划给{几}处宅基地',
  '已享受政策，仍要求另外补助{元}元',
  '对{年}年前已生效的判决不服，要求县里改判',
];

const EXPLANATIONS = ['已向本人宣讲政策，持续关注', '三次上门解释，本人表示理解', '已书面答复，继续做好疏导'];

/** Rows of the large profile, one at a time; memory stays bounded for any number of rows. */
export function* generateLargeRows(count: number, seed: number = LARGE_SEED): Generator<LedgerRow> {
  const random = new Random(seed);
  const villages = makeVillages(new Random(seed));
  const staff = new Staff(new Random(seed + 1));
  const neighbours = new Neighbours(new Random(seed + 3));
  for (let number = 1; number <= count; number += 1) {
    const row = largeRow(random, random.pick(villages), staff);
    neighbours.meet(row);
    row.seq = String(number);
    row.id = `PY-${String(number).padStart(7, '0')}`;
    yield row;
  }
}

/**
 * The large profile as CSV, line by line; the first piece is the byte order mark with the headers.
 * `onRow` sees every row as it passes, for instance to keep tallies.
 */
export function* generateLargeCsv(
  count: number,
  seed: number = LARGE_SEED,
  onRow?: (row: LedgerRow) => void,
): Generator<string> {
  yield BOM + csvLine(LEDGER_HEADERS);
  for (const row of generateLargeRows(count, seed)) {
    onRow?.(row);
    yield csvLine(ledgerCells(row));
  }
}

/** The visits that go with the large profile: their tallies agree with its rows that name a town. */
export function largeVisitsCsv(count: number, seed: number = LARGE_SEED): string {
  const tallies: ProblemTallies = new Map();
  for (const row of generateLargeRows(count, seed)) addToTally(tallies, row);
  return largeVisitsFrom(tallies, seed);
}

/** The same visits from tallies that were kept while the rows were made. */
export function largeVisitsFrom(tallies: ProblemTallies, seed: number = LARGE_SEED): string {
  return visitsCsv(visitsFrom(makeVillages(new Random(seed)), tallies, new Random(seed + 2)));
}

function largeRow(random: Random, village: Village, staff: Staff): LedgerRow {
  const kind = random.weighted(SHARES, ([, share]) => share)[0];
  const row = emptyLedgerRow();
  row.town = village.town;
  row.village = village.name;
  row.resident = random.chance(0.01) ? '' : inventName(random);
  row.phone = random.chance(0.03) ? '' : inventPhone(random);
  writeProblem(row, kind, village, random);
  row.onsite = kind === 'onsite' ? '是' : random.pick(['否', '否', '否', '']);
  row.colour = random.pick(COLOUR_WORDS[kind]);
  if (kind === 'onsite') row.department = '';
  else row.owner = staff.nameFor(ownerKey(row.department, village.town, village.name, kind === 'blue'));
  addCourse(row, kind, random);
  leaveGaps(row, kind, random);
  return row;
}

function templatesFor(kind: LargeKind): readonly ProblemTemplate[] {
  if (kind === 'onsite') return ONSITE_TEMPLATES;
  if (kind === 'green') return GREEN_TEMPLATES;
  return kind === 'blue' ? BLUE_TEMPLATES : YELLOW_TEMPLATES;
}

const byPlace = new Map<string, ProblemTemplate[]>();

function fitting(kind: LargeKind, urban: boolean): ProblemTemplate[] {
  const key = `${kind}/${urban}`;
  let found = byPlace.get(key);
  if (!found) byPlace.set(key, (found = suitable(templatesFor(kind), urban)));
  return found;
}

function writeProblem(row: LedgerRow, kind: LargeKind, village: Village, random: Random): void {
  const usual = random.pick(fitting(kind, village.urban));
  const template =
    kind === 'white'
      ? { ...usual, category: '其他', problem: random.pick(UNREASONABLE), done: random.pick(EXPLANATIONS) }
      : usual;
  const { problem, done } = fillTemplate(template, village.urban, random);
  row.category = template.category;
  row.problem = random.chance(0.01) ? `${problem}，电话${inventPhone(random)}` : problem;
  row.result = done;
  const supporting = random.chance(0.1) ? SUPPORTING[template.department] : undefined;
  row.department = supporting ? `${template.department}、${supporting}` : template.department;
  if (kind === 'green') row.department = VILLAGE_LEAD;
}

/** Leaves out what real exports leave out, and adds the odd colour on a row that was solved on site. */
function leaveGaps(row: LedgerRow, kind: LargeKind, random: Random): void {
  if (random.chance(0.002)) row.town = row.village = '';
  if (random.chance(0.005)) row.reported = '';
  if (random.chance(0.01)) row.category = '';
  if (kind === 'onsite') {
    if (random.chance(0.01)) row.colour = '绿色';
    return;
  }
  if (random.chance(0.02)) row.department = row.owner = '';
  if (random.chance(0.03)) row.due = '';
  if (random.chance(0.02)) row.resolved = '';
  if (random.chance(0.02)) row.revisited = '';
}
