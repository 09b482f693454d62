import { WuseError } from '../core/errors.ts';

/** The error of an import that ended without one of its own. */
export function importFailed(cause: unknown): WuseError {
  return new WuseError(
    'IMPORT_FAILED',
    { zh: '导入没有完成', en: 'the import did not finish' },
    {
      zh: '请刷新页面后再试；文件很大时，请用命令发布',
      en: 'reload the page and try again; publish very large files by the command',
    },
    {},
    cause,
  );
}

/** The error of a chosen file that the browser cannot read any more. */
export function importUnreadable(file: string, cause: unknown): WuseError {
  return new WuseError(
    'IMPORT_FILE_GONE',
    { zh: '浏览器读不到所选的文件', en: 'the browser cannot read the chosen file' },
    {
      zh: '文件可能已移动、改名或正在被改写；请重新选择，文件夹请选其中的文件',
      en: 'it may have been moved, renamed or rewritten; choose it again, and files instead of a folder',
    },
    { file },
    cause,
  );
}
