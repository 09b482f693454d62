import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BOM, csvLine } from '../../data/generator/csv.ts';
import { generateLargeRows, largeVisitsCsv } from '../../data/generator/large.ts';
import { ledgerCells, LEDGER_HEADERS } from '../../data/generator/ledger-row.ts';

/** The texts of an export: the ledger and its visit tally. */
export interface ExportTexts {
  readonly name: string;
  readonly ledger: string;
  readonly visits: string;
  readonly transitions?: string;
}

/** Cut-off of the committed sample and of the large profile. */
export const EXPORT_CUTOFF = '2022-02-17T18:00';

/** Path of a file of the committed sample. */
export function samplePath(name: string): string {
  return fileURLToPath(new URL(`../../data/sample/${name}`, import.meta.url));
}

/** The committed sample. */
export function sampleExport(): ExportTexts {
  const read = (name: string): string => readFileSync(samplePath(name), 'utf8');
  return { name: 'sample', ledger: read('平原县五色台账.csv'), visits: read('走访统计.csv') };
}

/** Every so many rows one that is not white is called explained, which fits no state (M13). */
const STRAY_EVERY = 37;
const EARLIER = '2022-01-10';

/**
 * A large profile of the generator, with every blemish that the sample lacks; besides, rows outside white
 * that were explained, and an earlier running total of every village.
 */
export function largeExport(rows: number, seed: number): ExportTexts {
  const lines = [BOM + csvLine(LEDGER_HEADERS)];
  for (const row of generateLargeRows(rows, seed)) {
    const isStray = lines.length % STRAY_EVERY === 0 && row.onsite !== '是' && row.colour !== '白色';
    lines.push(csvLine(ledgerCells(isStray ? { ...row, status: '已解释' } : row)));
  }
  const visits = withEarlierTotals(largeVisitsCsv(rows, seed));
  return { name: `large profile ${rows}/${seed}`, ledger: lines.join(''), visits };
}

/** No cell of the visits holds a comma or a quote. */
function withEarlierTotals(csv: string): string {
  const [header, ...lines] = csv.split(/\r?\n/).filter((line) => line !== '');
  const columns = header!.replace('\ufeff', '').split(',');
  const [date, visited] = ['统计日期', '已走访户数'].map((name) => columns.indexOf(name));
  const earlier = lines.map((line) => {
    const cells = line.split(',');
    cells[date!] = EARLIER;
    cells[visited!] = String(Math.floor(Number(cells[visited!]) / 2));
    return cells.join(',');
  });
  return [header, ...earlier, ...lines, ''].join('\n');
}
