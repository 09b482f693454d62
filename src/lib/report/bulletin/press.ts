import type { Inline } from '../../core/document.ts';
import { formatMomentOfYear } from '../../format/format.ts';
import { LEDGER_CLASS_INFO, LEDGER_COLOURS, type LedgerClass } from '../../schema/colours.ts';
import type { Figures } from './figures.ts';
import type { BulletinInput } from './input.ts';

const groupOf = (key: LedgerClass) => ({ dimension: 'colour', key }) as const;

/** The colours that there are; what has none is named too, or the numbers would not add up. */
function colours(figures: Figures): Inline[][] {
  const listed = LEDGER_COLOURS.filter((key) => !figures.isNone('colour_count', groupOf(key))).map(
    (key, index) =>
      figures.say(index === 0 ? 'press.colour' : 'press.colourMore', {
        colour: figures.words.pick(LEDGER_CLASS_INFO[key].name),
        count: figures.figure('colour_count', groupOf(key)),
      }),
  );
  if (figures.isNone('colour_count', groupOf('unknown'))) return listed;
  const colour = figures.words.pick(LEDGER_CLASS_INFO.unknown.name);
  const count = figures.figure('colour_count', groupOf('unknown'));
  return [...listed, figures.say('overview.colour', { colour, count })];
}

/** 满意率达100% only where it is; the number of ratings stands beside it, and few of them are counts. */
function satisfaction(figures: Figures): Inline[] {
  const rated = figures.figure('rated');
  if (figures.isNone('rated')) return [];
  if (!figures.isSaid('satisfaction_rate'))
    return figures.say('press.few', { rated, satisfied: figures.figure('satisfied') });
  const { numerator, denominator } = figures.value('satisfaction_rate');
  return [
    ...figures.say(numerator === denominator ? 'press.all' : 'press.most', {
      rate: figures.figure('satisfaction_rate'),
    }),
    ...figures.say('press.base', { revisited: figures.figure('revisited'), rated }),
  ];
}

/** The sentence that newspapers print: floored households, colours without zeros, no unit and no resident named. */
export function pressProse(figures: Figures, { scope, moment }: BulletinInput): Inline[] {
  const at = formatMomentOfYear(moment, figures.words.language);
  const visited =
    figures.value('households_visited').value !== null || figures.isHidden('households_visited');
  const start = visited
    ? figures.say('press.visits', { moment: at, scope, households: figures.figure('households_visited') })
    : figures.say('press.noVisits', { moment: at, scope });
  const pieces = { problems: figures.figure('problems_total'), onsite: figures.figure('solved_on_site') };
  const listed = colours(figures);
  const problems =
    listed.length === 0
      ? figures.say('press.problemsOnsite', pieces)
      : figures.say('press.problems', { ...pieces, colours: figures.list(listed) });
  return [...start, ...problems, ...satisfaction(figures), figures.words('stop')];
}
