import { CUT_OFF_DAY } from './calendar.ts';
import type { Matter } from './outcomes.ts';
import type { Random } from './random.ts';
import { VILLAGE_LEAD } from './staff.ts';
import { BLUE_TEMPLATES } from './texts/blue.ts';
import { fillTemplate, suitable } from './texts/fill.ts';
import { GREEN_TEMPLATES } from './texts/green.ts';
import { ONSITE_TEMPLATES } from './texts/onsite.ts';
import { progressPhrases } from './texts/progress.ts';
import type { ProblemTemplate } from './texts/template.ts';
import { SUPPORTING, YELLOW_LEADS, YELLOW_TEMPLATES } from './texts/yellow.ts';
import type { Village } from './villages.ts';

/** A problem in words. */
export interface Wording {
  readonly category: string;
  readonly problem: string;
  readonly done: string;
  readonly department: string;
}

const POWER_COMPANY = '国网平原县供电公司';

/** The case of 李德俭村: tripping breakers, 600 metres of line (published); the rest is invented. */
const PUBLISHED_CASE: Wording = {
  category: '供水供电',
  problem: '入冬以来家中和周边住户频繁跳闸，取暖设备一开就断电，影响正常生活',
  done: '供电所现场勘查，系线路老化、线径偏小，完成600米线路更换，跳闸问题已解决',
  department: POWER_COMPANY,
};

/** Puts problems into words so that no two of one town read the same. */
export class Writer {
  readonly #random: Random;
  readonly #used = new Set<string>();
  readonly #leads: string[];

  constructor(random: Random) {
    this.#random = random;
    const leads = YELLOW_LEADS.flatMap(([name, count]) => Array<string>(count).fill(name));
    leads.splice(leads.indexOf(POWER_COMPANY), 1);
    this.#leads = random.shuffle(leads);
  }

  /** A problem that was solved at the visit. */
  onsite(village: Village): Wording {
    return { ...this.#write(ONSITE_TEMPLATES, village), department: '' };
  }

  /** A ledgered problem with its lead department. */
  matter(matter: Matter): Wording {
    if (matter.fixed) return PUBLISHED_CASE;
    if (matter.colour === 'green')
      return { ...this.#write(GREEN_TEMPLATES, matter.village), department: VILLAGE_LEAD };
    if (matter.colour === 'blue') return this.#write(BLUE_TEMPLATES, matter.village);
    const lead = this.#leads.pop()!;
    const wording = this.#write(
      YELLOW_TEMPLATES.filter(({ department }) => department === lead),
      matter.village,
    );
    const supporting = this.#random.chance(0.12) ? SUPPORTING[lead] : undefined;
    return supporting ? { ...wording, department: `${lead}、${supporting}` } : wording;
  }

  #write(templates: readonly ProblemTemplate[], village: Village): Wording {
    const fitting = suitable(templates, village.urban);
    const choices = fitting.length > 0 ? fitting : templates;
    for (;;) {
      const template = this.#random.pick(choices);
      const { problem, done } = fillTemplate(template, village.urban, this.#random);
      const key = `${village.town}/${problem}`;
      if (this.#used.has(key)) continue;
      this.#used.add(key);
      return { category: template.category, problem, done, department: template.department };
    }
  }
}

/** What the result column says for a matter that is still open. */
export function progressText(matter: Matter, category: string, random: Random): string {
  return random.pick(progressPhrases(matter.colour === 'yellow', category, matter.due < CUT_OFF_DAY));
}
