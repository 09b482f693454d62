import type * as Docx from 'docx';
import type { Language } from '../core/language.ts';

const MM = 56.692;
const mm = (length: number): number => Math.round(length * MM);

/** Half-points of the type sizes that official documents name: 二号, 三号, 四号, 小四, 五号. */
export const SIZES = {
  title: 44,
  body: 32,
  page: 28,
  subtitle: 28,
  table: 28,
  cell: 21,
  wideCell: 18,
  note: 21,
} as const;

/** A4 with the margins of GB/T 9704; sizes in twips. */
export const PAGE = {
  tall: { width: mm(210), height: mm(297) },
  /** The library turns width and height of a page in landscape. */
  wide: (docx: typeof Docx) => ({
    width: mm(210),
    height: mm(297),
    orientation: docx.PageOrientation.LANDSCAPE,
  }),
  margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(25), header: mm(20) },
  twips: mm(156),
  wideTwips: mm(243),
  /** Width of the text in CSS pixels. */
  widthPixels: 590,
} as const;

const LATIN = 'Times New Roman';

function font(eastAsia: string): Docx.IFontAttributesProperties {
  return { ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia };
}

/** The typefaces of official documents; where a computer lacks 小标宋, its own 宋体 stands in. */
const FANGSONG = font('仿宋');
const HEITI = font('黑体');
const KAITI = font('楷体');
const SONGTI = font('宋体');
const TITLE = font('方正小标宋简体');

/** Exact distance of lines, in twips: 22 lines to the page for text. */
const LINE = { line: 560, lineRule: 'exact' as const };
const SINGLE = { line: 320, lineRule: 'atLeast' as const };
/** Two characters of the text's size. */
const INDENT = { firstLine: 640 };

/** Styles of a bulletin: those of Word's own names for title and headings, others beside them. */
export function documentStyles(language: Language): Docx.IStylesOptions {
  const style = (
    id: string,
    name: string,
    run: Docx.IRunStylePropertiesOptions,
    paragraph: Docx.IParagraphStylePropertiesOptions,
  ): Docx.IParagraphStyleOptions => ({ id, name, basedOn: 'Normal', run, paragraph });
  return {
    default: {
      document: {
        run: {
          font: FANGSONG,
          size: SIZES.body,
          language: language === 'zh' ? { value: 'en-US', eastAsia: 'zh-CN' } : { value: 'en-GB' },
        },
      },
      title: {
        run: { font: TITLE, size: SIZES.title, bold: false, color: '000000' },
        paragraph: {
          alignment: 'center',
          spacing: { before: 240, after: 120, line: 640, lineRule: 'exact' },
        },
      },
      heading1: {
        run: { font: HEITI, size: SIZES.body, bold: false, color: '000000' },
        paragraph: { spacing: { ...LINE, before: 120 }, indent: language === 'zh' ? INDENT : {} },
      },
    },
    paragraphStyles: [
      style(
        'Masthead',
        'Masthead',
        { font: KAITI, size: SIZES.body },
        { alignment: 'center', spacing: LINE },
      ),
      style(
        'Subtitle2',
        'Cut-off',
        { font: KAITI, size: SIZES.subtitle },
        { alignment: 'center', spacing: { ...LINE, after: 240 } },
      ),
      style(
        'Body',
        'Body of a document',
        { font: FANGSONG, size: SIZES.body },
        { alignment: 'both', spacing: LINE, indent: language === 'zh' ? INDENT : {} },
      ),
      style(
        'TableTitle',
        'Title of a table',
        { font: HEITI, size: SIZES.table },
        { alignment: 'center', keepNext: true, spacing: { ...SINGLE, before: 200, after: 80 } },
      ),
      style('AnnexMark', 'Annex', { font: HEITI, size: SIZES.body }, { spacing: LINE }),
      style(
        'Cell',
        'Cell',
        { font: SONGTI, size: SIZES.cell },
        { spacing: { line: 280, lineRule: 'atLeast' } },
      ),
      style(
        'WideCell',
        'Cell of a wide table',
        { font: SONGTI, size: SIZES.wideCell },
        { spacing: { line: 240, lineRule: 'atLeast' } },
      ),
      style('Note', 'Note', { font: KAITI, size: SIZES.note }, { spacing: { ...SINGLE, before: 40 } }),
      style('PageNumber', 'Page number', { font: SONGTI, size: SIZES.page }, { alignment: 'center' }),
      style('Edition', 'Edition', { font: HEITI, size: SIZES.note }, { alignment: 'right' }),
    ],
  };
}
