import loadHighs, { type LegacyHighs } from 'highs';

/** A figure as `summary.json` has it. */
export interface PrintedFigure {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missing: string | null;
}

type Table = Readonly<Record<string, PrintedFigure>>;

/** What an attacker has: the published summary. */
export interface PrintedSummary {
  readonly metrics: Table;
  readonly by: Readonly<Record<string, Readonly<Record<string, Table>>>>;
}

/** A number that the summary hides, and how far it can be told from the rest. */
export interface Recovered {
  readonly place: string;
  readonly metric: string;
  readonly low: number;
  readonly high: number;
}

/**
 * Counts whose definitions make them sums and parts of each other, as anybody reads them on the methodology page.
 * Each line says: the first is the sum of the others (`rest` is what has no name).
 */
const SUMS: readonly (readonly string[])[] = [
  ['problems_total', 'solved_on_site', 'ledgered'],
  ['problems_total', 'not_white', 'white'],
  ['ledgered', 'ledger_not_white', 'white'],
  ['resolved_total', 'solved_on_site', 'resolved_ledger'],
  ['closed', 'resolved_total', 'explained'],
  ['answered', 'resolved_ledger', 'explained'],
  ['ledger_not_white', 'resolved_ledger', 'open', 'rest_state'],
  ['white', 'explained', 'rest_white'],
  ['ledgered', 'self_solvable', 'rest_colours'],
  ['due', 'on_time', 'late_closed', 'overdue_open', 'rest_due'],
  ['answered', 'revisited', 'rest_revisits'],
  ['revisited', 'rated_answered', 'rest_rated'],
  ['resolved_total', 'rated', 'rest_unrated'],
  ['rated', 'satisfied', 'rest_satisfied'],
  ['resolved_ledger', 'timed', 'rest_timed'],
  ['timed', 'within_five_days', 'rest_days'],
];
const NAMES = [...new Set(SUMS.flat())];
const LEDGER_KEYS = ['green', 'blue', 'yellow', 'red', 'white', 'unknown'];

const variable = (place: number, name: string): string => `x${place}_${NAMES.indexOf(name)}`;

/**
 * Solves for the least and the greatest whole number that every hidden count can be, from nothing but the summary: its
 * printed numbers, the sums that follow from the definitions, and that a hidden number is not 0.
 */
export async function attack({ metrics, by }: PrintedSummary): Promise<Recovered[]> {
  const highs = await loadHighs();
  const places: { readonly name: string; readonly table: Table }[] = [{ name: 'whole', table: metrics }];
  const ofDimension: Record<string, number[]> = {};
  for (const [dimension, groups] of Object.entries(by))
    for (const [key, table] of Object.entries(groups)) {
      (ofDimension[dimension] ??= []).push(places.length);
      places.push({ name: `${dimension} ${key}`, table });
    }
  const rows: string[] = [];
  const bounds: string[] = [];
  const hidden: { readonly place: number; readonly metric: string }[] = [];
  places.forEach(({ name, table }, place) => {
    for (const metric of NAMES) {
      const figure = table[metric];
      const id = variable(place, metric);
      if (figure?.value !== undefined && figure.value !== null) rows.push(`${id} = ${figure.value}`);
      const isOffered = figure?.missing === 'suppressed' && isPrintedElsewhere(metric, name, places);
      if (isOffered) hidden.push({ place, metric });
      bounds.push(`${isOffered ? 1 : 0} <= ${id} <= 100000`);
    }
    for (const [whole, ...parts] of SUMS)
      rows.push(`${variable(place, whole!)} - ${parts.map((part) => variable(place, part)).join(' - ')} = 0`);
    const key = name.replace(/^colour /, '');
    if (name.startsWith('colour ')) {
      if (key === 'onsite') rows.push(`${variable(place, 'ledgered')} = 0`);
      if (LEDGER_KEYS.includes(key)) rows.push(`${variable(place, 'solved_on_site')} = 0`);
      if (key !== 'white') rows.push(`${variable(place, 'white')} = 0`);
      if (key === 'white') rows.push(`${variable(place, 'not_white')} = 0`);
      if (key === 'green' || key === 'blue') rows.push(`${variable(place, 'rest_colours')} = 0`);
    }
  });
  for (const [dimension, members] of Object.entries(ofDimension))
    for (const metric of NAMES) {
      const sum = members.map((place) => variable(place, metric)).join(' + ');
      // Departments are asked of what is in the ledger only.
      if (dimension !== 'department') rows.push(`${sum} - ${variable(0, metric)} = 0`);
      else if (metric === 'ledgered') rows.push(`${sum} - ${variable(0, 'ledgered')} = 0`);
      else if (metric === 'solved_on_site') rows.push(`${sum} = 0`);
    }
  const all = places.flatMap((_, place) => NAMES.map((metric) => variable(place, metric)));
  const bound = (sense: 'Minimize' | 'Maximize', id: string): number => {
    const problem = `${sense}\n obj: ${id}\nSubject To\n${rows.map((row, at) => ` r${at}: ${row}`).join('\n')}\nBounds\n${bounds.join('\n')}\nGeneral\n ${all.join(' ')}\nEnd\n`;
    return solved(highs, problem);
  };
  return hidden.map(({ place, metric }) => {
    const id = variable(place, metric);
    return { place: places[place]!.name, metric, low: bound('Minimize', id), high: bound('Maximize', id) };
  });
}

/** A count that no group of its kind has is not offered at all; one that others have was taken out of this one. */
function isPrintedElsewhere(
  metric: string,
  name: string,
  places: readonly { readonly name: string; readonly table: Table }[],
): boolean {
  const kind = name.split(' ')[0]!;
  return places.some(
    (other) => other.name.split(' ')[0] === kind && (other.table[metric]?.value ?? null) !== null,
  );
}

function solved(highs: LegacyHighs, problem: string): number {
  const { Status, ObjectiveValue } = highs.solve(problem, { output_flag: false });
  if (Status !== 'Optimal') throw new Error(`the attack ended with ${Status}`);
  return Math.round(ObjectiveValue);
}
