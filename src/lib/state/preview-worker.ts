/** Looks at chosen files, in a worker of its own: what the importer would read of them. Keeps their first rows. */
import '../core/polyfills.ts';
import { WuseError } from '../core/errors.ts';
import { previewFile } from '../ingest/preview.ts';
import { readStart, type FileStart } from '../ingest/preview-start.ts';
import type { IngestConfig } from '../ingest/types.ts';
import { maskPlace, maskTitle } from '../privacy/mask-title.ts';
import { chosenFile } from './chosen-file.ts';
import { importUnreadable } from './local-errors.ts';
import type { FilePreview, FromPreview, PreviewRequest } from './preview-messages.ts';

interface Looked {
  /** Masked. */
  readonly name: string;
  readonly role: 'issues' | 'visits';
  readonly start: FileStart | WuseError;
}

let looked: readonly Looked[] = [];

async function look(file: File, role: Looked['role']): Promise<Looked> {
  const name = maskTitle(file.name);
  try {
    return { name, role, start: await readStart(chosenFile(file)) };
  } catch (cause) {
    return { name, role, start: importUnreadable(name, cause) };
  }
}

function preview({ name, role, start }: Looked, config: IngestConfig): FilePreview {
  if (!(start instanceof WuseError)) {
    return { name, role, sheets: previewFile(start, role, config), failure: null };
  }
  const { code, text, hint, place } = start;
  return { name, role, sheets: [], failure: { code, text, hint, place: maskPlace(place) } };
}

async function answer({ files, config }: PreviewRequest): Promise<FromPreview> {
  if (files) {
    const found: Looked[] = [];
    for (const file of files.issues) found.push(await look(file, 'issues'));
    for (const file of files.visits) found.push(await look(file, 'visits'));
    looked = found;
  }
  return { kind: 'done', files: looked.map((each) => preview(each, config)) };
}

let turn: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<PreviewRequest>) => {
  turn = turn
    .then(() => answer(data))
    .catch((): FromPreview => ({ kind: 'failed' }))
    .then((message) => self.postMessage(message));
});
