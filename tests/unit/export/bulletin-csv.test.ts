import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { tableCsv } from '../../../src/lib/export/bulletin-csv.ts';
import { bulletinWords } from '../../../src/lib/i18n/bulletin.ts';
import { SMALL_DOCUMENT, UNITS } from '../../support/small-document.ts';

const decoded = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

describe('a bulletin’s table as CSV', () => {
  const text = decoded(tableCsv(UNITS, SMALL_DOCUMENT, bulletinWords('zh')));

  it('opens in WPS: BOM first, CRLF between rows and nowhere else', () => {
    expect(text.startsWith('\ufeff单位,梳理问题,办结率,增减\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('holds the texts as printed, formulas made harmless, then what they are of', () => {
    expect(parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false })).toEqual([
      ['单位', '梳理问题', '办结率', '增减'],
      ['\'=HYPERLINK("x")', '1,549', '47.3%', '+5'],
      ["'@城关,镇", '3', '—', '−2'],
      ['合计', '1,552', '47.2%', '+3'],
      [''],
      ['镇街/办理..情况表'],
      ['带*的比率，分母不足10个，仅供参考。'],
      ["'-口径"],
      ['全县“五色台账”工作周报'],
      ['（截至2022年2月17日18时）'],
      ['版本', '内部'],
      ['统计截止时间', '2022年2月17日18时'],
      ['统计范围', '全县'],
      ['数据版本', '0123456789ab'],
    ]);
  });

  it('tells names from values in English too', () => {
    const english = { ...SMALL_DOCUMENT, foot: ['Data version: 0123456789ab'] };
    expect(decoded(tableCsv(UNITS, english, bulletinWords('en')))).toContain(
      '\r\nData version,0123456789ab\r\n',
    );
  });
});
