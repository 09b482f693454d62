import { describe, expect, it } from 'vitest';
import { WuseError } from '../../../src/lib/core/errors.ts';
import { importUnreadable, originalFailed, originalRefused } from '../../../src/lib/state/local-errors.ts';

const issue = { src_file: '台账.xlsx', src_sheet: '王庙镇', src_row: 7, phone: '138****0009' };

describe('an original that is not shown', () => {
  it('says where the row would have been, and nothing of it', () => {
    expect(originalRefused('differs', issue)).toMatchObject({
      code: 'ORIGINAL_ROW_DIFFERS',
      place: { file: '台账.xlsx', sheet: '王庙镇', row: 7 },
    });
    expect(originalRefused('changed', issue)).toMatchObject({
      code: 'ORIGINAL_FILE_CHANGED',
      place: { file: '台账.xlsx' },
    });
    expect(JSON.stringify(originalRefused('differs', issue))).not.toContain('138');
  });

  it('is of a changed file where the browser cannot read it any more', () => {
    const error = originalFailed(importUnreadable('台账.xlsx', new Error('NotReadableError')));
    expect(error).toMatchObject({ code: 'ORIGINAL_FILE_CHANGED', place: { file: '台账.xlsx' } });
  });

  it('has the code of what went wrong, or one of its own', () => {
    const known = new WuseError('INGEST_TOO_LARGE', { zh: '', en: '' }, { zh: '', en: '' });
    expect(originalFailed(known)).toBe(known);
    expect(originalFailed('worker broke').code).toBe('ORIGINAL_FAILED');
  });
});
