import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { WuseError } from '../lib/core/errors.ts';
import type { EncodingChoice } from '../lib/ingest/decode.ts';
import { TABLE_EXTENSIONS } from '../lib/ingest/table-extensions.ts';
import type { StoredFile } from '../lib/ingest/types.ts';
import { maskTitle } from '../lib/privacy/mask-title.ts';
import { storedFile } from './stored-file.ts';

/** What the command says of the files that it reads. */
export interface SourceOptions {
  readonly visits?: readonly string[];
  readonly transitions?: readonly string[];
  readonly encoding?: EncodingChoice;
  readonly findings?: string;
}

/** A file to read. Throws `INGEST_FILE_MISSING`. */
export function findSource(path: string): StoredFile {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new WuseError(
      'INGEST_FILE_MISSING',
      { zh: '找不到文件', en: 'file not found' },
      { zh: '请检查文件名和所在目录', en: 'check the name and the folder' },
      { file: basename(path) },
    );
  }
  return storedFile(path);
}

const TABLE_FILE = new RegExp(`\\.(?:${TABLE_EXTENSIONS.join('|')})$`, 'i');

/** The tables of a folder by name, without its sub-folders; what is left out is said. A file stands for itself. */
function tablesIn(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(?:\.|~\$)/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  for (const name of names.filter((each) => !TABLE_FILE.test(each))) {
    process.stderr.write(`跳过 skipped: ${maskTitle(name)}（不是表格文件 not a table by its name）\n`);
  }
  const tables = names.filter((name) => TABLE_FILE.test(name));
  if (tables.length > 0) return tables.map((name) => join(path, name));
  throw new WuseError(
    'INGEST_FOLDER_EMPTY',
    { zh: '文件夹中没有可导入的表格', en: 'the folder holds no table to import' },
    {
      zh: '请把各镇街的台账直接放在该文件夹中，不要放在子文件夹里',
      en: 'put the ledgers into the folder itself, not into folders inside it',
    },
    { file: basename(path) },
  );
}

/**
 * Tables of folders and files; of a folder, those named 走访* are visits unless `--visits` names them, what
 * `--transitions` names is read as such, and the list of findings of an earlier time is no table.
 */
export function readSources(
  paths: readonly string[],
  { visits, transitions = [], encoding, findings }: SourceOptions,
) {
  const read = (path: string): StoredFile => ({ ...findSource(path), ...(encoding && { encoding }) });
  const isVisits = (path: string): boolean => visits === undefined && basename(path).startsWith('走访');
  const named = (visits ?? []).flatMap(tablesIn);
  const courses = transitions.flatMap(tablesIn);
  const isNamed = new Set(
    [...named, ...courses, ...(findings === undefined ? [] : [findings])].map((path) => resolve(path)),
  );
  const found = paths.flatMap((path) => {
    const tables = tablesIn(path);
    const isFolder = tables[0] !== path;
    return tables
      .filter((table) => !isNamed.has(resolve(table)))
      .map((table) => ({ table, isVisits: isFolder && isVisits(table) }));
  });
  return {
    issues: found.filter((each) => !each.isVisits).map(({ table }) => read(table)),
    visits: [...named, ...found.filter((each) => each.isVisits).map(({ table }) => table)].map(read),
    transitions: courses.map(read),
  };
}
