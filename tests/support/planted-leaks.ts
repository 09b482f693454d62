import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { strFromU8, unzipSync } from 'fflate';
import { bare, findPlanted } from './planted.ts';
import type { PlantedExport } from './planted-export.ts';

/** What of the export stands in a text. */
export function leaksOf(text: string, { planted, names }: PlantedExport): string[] {
  const found = findPlanted(text, planted).map(({ kind, form, value }) => `${kind} ${form}: ${value}`);
  const compact = bare(text);
  return [...found, ...names.filter((name) => compact.includes(name))];
}

/** A file's content as text: archives, with their files' names, and packed files unpacked. */
export function textOf(path: string): string {
  const bytes = readFileSync(path);
  // Browsers pack with gzip, the command with brotli.
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (path.endsWith('.bin')) return (isGzip ? gunzipSync : brotliDecompressSync)(bytes).toString('utf8');
  if (!/\.(?:xlsx|docx|zip)$/.test(path)) return bytes.toString('utf8');
  const inside = (archive: Uint8Array): string =>
    Object.entries(unzipSync(archive))
      .map(
        ([name, content]) =>
          `${name}\n${/\.(?:xlsx|docx)$/.test(name) ? inside(content) : strFromU8(content)}`,
      )
      .join('\n');
  return inside(bytes);
}

/** Every value of every table of a database, as the engine itself writes it; throws when tables are missing. */
async function databaseText(path: string): Promise<string> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const tables = await connection.runAndReadAll(
    "select table_name from information_schema.tables where table_type = 'BASE TABLE'",
  );
  const texts: string[] = [];
  for (const [table] of tables.getRows()) {
    const rows = await connection.runAndReadAll(`select cast(columns(*) as varchar) from "${String(table)}"`);
    texts.push(rows.getRows().flat().join('\n'));
  }
  connection.closeSync();
  instance.closeSync();
  if (texts.length < 7) throw new Error(`${path} has ${texts.length} tables only`);
  return texts.join('\n');
}

/** A bundle's files, their names, and the tables of its databases. */
export async function bundleText(out: string): Promise<string> {
  const names = readdirSync(out);
  const databases = names.filter((name) => name.endsWith('.duckdb'));
  const tables = await Promise.all(databases.map((name) => databaseText(join(out, name))));
  return [...tables, ...names, ...names.map((name) => textOf(join(out, name)))].join('\n');
}
