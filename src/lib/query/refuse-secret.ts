import { WuseError } from '../core/errors.ts';
import { holdsSecret } from '../privacy/household-secret.ts';

/** Throws `PUBLISH_HOUSEHOLD_SECRET_FOUND` when something that is about to be published holds the secret. */
export function refuseSecret(contents: Iterable<Uint8Array | string>, secret: Uint8Array): void {
  const encoder = new TextEncoder();
  for (const content of contents) {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    if (holdsSecret(bytes, secret)) throw found();
  }
}

function found(): WuseError {
  return new WuseError(
    'PUBLISH_HOUSEHOLD_SECRET_FOUND',
    {
      zh: '要发布的文件中含有户号密钥',
      en: 'a file that is about to be published holds the household secret',
    },
    {
      zh: '请检查台账中是否误贴了密钥，改用新密钥后重新发布；原有发布内容保持不变',
      en: 'look for the secret in the ledger and publish with a new one; the published bundle is unchanged',
    },
  );
}
