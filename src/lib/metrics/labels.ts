import type { Bilingual } from '../core/errors.ts';
import { LEDGER_CLASS_INFO, type LedgerClass } from '../schema/colours.ts';
import { OTHER_KEY } from './public-edition.ts';
import { NONE_KEY, type Dimension } from './types.ts';

const NONE: Readonly<Record<Dimension, Bilingual>> = {
  colour: { zh: '未标色', en: 'No colour' },
  town: { zh: '未填镇街', en: 'No town given' },
  village: { zh: '未填村（社区）', en: 'No village given' },
  department: { zh: '未交办', en: 'Unassigned' },
  category: { zh: '类别缺失', en: 'No category given' },
};

const OTHER: Bilingual = { zh: '其他（合并）', en: 'Other (brought together)' };

/** Name of a group; `绿·村级` for classes, the dimension's own words where the value is missing. */
export function keyLabel(dimension: Dimension, key: string): Bilingual {
  if (key === NONE_KEY) return NONE[dimension];
  if (key === OTHER_KEY) return OTHER;
  if (dimension !== 'colour') return { zh: key, en: key };
  const info = LEDGER_CLASS_INFO[key as LedgerClass];
  if (key === 'onsite' || key === 'unknown') return info.name;
  return { zh: `${info.short.zh}·${info.level.zh}`, en: `${info.name.en} · ${info.level.en}` };
}
