import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparedWith, weekEarlier } from '../lib/core/comparison.ts';
import type { ReportDocument } from '../lib/core/document.ts';
import type { QueryEngine } from '../lib/core/engine.ts';
import { WuseError } from '../lib/core/errors.ts';
import type { Language } from '../lib/core/language.ts';
import { sqlString } from '../lib/core/sql-string.ts';
import { openDuckDbNode } from '../lib/engine/duckdb-node.ts';
import { needsRows } from '../lib/filters/filter.ts';
import { choosesAnything, parseView } from '../lib/filters/url.ts';
import { bulletinWords } from '../lib/i18n/bulletin.ts';
import { translatorFor } from '../lib/i18n/messages.ts';
import { evaluateReport } from '../lib/metrics/report.ts';
import {
  bundleDamaged,
  editionWithoutRows,
  isCurrentSchema,
  type BundleFile,
  type FiguresDocument,
  type Manifest,
} from '../lib/query/bundle-documents.ts';
import { runOverview, type Overview } from '../lib/query/overview.ts';
import { unpackOverview } from '../lib/query/pack-overview.ts';
import { runFingerprints } from '../lib/query/run-fingerprints.ts';
import { runOverdue } from '../lib/query/run-overdue.ts';
import { runSince } from '../lib/query/run-since.ts';
import type { WeekFlow } from '../lib/query/run-weekly.ts';
import type { BulletinInput } from '../lib/report/bulletin/input.ts';
import { makeBulletin } from '../lib/report/bulletin/bulletin.ts';
import { namesOverdue, OVERDUE_LISTED } from '../lib/report/bulletin/kinds.ts';
import { bulletinLink, parseBulletin, scopeWords } from '../lib/report/bulletin/link.ts';
import { askSince, compareSince, type Since } from '../lib/report/since/compare.ts';
import { holdsRecords, savedBulletin, type SavedBulletin } from '../lib/report/since/saved.ts';
import type { AsOf } from '../lib/sql/metric-query.ts';
import { createSha256 } from './hash.ts';

/** What is made beside a bulletin. */
export interface ReportWants {
  /** The figures as a file, to compare the next bulletin with. */
  readonly figures?: boolean;
  /** An earlier bulletin's file, to say what changed since. */
  readonly since?: SavedBulletin;
}

/** A bulletin with what its charts are drawn from. */
export interface MadeReport {
  readonly document: ReportDocument;
  readonly weekly: readonly WeekFlow[];
  /** Parameters that ask for it again. */
  readonly link: string;
  /** Null unless they are wanted. */
  readonly figures: SavedBulletin | null;
  readonly since: Since | null;
}

const HINT = {
  zh: '请先发布台账，或用 --ledger 指明发布目录',
  en: 'publish a ledger first, or name its folder with --ledger',
};
const unreadable = (file: string, cause?: unknown): WuseError => bundleDamaged(file, HINT, cause);

function readManifest(folder: string): Manifest {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    if (isCurrentSchema(manifest)) return manifest;
  } catch (cause) {
    throw unreadable('manifest.json', cause);
  }
  throw unreadable('manifest.json');
}

/** Path of a published file, after its content was compared with the manifest. */
function publishedFile(folder: string, manifest: Manifest, role: BundleFile['role']): string {
  const file = manifest.files.find((each) => each.role === role);
  if (file === undefined) throw unreadable('manifest.json');
  const path = join(folder, file.name);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw unreadable(file.name, cause);
  }
  const hash = createSha256();
  hash.update(bytes);
  if (hash.hex() !== file.sha256) throw unreadable(file.name);
  return path;
}

/** Parameters that were not understood, or say nothing that the data know, refuse the report. */
function refuse(names: readonly string[]): never {
  throw new WuseError(
    'REPORT_PARAMETER',
    { zh: `不认识的参数或取值：${names.join('、')}`, en: `not understood: ${names.join(', ')}` },
    {
      zh: '参数与“通报”页面地址中的相同；镇街、部门须是台账中的全称',
      en: 'parameters are those of the bulletin page’s address; units are named in full, as in the ledger',
    },
  );
}

/** What an earlier bulletin and the data say of each other. Throws `SINCE_AHEAD`. */
async function compareWith(
  engine: QueryEngine,
  saved: SavedBulletin,
  { moment, stored }: AsOf,
  manifest: Manifest,
): Promise<Since> {
  const { members, calendar, schemaVersion } = manifest;
  const asked = askSince(saved, moment, members);
  const asOf = { moment, stored, ...(asked.days === 'working' && calendar && { calendar }) };
  const answer = await runSince(engine, { ...asked, asOf, moment: saved.moment });
  return compareSince(saved, asked, {
    ...answer,
    moment,
    columns: new Set(manifest.columns),
    schemaVersion,
  });
}

/**
 * The bulletin that an address of the page asks for, from a published folder: the same document as the page shows.
 * Throws `BUNDLE_DAMAGED` for a folder that cannot be read and `REPORT_PARAMETER` for parameters that make no sense;
 * `SINCE_AHEAD` for an earlier bulletin that is later, `SINCE_HOUSEHOLD` for figures that may not be saved.
 */
export async function makeReport(
  folder: string,
  parameters: URLSearchParams,
  language: Language,
  wants: ReportWants = {},
): Promise<MadeReport> {
  const manifest = readManifest(folder);
  const { view, invalid } = parseView(parameters);
  const asked = parseBulletin(parameters);
  const stored = manifest.cutoff;
  const moment = view.cutoff ?? stored;
  const compared = comparedWith(moment, view.filter, view.compare) ?? weekEarlier(moment, view.filter);
  const unknown = (['town', 'department', 'category'] as const).filter((name) =>
    view.filter[name].some((key) => !(manifest.members[name] ?? []).includes(key)),
  );
  const wrong = [...invalid, ...asked.invalid, ...unknown, ...(moment > stored ? ['cutoff'] : [])];
  if (wrong.length > 0) refuse([...new Set(wrong)]);
  const words = bulletinWords(language);
  const { calendar } = manifest;
  const asOf = { moment, stored, ...(view.days === 'working' && calendar && { calendar }) };
  const documentOf = (overview: Overview, overdue: BulletinInput['overdue']): ReportDocument => {
    const context = { columns: new Set(manifest.columns), rowsFiltered: needsRows(view.filter) };
    return makeBulletin({
      words,
      kind: asked.kind,
      parts: asked.parts,
      scope: scopeWords(translatorFor(language), words, view.filter),
      manifest,
      moment,
      calendar: asOf.calendar,
      period: view.filter,
      report: evaluateReport(overview.numbers, context),
      before: {
        by: view.compare,
        moment: compared.moment,
        report: evaluateReport(overview.compare.numbers, context),
      },
      weekly: overview.weekly,
      overdue,
    });
  };
  const link = bulletinLink(view, asked);
  if (manifest.edition === 'public') {
    if (choosesAnything(parameters) || wants.figures || wants.since) throw editionWithoutRows();
    const figures = readFileSync(publishedFile(folder, manifest, 'figures'), 'utf8');
    const overview = unpackOverview((JSON.parse(figures) as FiguresDocument).overview);
    const made = documentOf(overview, null);
    return { document: made, weekly: [], link, figures: null, since: null };
  }
  const path = publishedFile(folder, manifest, 'ledger');
  const engine = await openDuckDbNode();
  try {
    await engine.execute(`attach ${sqlString(path)} as ledger (read_only); use ledger`);
    const overview = await runOverview(engine, asOf, view.filter, compared, manifest.members, 'summary');
    const overdue = namesOverdue(asked.parts)
      ? await runOverdue(engine, asOf, view.filter, OVERDUE_LISTED)
      : null;
    const document = documentOf(overview, overdue);
    const { numbers } = overview;
    const figures = wants.figures
      ? savedBulletin({
          ...{ document, title: document.title, kind: asked.kind, parts: asked.parts, view },
          ...{ compare: view.compare, language, manifest, moment, numbers },
          records: holdsRecords({ manifest, numbers })
            ? await runFingerprints(engine, asOf, view.filter)
            : null,
        })
      : null;
    const since = wants.since ? await compareWith(engine, wants.since, asOf, manifest) : null;
    return { document, weekly: overview.weekly, link, figures, since };
  } finally {
    await engine.close();
  }
}
