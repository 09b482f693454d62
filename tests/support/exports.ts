import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateLargeCsv, largeVisitsCsv } from '../../data/generator/large.ts';

/** The texts of an export: the ledger and its visit tally. */
export interface ExportTexts {
  readonly name: string;
  readonly ledger: string;
  readonly visits: string;
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

/** A large profile of the generator, with every blemish that the sample lacks. */
export function largeExport(rows: number, seed: number): ExportTexts {
  return {
    name: `large profile ${rows}/${seed}`,
    ledger: [...generateLargeCsv(rows, seed)].join(''),
    visits: largeVisitsCsv(rows, seed),
  };
}
