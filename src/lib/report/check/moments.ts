import type { LocalMoment } from '../../core/period.ts';
import { formatMoment } from '../../format/format.ts';
import type { CheckedNumber } from './judge.ts';

/** 截至 with a day, as texts write it; year and hour may be left out. */
const CUTOFF = /截至(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:(\d{1,2})[时点])?/gu;

/** The cut-offs that a text names, each held against the moment that the figures stand for. */
export function checkedMoments(text: string, moment: LocalMoment): CheckedNumber[] {
  const [year, month, day, hour] = moment.split(/[-T:]/).map(Number);
  return [...text.matchAll(CUTOFF)].map((match) => {
    const given = match.slice(1).map((part) => (part === undefined ? null : Number(part)));
    const isSame = [year, month, day, hour].every(
      (part, index) => given[index] === null || given[index] === part,
    );
    const start = match.index + '截至'.length;
    const end = match.index + match[0].length;
    return {
      ...{ start, end, text: text.slice(start, end), value: 0, decimals: 0 },
      ...{ inTenThousands: false, isFloored: false, unit: 'count' as const },
      ...{ metric: null, group: null, isChange: false, isShare: false, fits: null },
      status: isSame ? ('same' as const) : ('different' as const),
      expected: formatMoment(moment, 'zh'),
      cause: isSame ? null : ('cutoff' as const),
    };
  });
}
