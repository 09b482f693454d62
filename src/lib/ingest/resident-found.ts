import { WuseError, type Place } from '../core/errors.ts';

/** The refusal of rows whose own resident can still be read after masking; the place never holds the name. */
export function residentFound(place: Place): WuseError {
  return new WuseError(
    'PUBLISH_RESIDENT_FOUND',
    {
      zh: '脱敏后的这一行仍写有本行群众的姓名或电话',
      en: "this row still holds its own resident's name or telephone after masking",
    },
    {
      zh: '请在原表中改写该单元格后重试；原有发布内容保持不变',
      en: 'Rewrite that cell in the source and try again; the published bundle is unchanged',
    },
    place,
  );
}
