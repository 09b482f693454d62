import { open, rm } from 'node:fs/promises';
import type { RowStage, StagedColumn } from '../core/engine.ts';
import { toQueryError } from './engine-errors.ts';
import { longestRow, readStaged } from './staged-text.ts';

/** Rows of text in a file that the engine reads with all its threads. */
export async function startFileStage(path: string, columns: readonly StagedColumn[]): Promise<RowStage> {
  const refuse = (cause: unknown): never => {
    throw toQueryError(cause, `stage ${columns.map(({ name }) => name).join(', ')}`);
  };
  const file = await open(path, 'w', 0o600).catch(refuse);
  let longest = 0;
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    add: async (text) => {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      longest = Math.max(longest, longestRow(bytes));
      await file.write(bytes).catch(refuse);
    },
    end: async () => {
      await close();
      return readStaged(path, columns, longest);
    },
    drop: async () => {
      await close();
      await rm(path, { force: true });
    },
  };
}
