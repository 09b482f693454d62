import type { LocalMoment } from '../core/period.ts';
import type { BundleFile, Edition, Manifest } from './bundle-documents.ts';

/** Name of the list of earlier publications in a bundle's folder. */
export const HISTORY_FILE = 'history.json';
const HISTORY_VERSION = 1;

/** Earlier publications whose aggregates are kept; a year of daily ones. */
const KEPT_VERSIONS = 400;
/** Of these, how many are kept whole, so that a publication can be taken back. */
export const KEPT_BUNDLES = 2;

/** An earlier publication: its aggregates by name, without any row. */
export interface EarlierVersion {
  readonly dataVersion: string;
  readonly schemaVersion: number;
  readonly edition: Edition;
  readonly cutoff: LocalMoment;
  readonly publishedAt: LocalMoment;
  /** Columns that its export had, for figures that need them. */
  readonly columns: readonly string[];
  readonly figures: BundleFile;
  /** Its manifest, while its rows are kept; null once they are gone. */
  readonly manifest: string | null;
}

/** A publication that was taken back: its figures are to be cited no more. */
export interface WithdrawnVersion {
  readonly dataVersion: string;
  readonly cutoff: LocalMoment;
  readonly publishedAt: LocalMoment;
  readonly withdrawnAt: LocalMoment;
}

/** `history.json`: what was published before, the latest first. */
export interface HistoryDocument {
  readonly historyVersion: number;
  readonly versions: readonly EarlierVersion[];
  readonly withdrawn: readonly WithdrawnVersion[];
}

/** A history without a publication. */
export const NO_HISTORY: HistoryDocument = { historyVersion: HISTORY_VERSION, versions: [], withdrawn: [] };

/** True for a list of publications that this program reads. */
export function isHistory(document: unknown): document is HistoryDocument {
  return (document as Partial<HistoryDocument> | null)?.historyVersion === HISTORY_VERSION;
}

/** A publication as the history keeps it; null for one without figures. */
function earlierVersion(published: Manifest, manifest: string): EarlierVersion | null {
  const figures = published.files.find(({ role }) => role === 'figures');
  if (figures === undefined) return null;
  const { dataVersion, schemaVersion, edition, cutoff, publishedAt, columns } = published;
  return { dataVersion, schemaVersion, edition, cutoff, publishedAt, columns, figures, manifest };
}

/**
 * The history once `next` takes the place of `previous`, whose manifest is kept under the name `manifest`. A version is
 * listed once. A public edition keeps none: what was internal must not stay in its folder, and the difference between
 * two public ones is small numbers. Nor does an internal one keep a public one.
 */
export function historyWith(
  history: HistoryDocument,
  previous: Manifest,
  manifest: string,
  next: Manifest,
): HistoryDocument {
  if (next.edition === 'public' || previous.edition !== next.edition) return NO_HISTORY;
  const entry = earlierVersion(previous, manifest);
  const versions = [...(entry === null ? [] : [entry]), ...history.versions]
    .filter(({ dataVersion }) => dataVersion !== next.dataVersion)
    .filter((each, place, all) => all.findIndex((one) => one.dataVersion === each.dataVersion) === place)
    .slice(0, KEPT_VERSIONS)
    .map((each, place) => (place < KEPT_BUNDLES ? each : { ...each, manifest: null }));
  return { ...history, versions };
}

/** The history once `current` was taken back and the version `restored` is published again. */
export function historyWithout(
  history: HistoryDocument,
  current: Manifest,
  restored: string,
  now: LocalMoment,
): HistoryDocument {
  const { dataVersion, cutoff, publishedAt } = current;
  return {
    ...history,
    versions: history.versions.filter((each) => each.dataVersion !== restored),
    withdrawn: [{ dataVersion, cutoff, publishedAt, withdrawnAt: now }, ...history.withdrawn].slice(
      0,
      KEPT_VERSIONS,
    ),
  };
}
