import { type Bilingual, type Place, WuseError } from '../core/errors.ts';
import type { MaskedIssue } from '../ingest/read-original.ts';

/** What may go wrong with files on this computer besides what the importer refuses. */
type LocalFailure =
  | 'IMPORT_FAILED'
  | 'IMPORT_FILE_GONE'
  | 'PACKAGE_FAILED'
  | 'ORIGINAL_FILE_CHANGED'
  | 'ORIGINAL_ROW_DIFFERS'
  | 'ORIGINAL_FAILED';

const WORDS: Readonly<Record<LocalFailure, { readonly text: Bilingual; readonly hint: Bilingual }>> = {
  IMPORT_FAILED: {
    text: { zh: '导入没有完成', en: 'the import did not finish' },
    hint: {
      zh: '请刷新页面后再试；文件很大时，请用命令发布',
      en: 'reload the page and try again; publish very large files by the command',
    },
  },
  IMPORT_FILE_GONE: {
    text: { zh: '浏览器读不到所选的文件', en: 'the browser cannot read the chosen file' },
    hint: {
      zh: '文件可能已移动、改名或正在被改写；请重新选择，文件夹请选其中的文件',
      en: 'it may have been moved, renamed or rewritten; choose it again, and files instead of a folder',
    },
  },
  PACKAGE_FAILED: {
    text: { zh: '发布包没有做成', en: 'the package could not be made' },
    hint: {
      zh: '请关闭其他页面后再试；台账很大时，请用命令发布',
      en: 'close other pages and try again; publish very large ledgers by the command',
    },
  },
  ORIGINAL_FILE_CHANGED: {
    text: {
      zh: '文件在打开以后改过，或已移走、改名',
      en: 'the file was changed, moved or renamed after it was opened',
    },
    hint: {
      zh: '请在“数据”页重新选择并打开文件，再看原文',
      en: 'choose and open the file again on the data page, then show the original',
    },
  },
  ORIGINAL_ROW_DIFFERS: {
    text: {
      zh: '这一行遮盖后与页面上的这一条对不上',
      en: 'the row, when it is masked, does not agree with the record on the page',
    },
    hint: {
      zh: '请按文件、工作表和行号查原表',
      en: 'look the row up in the file, by sheet and row number',
    },
  },
  ORIGINAL_FAILED: {
    text: { zh: '原文没有读出来', en: 'the original could not be read' },
    hint: {
      zh: '请再试一次；文件很大时先关闭其他页面',
      en: 'try again; close other pages first when the file is very large',
    },
  },
};

function localError(code: LocalFailure, cause: unknown, place: Place = {}): WuseError {
  if (cause instanceof WuseError) return cause;
  const { text, hint } = WORDS[code];
  return new WuseError(code, text, hint, place, cause);
}

/** The error that an import ended with, or IMPORT_FAILED for one without a code of its own. */
export function importFailed(cause: unknown): WuseError {
  return localError('IMPORT_FAILED', cause);
}

/** The error of a chosen file, or IMPORT_FILE_GONE when the browser cannot read it any more. */
export function importUnreadable(file: string, cause: unknown): WuseError {
  return localError('IMPORT_FILE_GONE', cause, { file });
}

/** The error of a package that could not be made, or PACKAGE_FAILED for one without a code of its own. */
export function packageFailed(cause: unknown): WuseError {
  return localError('PACKAGE_FAILED', cause);
}

/** The error of a row that may not be shown as the original of a problem. */
export function originalRefused(why: 'changed' | 'differs', issue: MaskedIssue): WuseError {
  const place = { file: String(issue['src_file']), sheet: String(issue['src_sheet'] ?? '') };
  return why === 'changed'
    ? localError('ORIGINAL_FILE_CHANGED', why, { file: place.file })
    : localError('ORIGINAL_ROW_DIFFERS', why, { ...place, row: Number(issue['src_row']) });
}

/** The error that reading a row again ended with, or ORIGINAL_FAILED for one without a code of its own. */
export function originalFailed(cause: unknown): WuseError {
  // What a browser says of a file that was written since it was chosen.
  if (cause instanceof WuseError && cause.code === 'IMPORT_FILE_GONE') {
    return localError('ORIGINAL_FILE_CHANGED', cause.code, cause.place);
  }
  return localError('ORIGINAL_FAILED', cause);
}
