import type { Compare } from '../../core/comparison.ts';
import type { ReportDocument } from '../../core/document.ts';
import { WuseError } from '../../core/errors.ts';
import type { Language } from '../../core/language.ts';
import type { LocalMoment } from '../../core/period.ts';
import { scopeParameters, type ViewState } from '../../filters/url.ts';
import { isMetricId, type MetricId } from '../../metrics/registry.ts';
import type { ScopeNumbers } from '../../metrics/report.ts';
import { FLAGS, type Dimension } from '../../metrics/types.ts';
import type { Edition, Manifest } from '../../query/bundle-documents.ts';
import type { EarlierVersion } from '../../query/history.ts';
import { packNumbers, type PackedNumbers } from '../../query/pack-overview.ts';
import { MOST_FINGERPRINTS, type Fingerprints } from '../../query/run-fingerprints.ts';
import { writtenFigures } from '../bulletin/edits.ts';
import { figureId, type GroupKey } from '../bulletin/figures.ts';
import type { BulletinKind, PartId } from '../bulletin/kinds.ts';

export const SAVED_FORMAT = 'wuse-bulletin';
export const SAVED_VERSION = 1;

/** Why there are no records: the edition shows none, they are too many, or an earlier publication is compared. */
export type RecordsLacking = 'edition' | 'size' | 'history';

/** A figure that a bulletin prints: a metric of the whole, or of a group. */
export type Printed = readonly [metric: string] | readonly [metric: string, dimension: string, key: string];

/** A figure that was written over; `written` is empty where it is no number. */
export interface Written {
  readonly figure: string;
  readonly text: string;
  readonly written: string;
}

/** Records with the names of the flags that their bits stand for. */
export interface SavedRecords extends Fingerprints {
  readonly flags: readonly string[];
}

/** A bulletin's figures as a file: nothing in it names a person. */
export interface SavedBulletin {
  readonly format: typeof SAVED_FORMAT;
  readonly version: typeof SAVED_VERSION;
  readonly title: string;
  readonly kind: string;
  /** Parameters of the page's address that give the bulletin's scope and parts. */
  readonly link: string;
  readonly language: Language;
  readonly edition: Edition;
  readonly dataVersion: string;
  readonly schemaVersion: number;
  readonly moment: LocalMoment;
  readonly compare: string;
  /** Columns that the data had: figures that need others were not known. */
  readonly columns: readonly string[];
  readonly figures: PackedNumbers;
  readonly printed: readonly Printed[];
  readonly written: readonly Written[];
  readonly records: SavedRecords | null;
  /** Set where `records` is null. */
  readonly recordsLacking: RecordsLacking | null;
}

/** What a bulletin is saved from. */
export interface BulletinToSave {
  /** As it is shown, with what was written over. */
  readonly document: ReportDocument;
  /** The title as it is made: what was written in its place may name anybody. */
  readonly title: string;
  readonly kind: BulletinKind;
  readonly parts: readonly PartId[];
  readonly view: Pick<ViewState, 'filter' | 'cutoff' | 'days'>;
  readonly compare: Compare;
  readonly language: Language;
  readonly manifest: Pick<Manifest, 'edition' | 'dataVersion' | 'schemaVersion' | 'columns'>;
  readonly moment: LocalMoment;
  readonly numbers: ScopeNumbers;
  /** Null unless {@link holdsRecords}. */
  readonly records: Fingerprints | null;
}

/** True where a bulletin's file has its records, which are asked for only then. */
export function holdsRecords({ manifest, numbers }: Pick<BulletinToSave, 'manifest' | 'numbers'>): boolean {
  const records = (numbers.whole.counts.problems_total ?? 0) - (numbers.withoutRecords ?? 0);
  return manifest.edition === 'internal' && records <= MOST_FINGERPRINTS;
}

/** A number as people write it over another: shorter than what names or reaches a person. */
const NUMBER = /^[+\-\u2212]?[\d,]{1,10}(\.\d{1,4})?(%|万余|万|亿|余|多)?$/;

/** The metric of a printed figure that stands for itself: no change, share or sum of several. */
function printedOf(metric: string, group: { dimension: string; key: string } | null): Printed | null {
  if (!isMetricId(metric)) return null;
  return group === null ? [metric] : [metric, group.dimension, group.key];
}

/** The metric and group of a printed figure. */
export function figureOf([metric, dimension, key]: Printed): {
  readonly metric: MetricId;
  readonly group: GroupKey | null;
} {
  const group = dimension === undefined ? null : { dimension: dimension as Dimension, key: key! };
  return { metric: metric as MetricId, group };
}

/** Every figure that a document prints in its sentences and tables, once, in its order. */
function printedFigures({ blocks, annexes }: ReportDocument): Printed[] {
  const found = new Map<string, Printed>();
  const add = (metric: string, group: { dimension: string; key: string } | null): void => {
    const printed = printedOf(metric, group);
    if (printed !== null) found.set(figureId(metric, group), printed);
  };
  for (const block of [...blocks, ...annexes]) {
    if (block.kind === 'paragraph')
      for (const inline of block.inlines)
        if (typeof inline !== 'string' && inline.id === figureId(inline.metric, inline.group))
          add(inline.metric, inline.group);
    if (block.kind === 'table')
      for (const row of block.rows)
        for (const { figure } of row) if (figure) add(figure.metric, figure.group);
  }
  return [...found.values()];
}

function linkOf({ view, kind, parts, compare }: BulletinToSave): string {
  const parameters = scopeParameters({ ...view, compare });
  parameters.set('kind', kind);
  if (kind === 'custom') for (const part of parts) parameters.append('section', part);
  return parameters.toString();
}

/**
 * The figures of a bulletin as a file holds them. Throws `SINCE_HOUSEHOLD` for a bulletin of chosen households, whose
 * keys may not leave the ledger.
 */
export function savedBulletin(source: BulletinToSave): SavedBulletin {
  const { document, title, kind, compare, language, manifest, moment, numbers, view } = source;
  if (view.filter.household.length > 0)
    throw new WuseError(
      'SINCE_HOUSEHOLD',
      { zh: '按户筛选的通报不能保存', en: 'a bulletin of chosen households cannot be saved' },
      { zh: '请先去掉按户的筛选', en: 'take the filter by household away first' },
    );
  const records =
    holdsRecords(source) && source.records !== null ? { flags: FLAGS, ...source.records } : null;
  return {
    format: SAVED_FORMAT,
    version: SAVED_VERSION,
    title,
    kind,
    link: linkOf(source),
    language,
    edition: manifest.edition,
    dataVersion: manifest.dataVersion,
    schemaVersion: manifest.schemaVersion,
    moment,
    compare,
    columns: manifest.columns,
    figures: packNumbers(numbers),
    printed: printedFigures(document),
    written: writtenFigures(document).map(({ id, text, written }) => ({
      figure: id,
      text,
      written: NUMBER.test(written!) ? written! : '',
    })),
    records,
    recordsLacking: records !== null ? null : manifest.edition === 'internal' ? 'size' : 'edition',
  };
}

/**
 * An earlier publication in the form of a saved bulletin of the whole county: the figures that `document` prints, without
 * records, of which a history keeps none.
 */
export function earlierAsSaved(
  version: EarlierVersion,
  numbers: ScopeNumbers,
  { document, title, language }: Pick<BulletinToSave, 'document' | 'title' | 'language'>,
): SavedBulletin {
  const { edition, dataVersion, schemaVersion, cutoff, columns } = version;
  return {
    format: SAVED_FORMAT,
    version: SAVED_VERSION,
    ...{ title, kind: document.source.kind, link: '', language, compare: 'week' },
    ...{ edition, dataVersion, schemaVersion, moment: cutoff, columns },
    figures: packNumbers(numbers),
    printed: printedFigures(document),
    written: [],
    records: null,
    recordsLacking: 'history',
  };
}

/** The file's content. */
export function savedBytes(saved: SavedBulletin): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(saved)}\n`);
}
