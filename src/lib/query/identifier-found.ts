import { WuseError, type Place } from '../core/errors.ts';

/** The refusal of a publication that holds somebody's number; the place never holds the text. */
export function identifierFound(where: string, place: Place): WuseError {
  return new WuseError(
    'PUBLISH_IDENTIFIER_FOUND',
    {
      zh: `脱敏后的 ${where} 中仍有疑似电话、证件、车牌、卡号、邮箱或账号`,
      en: `${where} still holds what looks like a phone, ID, plate, card, mail or account number after masking`,
    },
    {
      zh: '请在原表中改写该处后重新发布；原有发布内容保持不变',
      en: 'Rewrite that place in the source and publish again; the published bundle is unchanged',
    },
    place,
  );
}
