import type { UpdateRhythm } from './freshness.ts';
import type { Target } from './targets.ts';
import type { WorkCalendar } from './work-calendar.ts';

/** How the county names itself on its bulletins. */
export interface CountyNames {
  /** In titles in place of “the whole county”: 平原县. */
  readonly name?: string;
  /** Who issues the bulletins; stands above their title. */
  readonly issuer?: string;
}

/** What the county has said of itself, beside what decides how files are read; each absent where it has not. */
export interface CountySettings {
  /** How often it publishes, and whom readers may ask. */
  readonly update?: UpdateRhythm;
  /** What it wants its rates to reach; the four of the slogan where it does not say (M43). */
  readonly targets?: readonly Target[];
  /** Its holidays and the weekends that it works; no working days are counted without (D19). */
  readonly calendar?: WorkCalendar;
  readonly county?: CountyNames;
}

/** The settings among the members of a configuration or a manifest. */
export function countySettings({ update, targets, calendar, county }: CountySettings): CountySettings {
  return {
    ...(update && { update }),
    ...(targets && { targets }),
    ...(calendar && { calendar }),
    ...(county && { county }),
  };
}
