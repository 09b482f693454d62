/** A number as a text has it. */
export interface TextNumber {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** In the unit: 11.2 for `11.2万`. */
  readonly value: number;
  readonly decimals: number;
  readonly inTenThousands: boolean;
  /** `余`: more than that. */
  readonly isFloored: boolean;
  readonly unit: 'percent' | 'points' | 'days' | 'count';
}

const NUMBER =
  /(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万)?(余)?\s*(个百分点|percentage points|[%％]|天|个|件|户|条|起)?/gu;
/** Behind a number that is none of the ledger's: dates, hours, places in a list. */
const NO_FIGURE_AFTER = /^\s*(?:年|月|日|时|点|分(?!点)|号|、|\.(?!\d))/u;
/** Before one: dates in other forms, numbers of problems and of annexes, words that a number is part of. */
const NO_FIGURE_BEFORE = /(?:[A-Za-z_\-/:.]|附件|第|前|不足|不到|低于.{0,8}|高于.{0,8})$/u;

function unitOf(word: string | undefined): TextNumber['unit'] {
  if (word === '%' || word === '％') return 'percent';
  if (word === '个百分点' || word === 'percentage points') return 'points';
  return word === '天' ? 'days' : 'count';
}

/** The numbers of a text that may be figures; full-width digits count as digits, dates and list numbers do not. */
export function textNumbers(text: string): TextNumber[] {
  const plain = text.replace(/[０-９．，](?=[０-９]|[0-9])|[０-９]/gu, (sign) =>
    sign === '．' ? '.' : sign === '，' ? '，' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );
  return [...plain.matchAll(NUMBER)].flatMap((match) => {
    const [whole, digits, decimals = '', tenThousands, floored, unit] = match;
    const start = match.index;
    const end = start + whole.trimEnd().length;
    if (unit === undefined && NO_FIGURE_AFTER.test(plain.slice(end))) return [];
    if (NO_FIGURE_BEFORE.test(plain.slice(0, start)) || /^[\-/:]\d/.test(plain.slice(end))) return [];
    return {
      start,
      end,
      text: text.slice(start, end),
      value: Number(digits!.replaceAll(',', '') + decimals),
      decimals: Math.max(0, decimals.length - 1),
      inTenThousands: tenThousands !== undefined,
      isFloored: floored !== undefined,
      unit: unitOf(unit),
    };
  });
}
