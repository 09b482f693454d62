import { type Bilingual, type Place, WuseError } from '../core/errors.ts';

/** What may go wrong with files on this computer besides what the importer refuses. */
type LocalFailure = 'IMPORT_FAILED' | 'IMPORT_FILE_GONE' | 'PACKAGE_FAILED';

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
