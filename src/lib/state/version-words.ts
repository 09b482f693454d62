import type { Translator } from '../i18n/messages.ts';
import type { Published } from './published.svelte.ts';

/** What a file says of its data: the version, and for whom it is made. */
export function versionWords(t: Translator, { manifest, isLocal }: Published): string {
  return `${manifest.dataVersion} ${isLocal ? t('open.mark') : t(`header.edition.${manifest.edition}`)}`;
}
