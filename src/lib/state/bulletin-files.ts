import type { DrawChart } from '../charts/draw.ts';
import type { ReportDocument } from '../core/document.ts';
import type { Picture } from '../export/docx.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';
import { chartPicture } from './chart-picture.ts';
import { download, fileName } from './download.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Width in CSS pixels for which charts of documents are drawn. */
const CHART_WIDTH = 640;

/** The document has the chart's title and notes around the picture. */
const UNFRAMED = { title: '', subtitle: '', notes: [] };

export type BulletinFile = 'docx' | 'xlsx';

/** What a bulletin's files are made of. */
export interface BulletinSource {
  readonly document: ReportDocument;
  readonly words: BulletinWords;
  readonly charts: Readonly<Record<string, DrawChart>>;
  /** The cut-off's day, for the file's name. */
  readonly day: string;
}

/** Pictures of the document's charts; one that cannot be painted is left out, and its text stands in its place. */
async function pictures({ document, charts }: BulletinSource): Promise<Map<string, Picture>> {
  const found = new Map<string, Picture>();
  for (const block of document.blocks) {
    const draw = block.kind === 'chart' ? charts[block.id] : undefined;
    if (block.kind !== 'chart' || draw === undefined) continue;
    found.set(block.id, await chartPicture(draw, CHART_WIDTH, UNFRAMED));
  }
  return found;
}

/** Makes a file of the bulletin and hands it to the reader. */
export async function saveBulletin(kind: BulletinFile, source: BulletinSource): Promise<void> {
  const { document, words, day } = source;
  const name = fileName(document.title, day, kind);
  if (kind === 'docx') {
    const { docxBytes } = await import('../export/docx.ts');
    download(name, WORD, await docxBytes(document, { words, pictures: await pictures(source) }));
    return;
  }
  const { workbookBytes } = await import('../export/bulletin-workbook.ts');
  download(name, EXCEL, await workbookBytes(document, words));
}
