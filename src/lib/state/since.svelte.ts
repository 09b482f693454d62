import { dateOf } from '../core/period.ts';
import { fileName } from '../core/file-name.ts';
import type { Filter } from '../filters/filter.ts';
import { scopeParameters, type DayKind } from '../filters/url.ts';
import { bundleDamaged } from '../query/bundle-documents.ts';
import type { EarlierVersion } from '../query/history.ts';
import { runFingerprints } from '../query/run-fingerprints.ts';
import { runSince } from '../query/run-since.ts';
import { askSince, compareSince, type Since } from '../report/since/compare.ts';
import { checkSize, parseSaved } from '../report/since/parse.ts';
import {
  earlierAsSaved,
  holdsRecords,
  savedBulletin,
  savedBytes,
  type SavedBulletin,
} from '../report/since/saved.ts';
import type { BulletinState } from './bulletin.svelte.ts';
import type { Site } from './context.ts';
import { download } from './download.ts';
import { importUnreadable } from './local-errors.ts';
import { Query } from './query.svelte.ts';

type SinceSite = Pick<Site, 'published' | 'view' | 'ledger' | 'history'>;

/** The figures of the bulletin as a file, and an earlier one's held against today's data. */
export class SinceState {
  readonly #site: SinceSite;
  readonly #bulletin: BulletinState;
  /** The earlier bulletin that was opened; it stays in this page. */
  saved: SavedBulletin | null = $state.raw(null);
  isSaving = $state(false);
  /** Why the last file was neither saved nor opened. */
  failure: unknown = $state.raw(null);
  readonly query: Query<Since | null>;
  /** What the earlier bulletin and today's data say of each other; null without one, or while it is not known. */
  readonly since: Since | null = $derived.by(() =>
    this.saved !== null && this.query.status === 'done' && this.query.answer?.saved === this.saved
      ? this.query.answer
      : null,
  );
  /** True where the earlier bulletin is of another scope than the page. */
  readonly isOtherScope: boolean = $derived.by(() => {
    if (this.since === null) return false;
    const { since } = this;
    const { view } = this.#site;
    return scopeText(since.filter, since.days) !== scopeText(view.filter, view.days);
  });

  /** Must be called while a component is set up. */
  constructor(site: SinceSite, bulletin: BulletinState) {
    this.#site = site;
    this.#bulletin = bulletin;
    this.query = new Query(async (signal) => {
      const { saved } = this;
      if (saved === null) return null;
      const { moment, stored } = site.view.asOf;
      const { columns, calendar, manifest } = site.published;
      const asked = askSince(saved, moment, manifest.members);
      const asOf = { moment, stored, ...(asked.days === 'working' && calendar !== null && { calendar }) };
      const engine = await site.ledger.engine();
      const answer = await runSince(engine, { ...asked, asOf, moment: saved.moment }, signal);
      return compareSince(saved, asked, {
        ...answer,
        moment,
        columns,
        schemaVersion: manifest.schemaVersion,
      });
    });
  }

  /** Hands the bulletin's figures to the reader as a file. */
  async save(): Promise<void> {
    const source = this.#bulletin.toSave;
    if (source === null || this.isSaving) return;
    const { view, ledger } = this.#site;
    const { asOf, filter } = view;
    this.isSaving = true;
    this.failure = null;
    try {
      const records = holdsRecords(source)
        ? await runFingerprints(await ledger.engine(), asOf, filter)
        : null;
      const name = fileName(source.document.title, dateOf(asOf.moment), 'wuse.json');
      download(name, savedBytes(savedBulletin({ ...source, records })));
    } catch (failure) {
      this.failure = failure;
    }
    this.isSaving = false;
  }

  /** Compares with the county's figures of an earlier publication. */
  async openVersion(version: EarlierVersion, title: string): Promise<void> {
    const source = this.#bulletin.toSave;
    if (source === null) return;
    this.failure = null;
    this.saved = null;
    try {
      const numbers = await this.#site.history.numbers(version);
      if (numbers === null) throw bundleDamaged(version.figures.name, OTHER_SCHEMA);
      this.saved = earlierAsSaved(version, numbers, { ...source, title });
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** Reads an earlier bulletin's figures and compares them. */
  async open(file: File): Promise<void> {
    this.failure = null;
    this.saved = null;
    try {
      checkSize(file.size);
      this.saved = parseSaved(await bytesOf(file));
    } catch (failure) {
      this.failure = failure;
    }
  }
}

const OTHER_SCHEMA = {
  zh: '这一版由旧版程序发布，格式不同，不能比较',
  en: 'an older program published this version in another form; it cannot be compared',
};

function scopeText(filter: Filter, days: DayKind): string {
  return scopeParameters({ filter, days, cutoff: null, compare: 'week' }).toString();
}

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    const { maskTitle } = await import('../privacy/mask-title.ts');
    throw importUnreadable(maskTitle(file.name), cause);
  }
}
