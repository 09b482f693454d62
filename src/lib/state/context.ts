import { createContext } from 'svelte';
import type { Translator } from '../i18n/messages.ts';
import type { FigureDetailsState } from './details.svelte.ts';
import type { PublishedHistory } from './history.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { LocalLedger } from './local-ledger.svelte.ts';
import type { LinkTo } from './links.ts';
import type { Published } from './published.svelte.ts';
import type { View } from './view.svelte.ts';

/** What every component of a page may ask for. */
export interface Site {
  /** Words of the page's language. */
  readonly t: Translator;
  readonly published: Published;
  readonly ledger: LedgerEngine;
  readonly local: LocalLedger;
  readonly view: View;
  readonly details: FigureDetailsState;
  readonly link: LinkTo;
  readonly history: PublishedHistory;
}

export const [getSite, setSite] = createContext<Site>();
