import type { LocalMoment } from '../core/period.ts';
import type { FindingLog } from './finding-log.ts';
import { openTables } from './judge-tables.ts';
import { wholeSheet, type OpenFiles } from './open-files.ts';
import type { OpenSheet } from './open-sheet.ts';
import type { Sheet } from './sheet.ts';
import { otherHeader } from './split-tables.ts';
import { surveySheet, type Survey } from './survey.ts';
import type { IndexedKind } from './table-kinds.ts';
import { TownList } from './towns.ts';
import type { IngestOptions } from './types.ts';

/** Surveys the ledger's sheets in order; a long table that another one follows is read as a whole and split. */
export async function surveySheets(
  { sheets, kind }: OpenFiles,
  anchor: LocalMoment | null,
  { onProgress, signal, config }: IngestOptions,
  log: FindingLog,
): Promise<Survey[]> {
  const towns = new TownList(config?.towns);
  const surveys: Survey[] = [];
  const queue = [...sheets];
  for (let open = queue.shift(); open; open = queue.shift()) {
    const { sheet } = open;
    const survey = await surveySheet(open, {
      anchor,
      log,
      towns,
      isOtherHeader: otherHeader(sheet, open.header, kind.index, kind),
      onShare: (share) => onProgress?.({ stage: 'survey', file: sheet.file, done: share, total: 1 }),
      ...(signal && { signal }),
    });
    if (survey) surveys.push(survey);
    else queue.unshift(...(await splitLong(sheet, kind, log)));
  }
  return surveys;
}

async function splitLong(sheet: Sheet, kind: IndexedKind, log: FindingLog): Promise<OpenSheet[]> {
  return openTables(await wholeSheet(sheet, log), kind, log).flatMap(({ open }) => open ?? []);
}
