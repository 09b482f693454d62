import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { DOCUMENT_CHART_WIDTH } from '../lib/charts/bulletin.ts';
import type { DrawChart } from '../lib/charts/draw.ts';
import { renderChart } from '../lib/charts/render.server.ts';
import { standaloneSize, standaloneSvg, type ChartFrame } from '../lib/charts/standalone.ts';
import type { Picture } from '../lib/export/docx.ts';

const FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/System/Library/Fonts',
  'C:\\Windows\\Fonts',
  join(process.env['HOME'] ?? '', '.local/share/fonts'),
];
/** Files of typefaces that have Chinese, sans serif first. */
const CHINESE = [
  /NotoSansCJK-Regular|SourceHanSans.*Regular|NotoSansSC/i,
  /^msyh\.tt[cf]$/i,
  /PingFang|Hiragino Sans GB/i,
  /wqy|simhei|CJK|simsun|fangsong/i,
];
/** Pixels of a picture for each CSS pixel. */
const SCALE = 3;

/** A file with Chinese letters on this computer; null where there is none: pictures would have none either. */
export function chineseFont(): string | null {
  const files = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  for (const known of CHINESE) {
    const found = files.find(
      (file) => known.test(file.split(/[\\/]/).pop()!) && /\.(tt[cf]|otf)$/i.test(file),
    );
    if (found !== undefined) return found;
  }
  return null;
}

/** A chart with its size in CSS pixels, as a picture of its own. */
export interface FramedChart {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** A chart as SVG text, drawn without a browser, with its title and notes. */
export function framedChart(draw: DrawChart, words: Omit<ChartFrame, 'width' | 'height'>): FramedChart {
  const svg = renderChart(draw, DOCUMENT_CHART_WIDTH);
  const height = Number(/height="(\d+)"/.exec(svg)?.[1] ?? 260);
  const frame = { ...words, width: DOCUMENT_CHART_WIDTH, height };
  return { svg: standaloneSvg(svg, frame), ...standaloneSize(frame) };
}

/** The same as PNG, its letters from the file `font`. */
export function paintChart({ svg, width, height }: FramedChart, font: string): Picture {
  const painter = new Resvg(svg, {
    fitTo: { mode: 'width', value: width * SCALE },
    font: { fontFiles: [font], loadSystemFonts: false },
  });
  return { png: new Uint8Array(painter.render().asPng()), width, height };
}
