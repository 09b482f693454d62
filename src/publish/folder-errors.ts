import { type Bilingual, type Place, WuseError } from '../lib/core/errors.ts';

/** What may be wrong with the folder that a bundle is published into. */
type FolderFailure =
  | 'PUBLISH_BUSY'
  | 'PUBLISH_LOCK_LOST'
  | 'PUBLISH_DISK_FULL'
  | 'PUBLISH_FOLDER_UNWRITABLE'
  | 'PUBLISH_FOLDER_INVALID'
  | 'PUBLISH_WRITE_FAILED'
  | 'PUBLISH_LEFTOVERS';

const KEPT: Bilingual = {
  zh: '没有发布任何内容，原有发布保持不变',
  en: 'nothing was published and the old bundle is unchanged',
};

const WORDS: Readonly<Record<FolderFailure, { readonly text: Bilingual; readonly hint: Bilingual }>> = {
  PUBLISH_BUSY: {
    text: {
      zh: '另一个发布正在写这个发布目录',
      en: 'another publication is writing into this bundle folder',
    },
    hint: {
      zh: `${KEPT.zh}。请等它完成后再运行；如果它在别的电脑上已中断，15 分钟后会自动放行`,
      en: `${KEPT.en}. Run again when it is done; if it broke off on another machine, it stops counting after 15 minutes`,
    },
  },
  PUBLISH_LOCK_LOST: {
    text: {
      zh: '发布期间，另一个发布占用了这个发布目录',
      en: 'another publication has taken this bundle folder meanwhile',
    },
    hint: { zh: `${KEPT.zh}。请稍后重新运行`, en: `${KEPT.en}. Run again later` },
  },
  PUBLISH_DISK_FULL: {
    text: { zh: '磁盘空间不够', en: 'the disk is full' },
    hint: {
      zh: `${KEPT.zh}。请腾出空间（约需台账文件的 3 倍）后重新运行`,
      en: `${KEPT.en}. Make room (about three times the size of the ledger files) and run again`,
    },
  },
  PUBLISH_FOLDER_UNWRITABLE: {
    text: { zh: '发布目录不能写入', en: 'the bundle folder cannot be written to' },
    hint: {
      zh: `${KEPT.zh}。请检查目录的权限、磁盘是否只读、文件是否正被其他程序占用，或用 --out 换一个目录`,
      en: `${KEPT.en}. Check the folder's permissions, whether the disk is read-only and whether another program holds a file, or choose another folder with --out`,
    },
  },
  PUBLISH_FOLDER_INVALID: {
    text: { zh: '--out 给的不是目录', en: '--out does not name a folder' },
    hint: {
      zh: `${KEPT.zh}。这个名字或它的上级是一个文件；请换一个目录`,
      en: `${KEPT.en}. The name, or one above it, is a file; choose another folder`,
    },
  },
  PUBLISH_WRITE_FAILED: {
    text: { zh: '写发布目录时出错', en: 'writing into the bundle folder failed' },
    hint: {
      zh: `${KEPT.zh}。请检查磁盘和网络盘是否正常，再运行一次`,
      en: `${KEPT.en}. Check the disk or the network share and run again`,
    },
  },
  PUBLISH_LEFTOVERS: {
    text: {
      zh: '已经发布，但有以前的文件删不掉',
      en: 'this is published, but a file of before cannot be removed',
    },
    hint: {
      zh: '网站已是新数据。请关闭占用它的程序后再发布一次；换成公开版时务必确认以前的内部版文件已删除',
      en: 'the site has the new data. Close the program that holds the file and publish again; where a public edition replaces an internal one, make sure that the internal files are gone',
    },
  },
};

function folderError(code: FolderFailure, cause?: unknown, reason = '', place: Place = {}): WuseError {
  const { text, hint } = WORDS[code];
  const named = reason === '' ? text : { zh: `${text.zh}（${reason}）`, en: `${text.en} (${reason})` };
  return new WuseError(code, named, hint, place, cause);
}

/** PUBLISH_BUSY: another publication holds the folder. */
export const busyFolder = (): WuseError => folderError('PUBLISH_BUSY');

/** PUBLISH_LOCK_LOST: another publication took the folder while this one ran. */
export const lostFolder = (): WuseError => folderError('PUBLISH_LOCK_LOST');

const BY_ERRNO: Readonly<Record<string, FolderFailure>> = {
  ENOSPC: 'PUBLISH_DISK_FULL',
  EDQUOT: 'PUBLISH_DISK_FULL',
  EFBIG: 'PUBLISH_DISK_FULL',
  EACCES: 'PUBLISH_FOLDER_UNWRITABLE',
  EPERM: 'PUBLISH_FOLDER_UNWRITABLE',
  EROFS: 'PUBLISH_FOLDER_UNWRITABLE',
  EBUSY: 'PUBLISH_FOLDER_UNWRITABLE',
  ENOTDIR: 'PUBLISH_FOLDER_INVALID',
  EEXIST: 'PUBLISH_FOLDER_INVALID',
};

/** What writing into the folder failed with; an error that is not the disk's stays as it is. */
export function folderFault(cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (cause instanceof WuseError || !(cause instanceof Error) || typeof code !== 'string') return cause;
  return folderError(BY_ERRNO[code] ?? 'PUBLISH_WRITE_FAILED', cause, code);
}

/** PUBLISH_LEFTOVERS: a file of an earlier bundle stays; an error that is not the disk's stays as it is. */
export function leftoverFault(file: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  return typeof code === 'string' ? folderError('PUBLISH_LEFTOVERS', cause, code, { file }) : cause;
}

/** The engine tells of its disk in words only, in the system's language or its own. */
const FULL = /no space left|not enough (?:disk )?space|disk (?:is )?full|quota exceeded|ENOSPC/i;
const DENIED = /permission denied|read-only file system|access is denied/i;

/** What building the database in the folder failed with; an error that is not the disk's stays as it is. */
export function buildingFault(cause: unknown): unknown {
  if (cause instanceof WuseError || !(cause instanceof Error)) return cause;
  if (FULL.test(cause.message)) return folderError('PUBLISH_DISK_FULL', cause);
  const isOfEngine = /^IO Error|Cannot open file/i.test(cause.message);
  return isOfEngine && DENIED.test(cause.message) ? folderError('PUBLISH_FOLDER_UNWRITABLE', cause) : cause;
}
