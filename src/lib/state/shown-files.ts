import type { TableBlock } from '../core/document.ts';
import { bulletinWords } from '../i18n/bulletin.ts';
import type { Site } from './context.ts';
import { download } from './download.ts';
import { shownDocument } from './shown-document.ts';

export type ShownFile = 'csv' | 'xlsx';

/** Makes a file of a table as it is shown, and hands it to the reader. */
export async function saveShown(kind: ShownFile, name: string, site: Site, table: TableBlock): Promise<void> {
  const words = bulletinWords(site.t.language);
  const document = shownDocument(site, words, table);
  if (kind === 'csv') {
    const { tableCsv } = await import('../export/bulletin-csv.ts');
    download(name, tableCsv(table, document, words));
    return;
  }
  const { workbookBytes } = await import('../export/bulletin-workbook.ts');
  download(name, await workbookBytes(document, words));
}
