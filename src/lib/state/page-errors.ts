import { type Bilingual, WuseError } from '../core/errors.ts';

/** What may go wrong with a page's own files and with what is published, beside the engine. */
type PageFailure =
  'PAGE_PART_MISSING' | 'BUNDLE_UNREACHABLE' | 'BUNDLE_OTHER_SCHEMA' | 'LOCAL_LEDGER_LOST' | 'UNEXPECTED';

const WORDS: Readonly<Record<PageFailure, { readonly text: Bilingual; readonly hint: Bilingual }>> = {
  PAGE_PART_MISSING: {
    text: { zh: '取不到本页程序的一个文件', en: "a file of this page's program could not be fetched" },
    hint: {
      zh: '网站可能刚刚更新，或网络中断：请重新加载页面。仍不行时，请把整个站点重新复制到服务器。',
      en: 'The site may just have been renewed, or the network is down: reload the page. If that does not help, copy the whole site to the server again.',
    },
  },
  BUNDLE_UNREACHABLE: {
    text: {
      zh: '没有取到发布清单，不知道有没有更新的发布',
      en: 'the server did not answer; whether there is a newer publication is not known',
    },
    hint: {
      zh: '请检查网络后重试。数字以页面所写的截至时间为准。',
      en: 'Check the network and try again. The figures are as of the cut-off that the page states.',
    },
  },
  BUNDLE_OTHER_SCHEMA: {
    text: {
      zh: '发布的数据与本页程序的版本不同',
      en: "the published data is of another version than this page's program",
    },
    hint: {
      zh: '请重新加载页面；仍不行时，用同一版本的程序重新发布并构建网站。',
      en: 'Reload the page; if that does not help, publish and build the site again with one version of the program.',
    },
  },
  LOCAL_LEDGER_LOST: {
    text: {
      zh: '查询引擎中断，在本机打开的台账已从内存中丢失',
      en: 'the query engine stopped, and the ledger that was opened on this computer is gone from memory',
    },
    hint: {
      zh: '请到“数据”页重新打开文件；文件本身没有改动。',
      en: 'Open the files again on the data page; the files themselves are unchanged.',
    },
  },
  UNEXPECTED: {
    text: { zh: '程序出现意外错误', en: 'an unexpected error of the program' },
    hint: {
      zh: '请重试或重新加载页面；仍出现时，请把本页地址和数据版本告诉维护人员。',
      en: "Try again or reload the page; if it stays, tell the maintainers the page's address and the data version.",
    },
  },
};

function pageError(code: PageFailure, cause?: unknown): WuseError {
  const { text, hint } = WORDS[code];
  return new WuseError(code, text, hint, {}, cause);
}

/** PAGE_PART_MISSING: a script of the page that is fetched when it is needed is not there. */
export function partMissing(cause: unknown): WuseError {
  return pageError('PAGE_PART_MISSING', cause);
}

/** BUNDLE_UNREACHABLE: the server did not answer, so that nothing newer is known. */
export function bundleUnreachable(cause: unknown): WuseError {
  return pageError('BUNDLE_UNREACHABLE', cause);
}

/** BUNDLE_OTHER_SCHEMA: the server has what this page cannot read, or could not any more. */
export function bundleOfOtherSchema(): WuseError {
  return pageError('BUNDLE_OTHER_SCHEMA');
}

/** LOCAL_LEDGER_LOST: the engine broke that alone held an opened ledger. */
export function localLedgerLost(): WuseError {
  return pageError('LOCAL_LEDGER_LOST');
}

/** The error as it is, or UNEXPECTED for one without a code of its own. */
export function knownError(cause: unknown): WuseError {
  return cause instanceof WuseError ? cause : pageError('UNEXPECTED', cause);
}
