import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { WuseError } from '../core/errors.ts';
import { refusal } from './findings.ts';
import { machineSheet, MAX_MACHINE_CELLS, type ColumnForm, type MachineColumn } from './machine-table.ts';
import type { Sheet } from './sheet.ts';
import type { SourceFile } from './types.ts';

/** Largest unpacked size of a Parquet file that is opened, in bytes. */
const MAX_UNPACKED_BYTES = 1024 ** 3;

/** The table of a Parquet file; the reader is loaded on first use. Refuses what is damaged or too large. */
export async function readParquet(file: SourceFile): Promise<Sheet[]> {
  try {
    return [await readTable(file)];
  } catch (cause) {
    if (cause instanceof WuseError) throw cause;
    throw refusal('INGEST_FILE_UNREADABLE', { file: file.name });
  }
}

async function readTable(file: SourceFile): Promise<Sheet> {
  /** A cell of JSON is shown as it is written. */
  const parsers = { jsonFromBytes: (bytes?: Uint8Array) => bytes && new TextDecoder().decode(bytes) };
  const [reader, packed] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
  const metadata = reader.parquetMetadata(file.bytes, { parsers, geoparquet: false });
  const schema = reader.parquetSchema(metadata);
  if (!isConsistent(metadata, schema)) throw refusal('INGEST_FILE_UNREADABLE', { file: file.name });
  const columns = schema.children.map(({ element }) => column(element));
  const count = Number(metadata.num_rows);
  if (!fits(metadata, count * columns.length)) throw refusal('INGEST_TOO_LARGE', { file: file.name });
  const values = new Map<string, unknown[]>(columns.map(({ name }) => [name, []]));
  await reader.parquetRead({
    file: {
      byteLength: file.bytes.length,
      slice: (start, end) => file.bytes.slice(start, end).buffer,
    },
    metadata,
    compressors: {
      GZIP: packed.decompressGzip,
      BROTLI: packed.decompressBrotli,
      ZSTD: (input: Uint8Array) => packed.decompressZstd(input),
      LZ4: packed.decompressLz4,
      LZ4_RAW: packed.decompressLz4Raw,
    },
    parsers,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const target = values.get(columnName);
      for (let index = 0; index < columnData.length; index += 1)
        target![rowStart + index] = columnData[index];
    },
  });
  const whole = schema.children.map(({ element }) => timesOfDay(values.get(element.name)!, element));
  if (whole.some(({ length }) => length !== count)) {
    throw refusal('INGEST_FILE_UNREADABLE', { file: file.name });
  }
  return machineSheet(file.name, columns, records(whole, count));
}

function* records(columns: readonly (readonly unknown[])[], count: number): Generator<readonly unknown[]> {
  for (let row = 0; row < count; row += 1) yield columns.map((values) => values[row]);
}

/** Every group holds every column once: otherwise the reader starts readings whose failure nobody awaits. */
function isConsistent({ row_groups }: FileMetaData, schema: SchemaTree): boolean {
  const expected = JSON.stringify([...leafPaths(schema)].sort());
  return row_groups.every(({ columns }) => {
    const paths = columns.map(({ meta_data }) => JSON.stringify(meta_data?.path_in_schema));
    return JSON.stringify([...paths].sort()) === expected && new Set(paths).size === paths.length;
  });
}

function leafPaths({ children, path }: SchemaTree): string[] {
  return children.length === 0 ? [JSON.stringify(path)] : children.flatMap(leafPaths);
}

function fits({ row_groups }: FileMetaData, cells: number): boolean {
  const sizes = row_groups.flatMap((group) =>
    group.columns.map((chunk) => Number(chunk.meta_data?.total_uncompressed_size ?? 0)),
  );
  return cells <= MAX_MACHINE_CELLS && sizes.reduce((sum, size) => sum + size, 0) <= MAX_UNPACKED_BYTES;
}

function column(element: SchemaElement): MachineColumn {
  const scale = element.converted_type === 'DECIMAL' ? (element.scale ?? 0) : null;
  return { name: element.name, form: columnForm(element), scale };
}

/** Times of day as milliseconds since midnight; the reader leaves them in the unit of the file. */
function timesOfDay(values: unknown[], element: SchemaElement): unknown[] {
  const unit = timeUnit(element);
  if (unit === null) return values;
  return values.map((value) =>
    typeof value === 'number' || typeof value === 'bigint' ? Math.floor(Number(value) / unit) : value,
  );
}

/** How many units of a column of times of day make a millisecond; null for any other column. */
function timeUnit({
  converted_type,
  logical_type,
}: Pick<SchemaElement, 'converted_type' | 'logical_type'>): number | null {
  if (logical_type?.type === 'TIME') return { MILLIS: 1, MICROS: 1e3, NANOS: 1e6 }[logical_type.unit];
  if (converted_type === 'TIME_MILLIS') return 1;
  return converted_type === 'TIME_MICROS' ? 1e3 : null;
}

/** A timestamp is a point in time unless the file says that it is local: that is the format's rule. */
function columnForm({ type, converted_type, logical_type }: SchemaElement): ColumnForm {
  if (converted_type === 'DATE' || logical_type?.type === 'DATE') return 'date';
  if (timeUnit({ converted_type, logical_type }) !== null) return 'time';
  if (logical_type?.type === 'TIMESTAMP') return logical_type.isAdjustedToUTC ? 'instant' : 'local';
  if (type === 'INT96' || converted_type?.startsWith('TIMESTAMP') === true) return 'instant';
  return 'plain';
}
