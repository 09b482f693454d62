import { type Bilingual, WuseError } from '../core/errors.ts';
import { QueryError } from '../core/engine.ts';
import { type EngineFailure } from './engine-files.ts';

interface Words {
  readonly text: Bilingual;
  readonly hint: Bilingual;
}

const COPY_AGAIN: Bilingual = {
  zh: '请把整个站点重新复制到服务器（用二进制方式），然后重新加载页面。',
  en: 'Copy the whole site to the server again (in binary mode), then reload the page.',
};
const CHECK_FILES: Bilingual = {
  zh: '请检查网络，以及 engine 文件夹是否已完整复制到服务器，然后重新加载页面。',
  en: 'Check the network and that the folder engine was copied to the server whole, then reload the page.',
};

const WORDS: Readonly<Record<EngineFailure, Words>> = {
  ENGINE_MISSING: {
    text: { zh: '取不到查询引擎的文件', en: "the query engine's files could not be fetched" },
    hint: CHECK_FILES,
  },
  ENGINE_DAMAGED: {
    text: { zh: '查询引擎的文件已损坏', en: "the query engine's files are damaged" },
    hint: COPY_AGAIN,
  },
  ENGINE_TIMEOUT: {
    text: { zh: '查询引擎长时间没有响应', en: 'the query engine did not answer in time' },
    hint: {
      zh: '网络可能太慢或已中断，请稍后重新加载页面。',
      en: 'The network may be too slow or broken; reload the page later.',
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
