import { evaluateReport, type MetricReport, type ScopeNumbers } from '../metrics/report.ts';
import { bundleDamaged, isCurrentSchema, type FiguresDocument } from '../query/bundle-documents.ts';
import {
  HISTORY_FILE,
  isHistory,
  NO_HISTORY,
  type EarlierVersion,
  type HistoryDocument,
} from '../query/history.ts';
import { unpackOverview } from '../query/pack-overview.ts';

const HINT = {
  zh: '请把发布目录完整复制到服务器',
  en: 'copy the whole bundle folder to the server',
};

/** Earlier publications on the server; only their aggregates are kept. */
export class PublishedHistory {
  readonly #base: () => string;

  /** `base` is the bundle's folder, with a slash at the end. */
  constructor(base: () => string) {
    this.#base = base;
  }

  /** What was published before; nothing where the server has no list. Rejects with `BUNDLE_DAMAGED`. */
  async list(): Promise<HistoryDocument> {
    const response = await fetch(this.#base() + HISTORY_FILE, { cache: 'no-cache' });
    if (response.status === 404) return NO_HISTORY;
    const document: unknown = await response.json().catch(() => null);
    if (!response.ok || !isHistory(document)) throw bundleDamaged(HISTORY_FILE, HINT);
    return document;
  }

  /** The counts of an earlier publication; null where they are of another schema. Rejects with `BUNDLE_DAMAGED`. */
  async numbers({ figures, dataVersion }: EarlierVersion): Promise<ScopeNumbers | null> {
    const response = await fetch(this.#base() + figures.name);
    const document = (await response.json().catch(() => null)) as FiguresDocument | null;
    if (!response.ok || document?.dataVersion !== dataVersion) throw bundleDamaged(figures.name, HINT);
    return isCurrentSchema(document) ? unpackOverview(document.overview).numbers : null;
  }

  /** The figures of an earlier publication; null where they are of another schema. Rejects as {@link numbers} does. */
  async report(version: EarlierVersion): Promise<MetricReport | null> {
    const numbers = await this.numbers(version);
    const columns = new Set(version.columns);
    return numbers && evaluateReport(numbers, { columns, rowsFiltered: false });
  }
}
