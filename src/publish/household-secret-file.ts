import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import { WuseError } from '../lib/core/errors.ts';
import {
  LONGEST_SECRET_FILE,
  parseSecret,
  SECRET_BYTES,
  secretText,
} from '../lib/privacy/household-secret.ts';

/** A secret, and what its keeper is to be told. */
export interface SecretFile {
  readonly secret: Uint8Array;
  /** Lines of text; none holds anything of the secret. */
  readonly said: readonly string[];
}

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/** A secret of one publication only. */
export const passingSecret = (): Uint8Array => new Uint8Array(randomBytes(SECRET_BYTES));

/**
 * The secret of a file; a file that is not there is made, for its owner alone. Throws `WuseError` for a file that
 * holds none, that cannot be read or written, or that lies in one of the `published` folders.
 */
export function secretFile(path: string, published: readonly string[]): SecretFile {
  if (published.some((folder) => resolve(path).startsWith(resolve(folder) + sep))) throw exposed(path);
  return existsSync(path) ? readSecret(path) : makeSecret(path);
}

function makeSecret(path: string): SecretFile {
  const secret = passingSecret();
  try {
    const file = openSync(path, 'wx', OWNER_ONLY);
    try {
      writeSync(file, secretText(secret));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    throw unusable(path);
  }
  return {
    secret,
    said: [
      `已新建户号密钥文件 household secret made: ${resolve(path)}`,
      '  请妥善保管并另存一份备份：以后每次发布都用它，户号才前后一致；不得放进网站目录，不得外传。',
      '  Keep it, with a copy in a safe place: keys of households stay the same only with it. Never publish it.',
    ],
  };
}

function readSecret(path: string): SecretFile {
  let secret: Uint8Array | null = null;
  let isOpen = false;
  try {
    const { size, mode } = statSync(path);
    isOpen = process.platform !== 'win32' && (mode & OTHERS) !== 0;
    if (size <= LONGEST_SECRET_FILE) secret = parseSecret(readFileSync(path, 'utf8'));
  } catch {
    throw unusable(path);
  }
  if (secret === null) throw invalid(path);
  const used = `户号密钥文件 household secret: ${resolve(path)}（请妥善保管，不得公开 keep it, never publish it）`;
  const warning = `  其他用户也能读这个文件，请运行 chmod 600 (other users can read this file: run chmod 600)`;
  return { secret, said: isOpen ? [used, warning] : [used] };
}

function invalid(path: string): WuseError {
  return new WuseError(
    'PUBLISH_HOUSEHOLD_SECRET_INVALID',
    { zh: '这不是户号密钥文件，或文件已损坏', en: 'this is no household secret, or it is damaged' },
    {
      zh: '请指定原来的密钥文件或它的备份；要新建，请给一个还不存在的文件名',
      en: 'give the file that was used before, or its copy; to make a new one, give a name that does not exist yet',
    },
    { file: basename(path) },
  );
}

function unusable(path: string): WuseError {
  return new WuseError(
    'PUBLISH_HOUSEHOLD_SECRET_UNUSABLE',
    { zh: '户号密钥文件无法读取或新建', en: 'the household secret can be neither read nor made' },
    {
      zh: '请检查目录是否存在、能否读写',
      en: 'check that the folder exists and may be read and written',
    },
    { file: basename(path) },
  );
}

function exposed(path: string): WuseError {
  return new WuseError(
    'PUBLISH_HOUSEHOLD_SECRET_EXPOSED',
    {
      zh: '户号密钥文件放在了要发布的目录里',
      en: 'the household secret lies in a folder that is published',
    },
    {
      zh: '请把密钥文件移到网站目录以外，只有发布人能读的地方；如果网站已带着它公开过，请改用新密钥',
      en: 'move it out of the site, to a place that only the publisher can read; if it was public already, make a new one',
    },
    { file: basename(path) },
  );
}
