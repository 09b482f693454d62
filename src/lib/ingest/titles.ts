import type { Place } from '../core/errors.ts';
import { maskNames, namesIn } from '../privacy/mask-name.ts';
import type { MappedSheet } from './open-sheet.ts';
import type { TownList } from './towns.ts';
import type { IngestReport, IssueRow, SheetReport } from './types.ts';

const CHINESE = /[\u4e00-\u9fff·•・]{2,}/g;
/** Longer names are not looked for. */
const LONGEST_NAME = 15;

/** Texts of an import that are published beside its rows: names of files and sheets, and headers. */
export function titlesOf(
  files: readonly { readonly name: string }[],
  sheets: readonly Pick<MappedSheet, 'sheet' | 'header'>[],
  skipped: readonly SheetReport[],
): string[] {
  return [
    ...files.map(({ name }) => name),
    ...sheets.flatMap(({ sheet, header }) => [sheet.name, ...header.texts]),
    ...skipped.map(({ sheet }) => sheet),
  ];
}

/** Every part of the titles that may be a resident's name, and is no town's. */
export function wordsOf(titles: readonly string[], towns: TownList): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [run] of titles.flatMap((title) => [...title.matchAll(CHINESE)])) {
    for (let from = 0; from < run.length - 1; from += 1) {
      for (let length = 2; length <= Math.min(LONGEST_NAME, run.length - from); length += 1)
        words.add(run.slice(from, from + length));
    }
  }
  for (const word of words) if (towns.fromCell(word)?.known === true) words.delete(word);
  return words;
}

/** Residents of the rows whose names are among the words; each once. */
export function residentsAmong(words: ReadonlySet<string>, rows: readonly IssueRow[]): string[] {
  if (words.size === 0) return [];
  const found = new Set<string>();
  for (const { reporter_name: cell } of rows) {
    if (cell === null) continue;
    if (words.has(cell)) found.add(cell);
    else if (cell.length > 4) for (const name of namesIn(cell)) if (words.has(name)) found.add(name);
  }
  return [...found];
}

/** The report with the names of residents masked in the names of files and sheets and in headers. */
export function maskResidents(report: IngestReport, names: ReadonlySet<string>): IngestReport {
  if (names.size === 0) return report;
  const shown = (title: string): string => [...names].reduce((text, name) => maskNames(text, name), title);
  const placed = ({ file, sheet, row, column }: Place): Place => ({
    ...(file !== undefined && { file: shown(file) }),
    ...(sheet !== undefined && { sheet: shown(sheet) }),
    ...(row !== undefined && { row }),
    ...(column !== undefined && { column: shown(column) }),
  });
  const sourced = <Row extends { src_file: string; src_sheet: string }>(row: Row): Row => ({
    ...row,
    src_file: shown(row.src_file),
    src_sheet: shown(row.src_sheet),
  });
  return {
    ...report,
    visits: report.visits.map(sourced),
    transitions: report.transitions.map(sourced),
    findings: report.findings.map((finding) => ({ ...finding, place: placed(finding.place) })),
    files: report.files.map((file) => ({ ...file, name: shown(file.name) })),
    sheets: report.sheets.map((sheet) => ({
      ...sheet,
      file: shown(sheet.file),
      sheet: shown(sheet.sheet),
      mapping: Object.fromEntries(Object.entries(sheet.mapping).map(([id, header]) => [id, shown(header)])),
      unmapped: sheet.unmapped.map(shown),
    })),
    printedTotals: report.printedTotals.map((total) => ({ ...total, place: placed(total.place) })),
  };
}
