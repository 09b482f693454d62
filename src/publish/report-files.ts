import { bulletinCharts, documentFrame, UNFRAMED } from '../lib/charts/bulletin.ts';
import type { DrawChart } from '../lib/charts/draw.ts';
import type { ChartBlock } from '../lib/core/document.ts';
import type { Language } from '../lib/core/language.ts';
import { packageBytes, type ChartFile } from '../lib/export/bulletin-package.ts';
import { documentText } from '../lib/export/bulletin-text.ts';
import { workbookBytes } from '../lib/export/bulletin-workbook.ts';
import { docxBytes, type Picture } from '../lib/export/docx.ts';
import { bulletinWords, type BulletinWords } from '../lib/i18n/bulletin.ts';
import { translatorFor } from '../lib/i18n/messages.ts';
import { savedBytes } from '../lib/report/since/saved.ts';
import { sinceLines } from '../lib/report/since/tables.ts';
import type { MadeReport } from './make-report.ts';
import { chineseFont, framedChart, paintChart, type FramedChart } from './picture.ts';

/** Forms that a bulletin is written in, by the endings of files. */
export const ENDINGS = ['docx', 'xlsx', 'txt', 'zip', 'wuse.json'] as const;
export type Ending = (typeof ENDINGS)[number];

type Drawn = readonly (readonly [ChartBlock, DrawChart])[];

function drawnCharts({ document, weekly }: MadeReport, words: BulletinWords): Drawn {
  const charts = bulletinCharts(weekly, { ledgered: words('chart.ledgered'), open: words('chart.open') });
  return document.blocks.flatMap((block) => {
    const draw = block.kind === 'chart' ? charts[block.id] : undefined;
    return block.kind === 'chart' && draw !== undefined ? [[block, draw] as const] : [];
  });
}

/** A font to paint with; null, and a line that says so, where this computer has no Chinese letters. */
function fontFor(drawn: Drawn): string | null {
  const font = drawn.length === 0 ? null : chineseFont();
  if (drawn.length > 0 && font === null)
    process.stderr.write(
      '未找到中文字体，图以文字代替，不生成 PNG；可安装 fonts-noto-cjk (no Chinese font was found: charts are told in words, no PNG is made; install fonts-noto-cjk)\n',
    );
  return font;
}

/** What changed since an earlier bulletin, a line each; nothing unless it was asked for. */
export function sinceText({ since }: MadeReport, language: Language): string[] {
  if (since === null) return [];
  return sinceLines(since, { t: translatorFor(language), words: bulletinWords(language) });
}

/** Makes a bulletin's files; charts are drawn, and a missing font is told, once for all of them. */
export function reportFiles(made: MadeReport, language: Language): (ending: Ending) => Promise<Uint8Array> {
  const words = bulletinWords(language);
  const drawn = drawnCharts(made, words);
  const { document, link } = made;
  let font: string | null | undefined;
  const paint = (chart: FramedChart): Picture | null => {
    if (font === undefined) font = fontFor(drawn);
    return font === null ? null : paintChart(chart, font);
  };
  const pictures = (): Map<string, Picture> =>
    new Map(
      drawn.flatMap(([{ id }, draw]) => {
        const picture = paint(framedChart(draw, UNFRAMED));
        return picture === null ? [] : [[id, picture] as const];
      }),
    );
  const charts = (): Map<string, ChartFile> =>
    new Map(
      drawn.map(([block, draw]) => {
        const framed = framedChart(draw, documentFrame(document, block, words));
        return [block.id, { svg: framed.svg, png: paint(framed)?.png ?? null }];
      }),
    );
  return async (ending) => {
    switch (ending) {
      case 'docx':
        return docxBytes(document, { words, pictures: pictures() });
      case 'xlsx':
        return workbookBytes(document, words);
      case 'txt':
        return documentText(document, sinceText(made, language));
      case 'wuse.json':
        return savedBytes(made.figures!);
      case 'zip':
        return packageBytes(document, {
          words,
          link,
          isEdited: false,
          charts: charts(),
          pictures: pictures(),
        });
    }
  };
}
