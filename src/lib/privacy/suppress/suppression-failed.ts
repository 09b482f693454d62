import { WuseError } from '../../core/errors.ts';

/** The refusal of a publication for which it could not be worked out what to hide. */
export function suppressionFailed(cause?: unknown): WuseError {
  return new WuseError(
    'PUBLISH_SUPPRESSION_FAILED',
    {
      zh: '未能算出公开版中哪些小数目须隐去',
      en: 'which small counts a public edition must hide could not be worked out',
    },
    {
      zh: '没有发布任何内容，原有发布保持不变；请重新运行一次，仍不行的，请附数据版本反馈',
      en: 'nothing was published and the old bundle is unchanged; run it again, and report it with the data version when it stays so',
    },
    {},
    cause,
  );
}
