import { throwIfAborted } from '../core/abort.ts';
import type { EventRows } from './event-rows.ts';
import { FindingLog } from './finding-log.ts';
import { countedRow, RowIdentities } from './identity.ts';
import { LaterRows } from './later-rows.ts';
import { placeOf } from './open-sheet.ts';
import { readSheet, type PackedPart, type PackIssues, type ReadSettings } from './read-issues.ts';
import { SharedRows } from './shared-rows.ts';
import { SheetCounts } from './sheet-counts.ts';
import type { Survey } from './survey.ts';
import type { TownRowCounts } from './town-rows.ts';
import type { IngestOptions } from './types.ts';

/** Where the problems of an import go. */
export interface IssueIntake<Packed> {
  /** What is kept of a part's rows. */
  readonly pack: PackIssues<Packed>;
  /**
   * Takes the parts of each sheet in order, with the ids that rows of the sheet are to have instead of their own, and
   * the part's rows that are to be left out after all. Sheets come from the last file to the first where later files
   * replace.
   */
  readonly take: (
    packed: Packed,
    ids: ReadonlyMap<number, string>,
    sheet: number,
    leftOut: ReadonlySet<number>,
  ) => void | Promise<void>;
  /** Reads a sheet in another way, with the same parts in the same order; null leaves it to {@link readSheet}. */
  readonly read?: (
    survey: Survey,
    sheet: number,
    settings: ReadSettings,
  ) => AsyncIterable<PackedPart<Packed>> | null;
}

/** What an import goes by, and what it adds up. */
export interface ImportRun {
  readonly options: IngestOptions;
  readonly log: FindingLog;
  readonly towns: TownRowCounts;
  readonly events: EventRows;
  /** Residents who are named in titles. */
  readonly titled: Set<string>;
}

/** The sheets of one file, numbered as in the import. */
type FileSheets = readonly (readonly [sheet: number, survey: Survey])[];

/**
 * Reads the problems of all sheets and hands them on. Rows that were handed on cannot be taken back: where later
 * files replace, the last file is read first, and of the others the rows that it has are left out. Counts and findings
 * are in the order of the sheets all the same.
 */
export async function readIssues<Packed>(
  surveys: readonly Survey[],
  settings: ReadSettings,
  run: ImportRun,
  intake: IssueIntake<Packed>,
): Promise<SheetCounts[]> {
  const files = filesOf(surveys);
  const reader = new SheetsReader(surveys, settings, run, intake, files.length > 1);
  if (run.options.several === 'replace') files.reverse();
  for (const file of files) await reader.read(file);
  return reader.finish();
}

function filesOf(surveys: readonly Survey[]): FileSheets[] {
  const files = new Map<string | undefined, [number, Survey][]>();
  for (const entry of surveys.entries()) {
    const { source } = entry[1].mapped.sheet;
    const sheets = files.get(source);
    if (sheets) sheets.push(entry);
    else files.set(source, [entry]);
  }
  return [...files.values()];
}

class SheetsReader<Packed> {
  readonly #settings: ReadSettings;
  readonly #run: ImportRun;
  readonly #intake: IssueIntake<Packed>;
  readonly #sheets: readonly { readonly counts: SheetCounts; readonly log: FindingLog }[];
  readonly #identities = new RowIdentities();
  /** Null where nothing replaces: a single file, or files that are added up. */
  readonly #later: LaterRows | null;
  /** Null for a single file, and where later files replace. */
  readonly #shared: SharedRows | null;
  readonly #total: number;
  #done = 0;

  constructor(
    surveys: readonly Survey[],
    settings: ReadSettings,
    run: ImportRun,
    intake: IssueIntake<Packed>,
    isSeveral: boolean,
  ) {
    this.#settings = settings;
    this.#run = run;
    this.#intake = intake;
    this.#sheets = surveys.map(({ mapped }) => ({ counts: new SheetCounts(mapped), log: new FindingLog() }));
    const replaces = run.options.several === 'replace';
    this.#later = isSeveral && replaces ? new LaterRows() : null;
    this.#shared = isSeveral && !replaces ? new SharedRows() : null;
    this.#total = surveys.reduce((sum, { rowCount }) => sum + rowCount, 0);
  }

  async read(file: FileSheets): Promise<void> {
    this.#later?.startFile();
    this.#shared?.startFile(file[0]![1].mapped.sheet.file);
    for (const [sheet, survey] of file) {
      const { mapped, rowCount } = survey;
      const { pack, read } = this.#intake;
      const parts = read?.(survey, sheet, this.#settings) ?? readSheet(mapped, sheet, this.#settings, pack);
      for await (const part of parts) {
        const { signal, onProgress } = this.#run.options;
        throwIfAborted(signal);
        await this.#take(part, sheet);
        const done = this.#done + Math.round(part.share * rowCount);
        onProgress?.({ stage: 'coerce', file: mapped.sheet.file, done, total: this.#total });
      }
      this.#done += rowCount;
    }
  }

  finish(): SheetCounts[] {
    for (const { counts, log } of this.#sheets) {
      counts.report(log);
      this.#run.log.take(log);
    }
    this.#shared?.report(this.#run.log);
    return this.#sheets.map(({ counts }) => counts);
  }

  async #take(part: PackedPart<Packed>, sheet: number): Promise<void> {
    const { packed, keys, counts, towns, found } = part;
    const { counts: own, log } = this.#sheets[sheet]!;
    const { mapped } = own;
    const replaced = this.#later?.find(keys, mapped) ?? new Set<number>();
    const leftOut = new Set([...replaced].map((index) => keys.rows[index]!));
    own.add(counts);
    own.replace(replaced.size);
    if (this.#settings.householdSecret !== null) own.addUnplaced(keys.placed, replaced);
    log.take(found, leftOut);
    for (const name of part.titled) this.#run.titled.add(name);
    this.#run.towns.take(towns);
    for (const index of replaced) {
      this.#run.towns.leaveOut(countedRow(keys, index));
      log.add('QC_ROW_REPLACED', placeOf(mapped, keys.rows[index]!));
    }
    this.#shared?.add(keys, mapped);
    this.#run.events.add(keys, replaced);
    const ids = this.#identities.settle(keys, mapped, replaced, log);
    await this.#intake.take(packed, ids, sheet, leftOut);
  }
}
