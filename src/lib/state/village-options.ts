import { compareText } from '../core/text.ts';
import { EMPTY_FILTER } from '../filters/filter.ts';
import { keyLabel } from '../metrics/labels.ts';
import type { Translator } from '../i18n/messages.ts';
import { runGroups } from '../query/run-groups.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Option } from './option-search.svelte.ts';
import type { View } from './view.svelte.ts';

/**
 * The villages of the towns that are chosen (all of them without a choice), each name once; one that several towns
 * have tells which.
 */
export async function villageOptions(ledger: LedgerEngine, view: View, t: Translator): Promise<Option[]> {
  const { asOf, filter } = view;
  const engine = await ledger.engine();
  const [groups] = await runGroups(engine, asOf, { ...EMPTY_FILTER, town: filter.town }, [
    ['town', 'village'],
  ]);
  const towns = new Map<string, string[]>();
  for (const { keys } of groups!) {
    const [town, village] = keys as readonly [string, string];
    towns.set(village, [...(towns.get(village) ?? []), t.pick(keyLabel('town', town))]);
  }
  return [...towns]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, names]) => {
      const label = t.pick(keyLabel('village', key));
      return { key, label: names.length > 1 ? `${label}（${names.sort(compareText).join(' ')}）` : label };
    });
}
