import type { DrawChart } from '../charts/draw.ts';
import { fileName } from '../core/file-name.ts';
import type { Filter } from '../filters/filter.ts';
import { formatDate } from '../format/format.ts';
import { bulletinWords } from '../i18n/bulletin.ts';
import type { Translator } from '../i18n/messages.ts';
import type { Edition } from '../query/bundle-documents.ts';
import { scopeWords } from '../report/bulletin/link.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { chartPicture, chartSvg, type FrameWords } from './chart-picture.ts';
import { momentText } from './comparison-words.ts';
import { download } from './download.ts';

/** What a saved chart says of itself. */
export interface ChartWords {
  readonly t: Translator;
  readonly title: string;
  readonly subtitle: string;
  /** What signs and colours of the chart stand for. */
  readonly legend: readonly string[];
  readonly filter: Filter;
  readonly asOf: AsOf;
  readonly version: string;
  readonly edition: Edition;
}

/** Pictures for paper are not narrower, whatever the screen is. */
const NARROWEST = 640;

function frameOf({ t, title, subtitle, legend, filter, asOf, version, edition }: ChartWords): FrameWords {
  const words = bulletinWords(t.language);
  const day = (date: string | null): string => (date === null ? '…' : formatDate(date, t.language));
  const isPeriod = filter.from !== null || filter.to !== null;
  const scope = scopeWords(t, words, filter) + (isPeriod ? ` ${day(filter.from)}–${day(filter.to)}` : '');
  const source = {
    edition: words(`edition.${edition}`),
    scope,
    moment: momentText(t, asOf),
    version,
  };
  return {
    title,
    subtitle,
    notes: [...(legend.length === 0 ? [] : [legend.join('   ')]), t('chart.savedSource', source)],
  };
}

/** Hands the reader a chart as a file; false where the browser could not paint it. */
export async function saveChart(
  kind: 'svg' | 'png',
  draw: DrawChart,
  width: number,
  words: ChartWords,
): Promise<boolean> {
  const frame = frameOf(words);
  const size = Math.max(NARROWEST, Math.round(width));
  const name = fileName(words.title, words.asOf.moment, kind);
  try {
    if (kind === 'png') download(name, (await chartPicture(draw, size, frame)).png);
    else {
      const { svg } = await chartSvg(draw, size, frame);
      download(name, new TextEncoder().encode(svg));
    }
    return true;
  } catch {
    return false;
  }
}
