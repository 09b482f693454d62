import type { ReportDocument, TableBlock } from '../core/document.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';
import { momentText } from './comparison-words.ts';
import type { Site } from './context.ts';
import { filterText } from './group-words.ts';
import { versionWords } from './version-words.ts';

/** A table of the page as a document of its own, with what it is of: moment, scope, edition and data version. */
export function shownDocument(
  { t, view, published }: Site,
  words: BulletinWords,
  table: TableBlock,
): ReportDocument {
  const { manifest } = published;
  const [moment, scope] = [momentText(t, view.asOf), filterText(t, view.filter)];
  return {
    title: table.title,
    masthead: null,
    subtitle: words('subtitle', { moment }),
    edition: published.isLocal ? t('open.mark') : t(`header.edition.${manifest.edition}`),
    blocks: [],
    annexes: [table],
    foot: [
      words('foot.cutoff', { moment }),
      words('foot.scope', { scope }),
      words('foot.version', { version: versionWords(t, published) }),
    ],
    definitions: [],
    source: {
      dataVersion: manifest.dataVersion,
      edition: manifest.edition,
      cutoff: view.asOf.moment,
      scope,
      kind: 'table',
    },
  };
}
