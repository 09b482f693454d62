import { type Bilingual, WuseError } from '../core/errors.ts';
import { QueryError } from '../core/engine.ts';
import { type EngineFailure } from './engine-files.ts';

interface Words {
  readonly text: Bilingual;
  readonly hint: Bilingual;
}

const COPY_AGAIN: Bilingual = {
  zh: '请把整个站点重新复制到服务器（用二进制方式），然后重试。',
  en: 'Copy the whole site to the server again (in binary mode), then try again.',
};
const CHECK_FILES: Bilingual = {
  zh: '请检查网络，以及 engine 文件夹是否已完整复制到服务器，然后重试。',
  en: 'Check the network and that the folder engine was copied to the server whole, then try again.',
};

const WORDS: Readonly<Record<EngineFailure, Words>> = {
  ENGINE_MISSING: {
    text: { zh: '取不到查询引擎的文件', en: "the query engine's files could not be fetched" },
    hint: CHECK_FILES,
  },
  ENGINE_STOPPED: {
    text: { zh: '查询引擎意外中断', en: 'the query engine stopped unexpectedly' },
    hint: {
      zh: '请重试，引擎会重新启动；反复出现时请关闭其他页面，或缩小筛选范围。',
      en: 'Try again, the engine starts anew; if it keeps happening, close other pages or narrow the filter.',
    },
  },
  ENGINE_SILENT: {
    text: {
      zh: '查询长时间没有结果，已停止',
      en: 'the query gave no answer for a long time and was stopped',
    },
    hint: {
      zh: '请重试，引擎会重新启动；反复出现时请关闭其他页面，或缩小筛选范围。',
      en: 'Try again, the engine starts anew; if it keeps happening, close other pages or narrow the filter.',
    },
  },
  ENGINE_MEMORY: {
    text: {
      zh: '查询需要的内存超过了浏览器能给的',
      en: 'the query needs more memory than the browser can give',
    },
    hint: {
      zh: '请缩小筛选范围，或关闭其他页面后重试；引擎会重新启动。',
      en: 'Narrow the filter, or close other pages and try again; the engine starts anew.',
    },
  },
  ENGINE_DAMAGED: {
    text: { zh: '查询引擎的文件已损坏', en: "the query engine's files are damaged" },
    hint: COPY_AGAIN,
  },
  ENGINE_TIMEOUT: {
    text: { zh: '查询引擎长时间没有响应', en: 'the query engine did not answer in time' },
    hint: {
      zh: '网络可能太慢或已中断，请稍后重试。',
      en: 'The network may be too slow or broken; try again later.',
    },
  },
  ENGINE_UNSUPPORTED: {
    text: { zh: '此浏览器无法运行查询引擎', en: 'this browser cannot run the query engine' },
    hint: {
      zh: '请使用 Chromium 86 或更新内核的浏览器（如 Edge、Chrome、360 极速模式）。',
      en: 'Use a browser with Chromium 86 or later (Edge, Chrome and the like).',
    },
  },
  DATA_MISSING: {
    text: { zh: '取不到台账数据文件', en: "the ledger's data file could not be fetched" },
    hint: {
      zh: '请检查网络，以及 ledger 文件夹是否已完整复制到服务器。',
      en: 'Check the network and that the folder ledger was copied to the server whole.',
    },
  },
  DATA_DAMAGED: {
    text: { zh: '台账数据文件已损坏', en: "the ledger's data file is damaged" },
    hint: {
      zh: '请重新发布台账，或把 ledger 文件夹重新完整复制到服务器。',
      en: 'Publish the ledger again, or copy the folder ledger to the server again.',
    },
  },
  DATA_OTHER: {
    text: {
      zh: '台账数据文件与发布清单不符，没有采用',
      en: "the ledger's data file is not the one that the manifest lists; it was not used",
    },
    hint: {
      zh: '文件可能损坏，或被换成了另一份台账。请刷新页面；仍不行时，把 ledger 文件夹重新完整复制到服务器。',
      en: 'It may be damaged, or another ledger under its name. Reload the page; if that does not help, copy the folder ledger to the server again.',
    },
  },
};

/** The error for a code, in both languages; `detail` (no personal data) stays in `cause` for developers. */
export function engineError(code: EngineFailure, detail: unknown, file?: string): WuseError {
  const { text, hint } = WORDS[code];
  return new WuseError(code, text, hint, file === undefined ? {} : { file }, detail);
}

/** A statement's failure as the query layer expects it; an error that already is one stays. */
export function toQueryError(cause: unknown, sql: string): QueryError {
  if (cause instanceof QueryError) return cause;
  return new QueryError(cause instanceof Error ? cause.message : String(cause), sql, cause);
}
