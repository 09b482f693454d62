import { formatMoment } from '../format/format.ts';
import { translatorFor } from '../i18n/messages.ts';
import type { Manifest } from '../query/bundle-documents.ts';

/** What whoever unpacks a package must know, in Chinese, then in English. */
export function packageNotes({ dataVersion, cutoff, publishedAt }: Manifest): string {
  const notes = (['zh', 'en'] as const).map((language) =>
    translatorFor(language)('package.notes', {
      version: dataVersion,
      cutoff: formatMoment(cutoff, language),
      made: formatMoment(publishedAt, language),
    }),
  );
  return notes.join('\n\n----\n\n');
}
