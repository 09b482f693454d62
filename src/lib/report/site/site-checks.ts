import type { Bilingual } from '../../core/errors.ts';
import { BROWSER_CHECKS } from './browser-checks.ts';
import { CONTENT_CHECKS } from './content-checks.ts';
import { SERVER_CHECKS } from './server-checks.ts';

/** Who can put it right. */
export type Responsible = 'server' | 'publisher' | 'reader';

/** A check of a served site, in words. */
export interface SiteCheck {
  /** What is checked. */
  readonly title: Bilingual;
  /** What it means where it is not well. */
  readonly wrong: Bilingual;
  /** What to do, and where in which configuration. */
  readonly fix: Bilingual;
  readonly tell: Responsible;
}

/** Every check, in the order of a report; `doctor` and the self-test page share the table. */
export const SITE_CHECKS = { ...CONTENT_CHECKS, ...SERVER_CHECKS, ...BROWSER_CHECKS } satisfies Readonly<
  Record<string, SiteCheck>
>;

export type SiteCode = keyof typeof SITE_CHECKS;

/** Who is to be told, in words. */
export const RESPONSIBLE: Readonly<Record<Responsible, Bilingual>> = {
  server: { zh: '管理网站服务器的人', en: 'who runs the web server' },
  publisher: { zh: '发布台账的人', en: 'who publishes the ledger' },
  reader: { zh: '管理这台电脑的人', en: 'who looks after this computer' },
};
