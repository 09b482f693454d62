import type { DrawChart } from '../charts/draw.ts';
import type { ChartBlock, ReportDocument } from '../core/document.ts';
import { fileName } from '../core/file-name.ts';
import type { ChartFile } from '../export/bulletin-package.ts';
import type { Picture } from '../export/docx.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';
import { documentFrame, DOCUMENT_CHART_WIDTH, UNFRAMED } from '../charts/bulletin.ts';
import { chartPicture, chartSvg } from './chart-picture.ts';
import { download } from './download.ts';

export type BulletinFile = 'docx' | 'xlsx' | 'zip';

/** What a bulletin's files are made of. */
export interface BulletinSource {
  readonly document: ReportDocument;
  readonly words: BulletinWords;
  readonly charts: Readonly<Record<string, DrawChart>>;
  /** Parameters that ask for the bulletin. */
  readonly link: string;
  readonly isEdited: boolean;
}

/** The document's charts with their drawings. */
function drawn({ document, charts }: BulletinSource): (readonly [ChartBlock, DrawChart])[] {
  return document.blocks.flatMap((block) => {
    const draw = block.kind === 'chart' ? charts[block.id] : undefined;
    return block.kind === 'chart' && draw !== undefined ? [[block, draw] as const] : [];
  });
}

/** A chart as PNG; null where the browser cannot paint it: words stand in its place then. */
async function painted(draw: DrawChart, frame: Parameters<typeof chartPicture>[2]): Promise<Picture | null> {
  try {
    return await chartPicture(draw, DOCUMENT_CHART_WIDTH, frame);
  } catch {
    return null;
  }
}

async function pictures(source: BulletinSource): Promise<Map<string, Picture>> {
  const found = new Map<string, Picture>();
  for (const [{ id }, draw] of drawn(source)) {
    const picture = await painted(draw, UNFRAMED);
    if (picture !== null) found.set(id, picture);
  }
  return found;
}

async function chartFiles(source: BulletinSource): Promise<Map<string, ChartFile>> {
  const found = new Map<string, ChartFile>();
  for (const [block, draw] of drawn(source)) {
    const frame = documentFrame(source.document, block, source.words);
    const { svg } = await chartSvg(draw, DOCUMENT_CHART_WIDTH, frame);
    found.set(block.id, { svg, png: (await painted(draw, frame))?.png ?? null });
  }
  return found;
}

async function bytesOf(kind: BulletinFile, source: BulletinSource): Promise<Uint8Array> {
  const { document, words, link, isEdited } = source;
  if (kind === 'xlsx') {
    const { workbookBytes } = await import('../export/bulletin-workbook.ts');
    return workbookBytes(document, words);
  }
  if (kind === 'docx') {
    const { docxBytes } = await import('../export/docx.ts');
    return docxBytes(document, { words, pictures: await pictures(source) });
  }
  const { packageBytes } = await import('../export/bulletin-package.ts');
  const charts = await chartFiles(source);
  return packageBytes(document, { words, link, isEdited, charts, pictures: await pictures(source) });
}

/** Makes a file of the bulletin and hands it to the reader; rejects where it cannot be made. */
export async function saveBulletin(kind: BulletinFile, source: BulletinSource): Promise<void> {
  const { title, source: of } = source.document;
  download(fileName(title, of.cutoff, kind), await bytesOf(kind, source));
}
