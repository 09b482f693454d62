import { day, type DayNumber } from './calendar.ts';
import { settle, type Matter } from './outcomes.ts';
import type { Random } from './random.ts';
import { COLOUR_PLANS, registrationDays, type SampleClass, type SampleColour } from './schedule.ts';
import { TOWN_PLANS } from './towns.ts';
import { LI_DEJIAN, LOTUS_POND, type Village } from './villages.ts';

/** A problem of the sample that was solved at the visit. */
export interface OnsiteCase {
  readonly village: Village;
  readonly registered: DayNumber;
}

/** Everything that happens in the sample, before it is put into words. */
export interface SampleCases {
  readonly onsite: readonly OnsiteCase[];
  readonly matters: readonly Matter[];
}

/** 莲花池社区 in the report: 36 problems, 30 of them solved on site (published); the other six are invented. */
const LOTUS_POND_CASES: Readonly<Record<SampleClass, number>> = { onsite: 30, green: 4, blue: 2, yellow: 0 };

/** 李德俭村 in the report: solved within five days of being told (published); the dates are invented. */
const LI_DEJIAN_REGISTERED = day('2022-01-11');
const LI_DEJIAN_DAYS = 4;

/** Lays out all problems of the sample: where, when registered, when resolved. */
export function planCases(villages: readonly Village[], random: Random): SampleCases {
  const onsitePlaces = random.shuffle(placesOf('onsite', villages, random));
  const onsiteDays = registrationDays('onsite', random);
  const onsite = onsitePlaces.map((village, index) => ({ village, registered: onsiteDays[index]! }));
  const matters = (['green', 'blue', 'yellow'] as const).flatMap((colour) => {
    const planned = planColour(colour, villages, random);
    settle(colour, planned, random);
    return planned;
  });
  return { onsite, matters };
}

/** One village per problem of a class, with the numbers per town as laid down. */
function placesOf(kind: SampleClass, villages: readonly Village[], random: Random): Village[] {
  return TOWN_PLANS.flatMap((town) => {
    const own = villages.filter((village) => village.town === town.name);
    const fixed = own.filter(({ name }) => name === LOTUS_POND);
    const others = own.filter(({ name }) => name !== LOTUS_POND);
    const places = fixed.flatMap((village) => Array<Village>(LOTUS_POND_CASES[kind]).fill(village));
    while (places.length < town[kind]) places.push(random.weighted(others, ({ households }) => households));
    return places;
  });
}

function planColour(colour: SampleColour, villages: readonly Village[], random: Random): Matter[] {
  const days = registrationDays(colour, random);
  const places = random.shuffle(placesOf(colour, villages, random));
  if (colour === 'yellow') pinPublishedCase(places, days, villages);
  return places.map((village, index) => {
    const registered = days[index]!;
    const fixed = colour === 'yellow' && index === 0;
    const due = registered + COLOUR_PLANS[colour].daysAllowed;
    const slowness = TOWN_PLANS.find(({ name }) => name === village.town)!.slowness;
    const resolved = fixed ? registered + LI_DEJIAN_DAYS : null;
    return { colour, village, slowness, registered, due, resolved, fixed };
  });
}

/** Moves a place of 王庙镇 and a day of the published case's week to the front, as the case 李德俭村. */
function pinPublishedCase(places: Village[], days: DayNumber[], villages: readonly Village[]): void {
  const village = villages.find(({ name }) => name === LI_DEJIAN)!;
  const place = places.findIndex(({ town }) => town === village.town);
  [places[0], places[place]] = [village, places[0]!];
  const sameWeek = days.findIndex((each) => Math.abs(each - (LI_DEJIAN_REGISTERED + 2)) <= 3);
  [days[0], days[sameWeek]] = [LI_DEJIAN_REGISTERED, days[0]!];
}
