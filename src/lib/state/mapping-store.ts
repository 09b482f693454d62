import { checkConfig, readConfig } from '../ingest/config.ts';
import type { PreviewHeader, SheetPreview } from '../ingest/preview.ts';
import { headerKey } from '../ingest/saved-tables.ts';
import type { TableMapping, TableRole } from '../ingest/table-mapping.ts';
import type { IngestConfig } from '../ingest/types.ts';
import { maskTitle } from '../privacy/mask-title.ts';
import { keep } from './keeping.ts';
import { importUnreadable } from './local-errors.ts';

const STORED_AS = 'wuse-mappings';
/** Rows with content among which the importer finds a header by itself. */
const FOUND_ROWS = 20;

/** What this browser keeps of earlier mappings; nothing when storage is blocked or holds anything else. */
export function storedConfig(): IngestConfig {
  try {
    return checkConfig(JSON.parse(localStorage.getItem(STORED_AS) ?? '{}'));
  } catch {
    return {};
  }
}

/**
 * Keeps header texts and column ids for the next visit: no sheet names, no aliases. False where the browser did not keep
 * them: they then hold for this visit alone.
 */
export function storeConfig({ headers, tables = [] }: IngestConfig): boolean {
  const kept = tables.filter(({ sheet }) => sheet === undefined);
  const isEmpty = kept.length === 0 && headers === undefined;
  const text = isEmpty ? null : JSON.stringify({ ...(headers && { headers }), tables: kept });
  return keep('localStorage', STORED_AS, text);
}

/** The configuration of a file, checked; rejects with a `WuseError` that says where it is wrong. */
export async function configOf(file: File): Promise<IngestConfig> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw importUnreadable(maskTitle(file.name), cause);
  }
  return readConfig({ name: file.name, bytes });
}

/** The file that `--config` reads. */
export function configBytes(config: IngestConfig): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`);
}

/** The mapping that a choice of columns makes; `ids` per column of the header, null where it is not imported. */
export function tableMapping(
  { sheet, code }: SheetPreview,
  header: PreviewHeader,
  role: TableRole,
  ids: readonly (string | null)[],
): TableMapping {
  const width = header.columns.reduce(
    (most, { header: text }, at) => (text !== '' || (ids[at] ?? null) !== null ? at + 1 : most),
    0,
  );
  const columns = header.columns.slice(0, width).map(({ header: text }, at) => {
    const column = role === 'skip' ? null : (ids[at] ?? null);
    return { header: text, ...(column !== null && { column }) };
  });
  // Other sheets may have the same header: what is said of one alone names it.
  const isOwn = sheet !== '' && (role === 'skip' || code === 'QC_SUMMARY_SHEET_SKIPPED');
  return {
    ...(isOwn && { sheet }),
    ...(role !== 'issues' && { role }),
    ...(header.row > FOUND_ROWS && { headerRow: header.row }),
    columns,
  };
}

/** The configuration with a mapping in place of those that would decide about the same sheet. */
export function withTable(config: IngestConfig, table: TableMapping, sheet: string): IngestConfig {
  return { ...config, tables: [...otherTables(config, keyOf(table), sheet, table.sheet), table] };
}

/** The configuration without the mappings that decide about a sheet. */
export function withoutTable(config: IngestConfig, header: PreviewHeader, sheet: string): IngestConfig {
  const { tables: _, ...rest } = config;
  const key = headerKey(header.columns.map(({ header: text }) => text));
  const tables = otherTables(config, key, sheet);
  return tables.length === 0 ? rest : { ...rest, tables };
}

function keyOf({ columns }: TableMapping): string {
  return headerKey(columns.map(({ header }) => header));
}

/** A mapping of the sheet's own goes first; one for every sheet stays when only a sheet of that name is meant. */
function otherTables(
  { tables = [] }: IngestConfig,
  key: string,
  sheet: string,
  own?: string,
): TableMapping[] {
  return tables.filter(
    (table) =>
      keyOf(table) !== key || (table.sheet === undefined ? own !== undefined : table.sheet !== sheet),
  );
}
