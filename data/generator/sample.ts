import { blemish } from './blemishes.ts';
import { CUT_OFF_DAY, dateText, type DayNumber } from './calendar.ts';
import { Neighbours } from './households.ts';
import { emptyLedgerRow, type LedgerRow } from './ledger-row.ts';
import { planCases, type OnsiteCase } from './matters.ts';
import type { Matter } from './outcomes.ts';
import { inventName, sampleLandline, samplePhone } from './people.ts';
import { Random } from './random.ts';
import { planRevisits, type Revisit } from './revisits.ts';
import { COLOUR_PLANS } from './schedule.ts';
import { ownerKey, Staff } from './staff.ts';
import { makeVillages, type Village } from './villages.ts';
import { planVisits, type VisitTally } from './visits.ts';
import { progressText, Writer } from './wording.ts';

/** Seed of the committed sample. */
export const SAMPLE_SEED = 20220217;

/** The sample export: the ledger in the order of registration, and the visits by village. */
export interface Sample {
  readonly rows: readonly LedgerRow[];
  readonly visits: readonly VisitTally[];
}

/** Makes the sample; the same seed gives the same rows. */
export function makeSample(seed: number = SAMPLE_SEED): Sample {
  const random = new Random(seed);
  const villages = makeVillages(random);
  const { onsite, matters } = planCases(villages, random);
  const revisits = planRevisits(matters, random);
  const writer = new Writer(random);
  const staff = new Staff(random);
  const drafts = [
    ...onsite.map((each) => ({ day: each.registered, row: onsiteRow(each, writer) })),
    ...matters.map((each) => ({
      day: each.registered,
      row: matterRow(each, revisits.get(each), writer, staff, random),
    })),
  ];
  const ordered = random.shuffle(drafts).sort((left, right) => left.day - right.day);
  const rows = numberRows(ordered, random);
  const neighbours = new Neighbours(new Random(seed + 3));
  for (const row of rows) neighbours.meet(row);
  blemish(rows, random);
  return { rows, visits: planVisits(villages, rows, random) };
}

function onsiteRow({ village, registered }: OnsiteCase, writer: Writer): LedgerRow {
  const { category, problem, done } = writer.onsite(village);
  return {
    ...baseRow(village, registered),
    category,
    problem,
    onsite: '是',
    status: '已解决',
    resolved: dateText(registered),
    result: done,
  };
}

function matterRow(
  matter: Matter,
  revisit: Revisit | undefined,
  writer: Writer,
  staff: Staff,
  random: Random,
): LedgerRow {
  const { category, problem, done, department } = writer.matter(matter);
  const assigned = assignedDay(matter, random);
  return {
    ...baseRow(matter.village, matter.registered),
    category,
    problem,
    onsite: '否',
    colour: COLOUR_PLANS[matter.colour].word,
    department,
    owner: staff.nameFor(ownerOf(matter, department)),
    assigned: dateText(assigned),
    due: dateText(matter.due),
    status: statusOf(matter),
    resolved: matter.resolved === null ? '' : dateText(matter.resolved),
    result: matter.resolved === null ? progressText(matter, category, random) : done,
    ...revisitCells(matter, revisit, staff, random),
  };
}

function baseRow({ town, name }: Village, registered: DayNumber): LedgerRow {
  return { ...emptyLedgerRow(), town, village: name, reported: dateText(registered) };
}

function ownerOf({ colour, village }: Matter, department: string): string {
  return ownerKey(department.split('、')[0]!, village.town, village.name, colour === 'blue');
}

function assignedDay(matter: Matter, random: Random): DayNumber {
  if (matter.fixed) return matter.registered + 1;
  const latest = Math.min(matter.resolved ?? CUT_OFF_DAY, CUT_OFF_DAY);
  return Math.min(latest, matter.registered + random.int(0, matter.colour === 'yellow' ? 3 : 1));
}

function statusOf(matter: Matter): string {
  if (matter.resolved !== null) return '已解决';
  return CUT_OFF_DAY - matter.registered <= 2 ? '已交办' : '正在办理';
}

function revisitCells(matter: Matter, revisit: Revisit | undefined, staff: Staff, random: Random) {
  if (!revisit) return {};
  const visitor = matter.fixed
    ? `镇供电所所长${staff.nameFor('镇供电所所长')}`
    : staff.nameFor(`走访组/${matter.village.town}/${random.int(1, 5)}`);
  return {
    revisited: dateText(revisit.day),
    revisitMode: revisit.mode,
    revisitBy: visitor,
    satisfaction: revisit.answer,
  };
}

/** Gives the rows their numbers, residents and telephone numbers. */
function numberRows(ordered: readonly { row: LedgerRow }[], random: Random): LedgerRow[] {
  const perDay = new Map<string, number>();
  return ordered.map(({ row }, index) => {
    const nth = (perDay.get(row.reported) ?? 0) + 1;
    perDay.set(row.reported, nth);
    const id = `PY${row.reported.replaceAll('-', '')}-${String(nth).padStart(3, '0')}`;
    const phone = random.chance(0.03) ? sampleLandline(index) : samplePhone(index);
    return { ...row, seq: String(index + 1), id, resident: inventName(random), phone };
  });
}
