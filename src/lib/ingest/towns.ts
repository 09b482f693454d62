import { compactText, isPlaceholder } from '../core/text.ts';
import { maskText } from '../privacy/mask.ts';

/** The twelve towns and subdistricts of 2021 (dictionary §4.4). */
const TOWNS = [
  '龙门街道',
  '桃园街道',
  '德原街道',
  '王凤楼镇',
  '前曹镇',
  '恩城镇',
  '王庙镇',
  '王杲铺镇',
  '张华镇',
  '腰站镇',
  '王打卦镇',
  '三唐乡',
] as const;

const TYPE_SUFFIX = /(?:镇|乡|街道|开发区)$/;
const OFFICE_SUFFIX = /(?:人民政府|镇政府|政府|党工委|党委|办事处|街道办|办)$/;
const COUNTY_PREFIX = /^(?:山东省)?(?:德州市)?平原县/;
const TOWN_SHAPE = /^[\u4e00-\u9fff]{1,6}(?:镇|乡|街道|开发区)$/;
const SHAPE_IN_NAME = /[\u4e00-\u9fff]{1,4}?(?:镇|乡|街道|开发区)/;

/** A town's full name; `known` is false for one that is in no list. */
export interface TownMatch {
  readonly name: string;
  readonly known: boolean;
}

/** What may stand before a town: province, city, county. */
const UPPER_AREA =
  /^(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,4}市)?(?:[\u4e00-\u9fff]{1,4}[县区市])?$/;
const AREA_SEPARATOR = /[-—–_/\\>＞→|·、,，]/g;
const GRID = /(?:第?[一二三四五六七八九十\d]+|[东西南北中])?网格$/;
const VILLAGE_SHAPE = /^[\u4e00-\u9fff]{1,10}(?:村|社区|居|村委会|居委会|村民委员会|居民委员会|小区)$/;

/** A town and what stands behind it; `village` is null where that is none for certain, which `isWhole` then says. */
export interface AreaMatch {
  readonly town: TownMatch;
  readonly village: string | null;
  readonly isWhole: boolean;
}

/** Looks towns up by full name, name without 镇/乡/街道, office name (办事处, 镇政府) and configured alias. */
export class TownList {
  readonly #aliases = new Map<string, string>();
  readonly #cells = new Map<string, TownMatch | null>();

  constructor(configured: Readonly<Record<string, readonly string[]>> = {}) {
    for (const name of [...TOWNS, ...Object.keys(configured).map((each) => maskText(each))]) {
      const bare = name.replace(TYPE_SUFFIX, '');
      for (const alias of bare.length > 1 ? [name, bare] : [name]) this.#aliases.set(alias, name);
    }
    for (const [name, aliases] of Object.entries(configured)) {
      for (const alias of aliases) this.#aliases.set(compactText(alias), maskText(name));
    }
  }

  /** A town as a cell names it; unknown names are kept as written, a blank cell is `null`. */
  fromCell(text: string): TownMatch | null {
    const seen = this.#cells.get(text);
    if (seen !== undefined) return seen;
    const compact = compactText(text);
    const name = this.#exact(compact);
    // Masked before and after: some identifiers are told by the blanks in them, others stand out without.
    const unknown = (): string => maskText(compactText(maskText(text)));
    const match = isPlaceholder(text) ? null : { name: name ?? unknown(), known: name !== null };
    this.#cells.set(text, match);
    return match;
  }

  /** 恩城镇, 平原县恩城镇王庄村: a town of the list, and the village behind it; null where no town is proved. */
  fromArea(text: string): AreaMatch | null {
    const compact = compactText(text).replace(AREA_SEPARATOR, '');
    const exact = this.#exact(compact);
    if (exact !== null) return { town: { name: exact, known: true }, village: null, isWhole: true };
    const [first] = [...new Set(this.#aliases.values())]
      .map((name) => ({ name, at: compact.indexOf(name) }))
      .filter(({ at }) => at !== -1 && UPPER_AREA.test(compact.slice(0, at)))
      .sort((a, b) => a.at - b.at || b.name.length - a.name.length);
    if (!first) return null;
    const rest = compact
      .slice(first.at + first.name.length)
      .replace(/^(?:办事处|人民政府)/, '')
      .replace(GRID, '');
    const village = VILLAGE_SHAPE.test(rest) ? rest : null;
    return { town: { name: first.name, known: true }, village, isWhole: rest === '' || village !== null };
  }

  /** The one town that a sheet name, 填表单位 line or file name holds; `null` for none or several. */
  fromName(text: string): TownMatch | null {
    const compact = compactText(text).replace(/\.\w{2,5}$/, '');
    const exact = this.#exact(compact);
    if (exact) return { name: exact, known: true };
    const held = new Set(
      [...this.#aliases].filter(([alias]) => compact.includes(alias)).map(([, name]) => name),
    );
    if (held.size > 0) return held.size === 1 ? { name: [...held][0]!, known: true } : null;
    const bare = compact.replace(COUNTY_PREFIX, '').replace(OFFICE_SUFFIX, '');
    if (TOWN_SHAPE.test(bare)) return { name: bare, known: false };
    const shape = SHAPE_IN_NAME.exec(bare)?.[0];
    return shape && bare.startsWith(shape) && !/^[各全]/.test(shape) ? { name: shape, known: false } : null;
  }

  #exact(compact: string): string | null {
    const local = compact.replace(COUNTY_PREFIX, '');
    for (const key of [compact, local, local.replace(OFFICE_SUFFIX, '')]) {
      const name = this.#aliases.get(key);
      if (name) return name;
    }
    return null;
  }
}
