import type * as Docx from 'docx';
import type { Block, ChartBlock, Inline, ReportDocument, TableBlock } from '../core/document.ts';
import { inlineText } from '../core/document.ts';
import { textWidth } from '../core/text.ts';
import { annexLines, type BulletinWords } from '../i18n/bulletin.ts';
import { documentStyles, PAGE, SIZES } from './docx-layout.ts';
import { fixedOffice } from './fixed-zip.ts';

/** A drawn chart: PNG bytes with its size in CSS pixels. */
export interface Picture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What goes into a file beside the document itself. */
export interface DocxOptions {
  readonly words: BulletinWords;
  /** Pictures by the ids of the document's charts; a chart without one is told by its text. */
  readonly pictures: ReadonlyMap<string, Picture>;
}

type Library = typeof Docx;
type Child = Docx.Paragraph | Docx.Table;

/** Builds one document's paragraphs and tables with the library that it is given. */
class Builder {
  readonly docx: Library;
  readonly words: BulletinWords;
  readonly pictures: DocxOptions['pictures'];
  readonly pictureIds: readonly string[];

  constructor(docx: Library, { words, pictures }: DocxOptions) {
    this.docx = docx;
    this.words = words;
    this.pictures = pictures;
    this.pictureIds = [...pictures.keys()];
  }

  plain(text: string, style: string): Docx.Paragraph {
    return new this.docx.Paragraph({ style, children: [new this.docx.TextRun(text)] });
  }

  /** Text with its figures; those written by hand are marked as in the page. */
  body(inlines: readonly Inline[]): Docx.Paragraph {
    const children = inlines.map((inline) => {
      const isWritten = typeof inline !== 'string' && inline.written !== undefined;
      return new this.docx.TextRun({ text: inlineText(inline), ...(isWritten && { highlight: 'yellow' }) });
    });
    return new this.docx.Paragraph({ style: 'Body', children });
  }

  chart({ id, title, note, alt }: ChartBlock): Child[] {
    const { Paragraph, ImageRun, AlignmentType } = this.docx;
    const picture = this.pictures.get(id);
    if (picture === undefined) return [this.plain(title, 'TableTitle'), this.plain(alt, 'Note')];
    const scale = Math.min(1, PAGE.widthPixels / picture.width);
    const image = new ImageRun({
      type: 'png',
      data: picture.png,
      transformation: {
        width: Math.round(picture.width * scale),
        height: Math.round(picture.height * scale),
      },
      // The library numbers pictures through a whole visit: the second file of a page would be another one.
      altText: { id: String(this.pictureIds.indexOf(id) + 1), name: title, title, description: alt },
    });
    return [
      this.plain(title, 'TableTitle'),
      new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [image] }),
      this.plain(note, 'Note'),
    ];
  }

  /** A table whose head repeats on each page and whose rows stay whole. */
  table(table: TableBlock): Child[] {
    const { Table, TableRow, TableCell, Paragraph, TextRun, WidthType, AlignmentType, VerticalAlign } =
      this.docx;
    const { widths, isDense } = columnWidths(table);
    const style = isDense ? 'WideCell' : 'Cell';
    const size = isDense ? SIZES.wideCell : SIZES.cell;
    const cell = (text: string, column: number, bold: boolean): Docx.TableCell =>
      new TableCell({
        verticalAlign: VerticalAlign.CENTER,
        margins: { left: 60, right: 60, top: 20, bottom: 20 },
        children: [
          new Paragraph({
            style,
            alignment:
              table.columns[column]!.align === 'end' && !bold
                ? AlignmentType.RIGHT
                : bold
                  ? AlignmentType.CENTER
                  : AlignmentType.LEFT,
            children: [new TextRun({ text, size, ...(bold && { bold }) })],
          }),
        ],
      });
    const head = new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: table.columns.map(({ header }, column) => cell(header, column, true)),
    });
    const rows = table.rows.map(
      (row) =>
        new TableRow({ cantSplit: true, children: row.map(({ text }, column) => cell(text, column, false)) }),
    );
    return [
      this.plain(table.title, 'TableTitle'),
      new Table({
        width: { size: 100, type: WidthType.PERCENTAGE },
        columnWidths: widths,
        rows: [head, ...rows],
      }),
      ...table.notes.map((note) => this.plain(note, 'Note')),
    ];
  }

  block(block: Block): Child[] {
    switch (block.kind) {
      case 'heading':
        return [
          new this.docx.Paragraph({
            heading: this.docx.HeadingLevel.HEADING_1,
            keepNext: true,
            children: [new this.docx.TextRun(block.text)],
          }),
        ];
      case 'paragraph':
        return [this.body(block.inlines)];
      case 'table':
        return this.table(block);
      case 'chart':
        return this.chart(block);
    }
  }
}

/** Letters are wider than half a Chinese character, and a number that begins with some breaks at its hyphen. */
function printedWidth(text: string): number {
  return textWidth(text) + (/[A-Za-z]/.test(text) ? 3 : 0);
}

/** Twips that half a Chinese character takes, by half-points of its size. */
const HALF_CHARACTER = 5;

/**
 * Widths in twips by the longest text of each column, Chinese characters counted as two, filling the page; dense where
 * they need smaller letters to stand on one line.
 */
function columnWidths({ columns, rows, isWide }: TableBlock): { widths: number[]; isDense: boolean } {
  const longest = columns.map(({ header }, column) =>
    Math.max(
      4,
      Math.min(10, textWidth(header)),
      ...rows.map((row) => Math.min(28, printedWidth(row[column]?.text ?? ''))),
    ),
  );
  const all = longest.reduce((sum, length) => sum + length + 2, 0);
  const width = isWide ? PAGE.wideTwips : PAGE.twips;
  return {
    widths: longest.map((length) => Math.floor((width * (length + 2)) / all)),
    isDense: isWide || all * HALF_CHARACTER * SIZES.cell > width,
  };
}

/** What every report ends with: cut-off, source, version and the definitions of the rates that it prints. */
function ending(builder: Builder, { foot, definitions }: ReportDocument): Child[] {
  const mark = builder.words.language === 'zh' ? '：' : ': ';
  return [
    ...foot.map((line) => builder.plain(line, 'Note')),
    ...(definitions.length === 0 ? [] : [builder.plain(builder.words('foot.definitions') + mark, 'Note')]),
    ...definitions.map(({ name, text }) => builder.plain(name + mark + text, 'Note')),
  ];
}

/**
 * The document as a Word file: A4 with the margins and type of official documents (GB/T 9704: title in 小标宋 of size
 * 2, text in 仿宋 of size 3, headings in 黑体), real styles, heads that repeat, page numbers, charts as pictures; wide
 * tables stand on pages in landscape. The library is loaded with the first file.
 */
export async function docxBytes(document: ReportDocument, options: DocxOptions): Promise<Uint8Array> {
  const docx: Library = await import('docx');
  const builder = new Builder(docx, options);
  const { words } = options;
  const { masthead, title, subtitle, edition, blocks, annexes } = document;
  const annexLine = (index: number): string =>
    annexes.length === 1 ? words('annexOne') : words('annex', { index: index + 1 });
  const titles = annexes.map((annex) => annex.title);
  const list = annexLines(words, titles).map((text) => builder.plain(text, 'Body'));
  const front: Child[] = [
    ...(masthead === null ? [] : [builder.plain(masthead, 'Masthead')]),
    new docx.Paragraph({ heading: docx.HeadingLevel.TITLE, children: [new docx.TextRun(title)] }),
    builder.plain(subtitle, 'Subtitle2'),
    ...blocks.flatMap((block) => builder.block(block)),
    ...list,
    ...ending(builder, document),
  ];
  const footer = new docx.Footer({
    children: [
      new docx.Paragraph({
        style: 'PageNumber',
        children: [new docx.TextRun({ children: ['— ', docx.PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });
  const header = new docx.Header({
    children: [builder.plain(words('edition.line', { edition }), 'Edition')],
  });
  const around = { headers: { default: header }, footers: { default: footer } };
  const section = (isWide: boolean, children: Child[]) => ({
    ...around,
    properties: { page: { size: isWide ? PAGE.wide(docx) : PAGE.tall, margin: PAGE.margin } },
    children,
  });
  const file = new docx.Document({
    title,
    description: subtitle,
    creator: 'Wuse',
    lastModifiedBy: 'Wuse',
    styles: documentStyles(words.language),
    sections: [
      section(false, front),
      ...annexes.map((annex, index) =>
        section(annex.isWide, [builder.plain(annexLine(index), 'AnnexMark'), ...builder.table(annex)]),
      ),
    ],
  });
  return fixedOffice(await docx.Packer.pack(file, 'uint8array'), document.source.cutoff);
}
