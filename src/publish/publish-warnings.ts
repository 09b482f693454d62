import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bilingual } from '../lib/core/errors.ts';
import { dateOf, type LocalMoment } from '../lib/core/period.ts';
import type { Manifest } from '../lib/query/bundle-documents.ts';

/** What a publisher is told beside a publication that succeeded. */
export interface PublishWarning {
  readonly code: 'PUBLISH_CLOCK_BEHIND' | 'PUBLISH_CLOCK_BEFORE_CUTOFF' | 'PUBLISH_FILES_PRIVATE';
  readonly text: Bilingual;
  readonly hint: Bilingual;
}

const CHECK_CLOCK: Bilingual = {
  zh: '数字不受影响：它们只看截止时间。请校准本机时钟，否则页面上的发布时间是错的',
  en: 'the figures are not affected: they depend on the cut-off alone. Set the clock, or the time of publication on the pages is wrong',
};

/** Whether the publisher's clock can be right: it is behind what was published before, or behind the cut-off's day. */
export function clockWarnings(
  manifest: Manifest,
  previous: Manifest | null,
  now: LocalMoment,
): PublishWarning[] {
  const warnings: PublishWarning[] = [];
  if (previous !== null && now < previous.publishedAt)
    warnings.push({
      code: 'PUBLISH_CLOCK_BEHIND',
      text: {
        zh: `本机时钟（${now}）早于上一次发布的时间（${previous.publishedAt}）`,
        en: `this machine's clock (${now}) is behind the time of the last publication (${previous.publishedAt})`,
      },
      hint: CHECK_CLOCK,
    });
  if (dateOf(now) < dateOf(manifest.cutoff))
    warnings.push({
      code: 'PUBLISH_CLOCK_BEFORE_CUTOFF',
      text: {
        zh: `截止时间（${manifest.cutoff}）还没有到：本机时钟是 ${now}`,
        en: `the cut-off (${manifest.cutoff}) has not come yet: this machine's clock says ${now}`,
      },
      hint: {
        zh: '请核对截止时间（--cutoff 或文件里的）和本机时钟，哪一个不对',
        en: 'check which is wrong: the cut-off (--cutoff, or what the files say) or the clock',
      },
    });
  return warnings;
}

const OTHERS_READ = 0o044;

/** Whether a web server under another account could read what was published. */
export function accessWarnings(directory: string): PublishWarning[] {
  if (process.platform === 'win32' || (statSync(join(directory, 'manifest.json')).mode & OTHERS_READ) !== 0)
    return [];
  return [
    {
      code: 'PUBLISH_FILES_PRIVATE',
      text: {
        zh: '发布的文件只有当前用户能读（umask 太严），网页服务器可能读不到',
        en: 'only the current user can read the published files (by its umask); a web server may not',
      },
      hint: {
        zh: '请运行 chmod -R a+rX 发布目录；以后的发布沿用这次的权限',
        en: 'run chmod -R a+rX on the bundle folder; later publications keep its permissions',
      },
    },
  ];
}
