import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { parseHTML } from 'linkedom';
import { read, SSF, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  inlineText,
  type Inline,
  type DocumentFigure,
  type ReportDocument,
  type TableBlock,
} from '../../src/lib/core/document.ts';
import { comparedWith } from '../../src/lib/core/comparison.ts';
import { tableCsv } from '../../src/lib/export/bulletin-csv.ts';
import { docxBytes } from '../../src/lib/export/docx.ts';
import { workbookBytes } from '../../src/lib/export/bulletin-workbook.ts';
import { needsRows } from '../../src/lib/filters/filter.ts';
import { bulletinWords } from '../../src/lib/i18n/bulletin.ts';
import { evaluateReport } from '../../src/lib/metrics/report.ts';
import { runOverview } from '../../src/lib/query/overview.ts';
import { runOverdue } from '../../src/lib/query/run-overdue.ts';
import { makeBulletin } from '../../src/lib/report/bulletin/bulletin.ts';
import { checkText } from '../../src/lib/report/check/check.ts';
import type { CheckData } from '../../src/lib/report/check/judge.ts';
import { PARTS } from '../../src/lib/report/bulletin/kinds.ts';
import { inputOf } from '../support/bulletin-input.ts';
import {
  computeOracle,
  EMPTY_SCOPE,
  type OracleFilter,
  type OracleResult,
  type Scope,
} from '../oracle/oracle.ts';
import type { Figure, MetricId } from '../oracle/metrics.ts';
import { EXPORT_CUTOFF, largeExport, sampleExport } from '../support/exports.ts';
import { productFilter } from '../support/filters.ts';
import { openExport, type NodeLedger } from '../support/node-ledger.ts';

const WEEK_BEFORE = '2022-02-10T18:00';
const words = bulletinWords('zh');

type Group = DocumentFigure['group'];

function scopeOf(oracle: OracleResult, group: Group): Scope {
  if (group === null) return oracle;
  const scopes = oracle.by[group.dimension as keyof OracleResult['by']] as Readonly<Record<string, Scope>>;
  return scopes[group.key] ?? EMPTY_SCOPE;
}

/** What the oracle has for a figure of a document; the class counts and shares stand apart there. */
function expected(oracle: OracleResult, metric: string, group: Group): Figure {
  const scope = scopeOf(oracle, group);
  const key = group?.key as keyof Scope['colourCount'];
  if (metric === 'colour_count')
    return { value: oracle.colourCount[key], numerator: null, denominator: null };
  if (metric === 'colour_share') return oracle.colourShare[key];
  return scope.metrics[metric as MetricId];
}

/** A share as a colleague with a calculator prints it: half up to one decimal, 100% and 0% only where they are so. */
function percent(numerator: number, denominator: number): string {
  if (numerator === denominator) return '100%';
  if (numerator === 0) return '0%';
  const [whole, rest] = [Math.floor((numerator * 1000) / denominator), (numerator * 1000) % denominator];
  const tenths = Math.min(999, Math.max(1, whole + (2 * rest >= denominator ? 1 : 0)));
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

const tablesOf = (document: ReportDocument): TableBlock[] => [
  ...document.blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])),
  ...document.annexes,
];
const csvRows = (bytes: Uint8Array): string[][] =>
  parse(bytes, { bom: true, relax_column_count: true, skip_empty_lines: false });
const figuresOf = (document: ReportDocument): DocumentFigure[] =>
  document.blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? block.inlines.filter((inline): inline is DocumentFigure => typeof inline !== 'string')
      : [],
  );

const SCOPES: readonly (readonly [string, OracleFilter])[] = [
  ['the county', {}],
  ['a town', { town: ['恩城镇'] }],
  ['a department', { department: ['交通运输局'] }],
];

describe.each([sampleExport(), largeExport(3000, 7)])('a bulletin of $name', (texts) => {
  let ledger: NodeLedger;
  beforeAll(async () => {
    ledger = await openExport(texts);
  });
  afterAll(() => ledger.engine.close());

  const oracleAt = (cutoff: string, filter: OracleFilter): OracleResult =>
    computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff, filter });

  async function bulletin(chosen: OracleFilter): Promise<{ document: ReportDocument; data: CheckData }> {
    const filter = productFilter(chosen);
    const asOf = { moment: EXPORT_CUTOFF, stored: ledger.stored };
    const compared = comparedWith(EXPORT_CUTOFF, filter, 'week')!;
    const overview = await runOverview(ledger.engine, asOf, filter, compared, ledger.members, 'summary');
    const context = { columns: ledger.columns, rowsFiltered: needsRows(filter) };
    const overdue = await runOverdue(ledger.engine, asOf, filter, 50);
    const [report, earlier] = [overview.numbers, overview.compare.numbers].map((numbers) =>
      evaluateReport(numbers, context),
    );
    const document = makeBulletin(
      inputOf(report!, {
        parts: PARTS,
        before: {
          by: 'week',
          moment: compared.moment,
          report: earlier!,
        },
        weekly: overview.weekly,
        overdue,
      }),
    );
    return { document, data: { report: report!, before: earlier! } };
  }

  describe.each(SCOPES)('on %s', (_, chosen) => {
    let document: ReportDocument;
    let data: CheckData;
    let now: OracleResult;
    let before: OracleResult;
    beforeAll(async () => {
      [now, before] = [oracleAt(EXPORT_CUTOFF, chosen), oracleAt(WEEK_BEFORE, chosen)];
      ({ document, data } = await bulletin(chosen));
    });

    it('prints in its sentences what the oracle counts', () => {
      const plain = figuresOf(document).filter(
        ({ id, metric }) => id.split('/')[0] === metric && !id.endsWith('%'),
      );
      expect(plain.length).toBeGreaterThan(20);
      for (const { metric, group, figure, text } of plain.filter(
        ({ metric: id }) => id in now.metrics || id.startsWith('colour_'),
      )) {
        const { value, numerator, denominator } = expected(now, metric, group);
        expect([metric, group, figure.value]).toEqual([metric, group, value]);
        if (numerator !== null && denominator)
          expect([metric, text]).toEqual([metric, percent(numerator, denominator)]);
        else if (metric !== 'households_visited' && !metric.endsWith('_days'))
          expect([metric, text]).toEqual([metric, String(value)]);
      }
    });

    it('prints in its sentences the changes that the oracle’s two moments have', () => {
      const changes = figuresOf(document).filter(({ id }) => id.endsWith('~'));
      expect(changes.length).toBeGreaterThan(2);
      for (const { id, figure } of changes) {
        const metric = id.slice(0, -1) as MetricId;
        const [left, right] = [now.metrics[metric], before.metrics[metric]];
        const points = (each: Figure) => 10 * Number.parseFloat(percent(each.numerator!, each.denominator!));
        const difference =
          left.denominator === null
            ? left.value! - right.value!
            : Math.round(points(left) - points(right)) / 10;
        expect([metric, figure.value]).toEqual([metric, difference]);
      }
    });

    it('prints in its tables what the oracle counts', () => {
      let compared = 0;
      for (const table of tablesOf(document)) {
        for (const row of table.rows) {
          row.forEach(({ figure, text }, column) => {
            if (figure === undefined) return;
            const isEarlier = table.id === 'compared' && column % 3 === 2;
            const { value, numerator, denominator } = expected(
              isEarlier ? before : now,
              figure.metric,
              figure.group,
            );
            expect([table.id, figure.metric, figure.group, figure.figure.value]).toEqual([
              table.id,
              figure.metric,
              figure.group,
              value,
            ]);
            const small = denominator !== null && denominator < 10 ? '*' : '';
            if (value === null) expect(text).toBe('—');
            else if (denominator !== null) expect(text).toBe(percent(numerator!, denominator) + small);
            else expect(text.replaceAll(',', '')).toBe(String(value));
            compared += 1;
          });
        }
      }
      expect(compared).toBeGreaterThan(150);
    });

    it('adds up: on time, late, otherwise and open are what was assigned', () => {
      for (const id of ['towns', 'departments', 'categories']) {
        const { rows } = tablesOf(document).find((table) => table.id === id)!;
        const first = id === 'categories' ? 2 : 1;
        for (const row of rows) {
          const [assigned, ...parts] = row.slice(first, first + 5).map((cell) => cell.number!.value);
          const scope = scopeOf(now, row[first]!.figure!.group).metrics;
          const closed = scope.answered.value! + scope.open.value! + scope.open_white.value!;
          const unclear = scope.ledgered.value! - closed;
          expect(parts.reduce((sum, part) => sum + part, 0) + unclear).toBe(assigned);
        }
      }
    });

    it('lists the overdue problems by deadline', () => {
      const { rows } = tablesOf(document).find(({ id }) => id === 'overdue')!;
      const ids = rows.map((row) => row[0]!.text);
      const all = now.selectRows('overdue_open');
      expect(rows).toHaveLength(Math.min(50, all.length));
      expect(ids.every((id) => all.includes(id))).toBe(true);
      const days = rows.map((row) => row[6]!.number!.value);
      expect(days).toEqual([...days].sort((left, right) => right - left));
    });

    it('passes its own check, which finds every wrong number that is planted', () => {
      let planted = 0;
      for (const block of document.blocks) {
        if (block.kind !== 'paragraph') continue;
        const checkOf = (inlines: readonly Inline[]) =>
          checkText(inlines.map(inlineText).join(''), { ...data, bulletin: document });
        expect(checkOf(block.inlines).filter(({ status }) => status !== 'same')).toEqual([]);
        block.inlines.forEach((inline, index) => {
          if (typeof inline === 'string') return;
          const wrong = inline.text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 3) % 10));
          const inlines = block.inlines.map((each, at) =>
            at === index ? { ...inline, written: wrong } : each,
          );
          const start = inlines.slice(0, index).map(inlineText).join('').length;
          const found = checkOf(inlines).find((number) => number.start === start);
          expect([inline.id, wrong, found?.status]).toEqual([inline.id, wrong, 'different']);
          planted += 1;
        });
      }
      expect(planted).toBeGreaterThan(25);
    });

    it('says the same in the Word file', async () => {
      const files = unzipSync(await docxBytes(document, { words, pictures: new Map() }));
      const xml = strFromU8(files['word/document.xml']!);
      const { document: parsed } = parseHTML(xml.replace(/<(\/?)w:/g, '<$1w-').replace(/<\?xml[^>]*>/, ''));
      const texts = (element: Element, tag: string): string[] =>
        Array.from(element.querySelectorAll(tag), (each) =>
          Array.from(each.querySelectorAll('w-t'), (text) => text.textContent).join(''),
        );
      const paragraphs = texts(parsed.documentElement, 'w-p');
      for (const block of document.blocks)
        if (block.kind === 'paragraph') expect(paragraphs).toContain(block.inlines.map(inlineText).join(''));
      const tables = Array.from(parsed.querySelectorAll('w-tbl'));
      const wanted = tablesOf(document);
      expect(tables).toHaveLength(wanted.length);
      tables.forEach((table, index) => {
        const { columns, rows } = wanted[index]!;
        const cells = [
          columns.map(({ header }) => header),
          ...rows.map((row) => row.map(({ text }) => text)),
        ];
        expect(Array.from(table.querySelectorAll('w-tr'), (row) => texts(row, 'w-tc'))).toEqual(cells);
        expect(table.querySelectorAll('w-tblheader, w-tblHeader')).toHaveLength(1);
      });
      for (const line of document.foot) expect(paragraphs).toContain(line);
    });

    it('says the same in the CSV of each table', () => {
      for (const table of tablesOf(document)) {
        const rows = csvRows(tableCsv(table, document, words));
        expect(rows[0]).toEqual(table.columns.map(({ header }) => header));
        const cells = rows.slice(1, table.rows.length + 1);
        expect(cells).toEqual(table.rows.map((row) => row.map(({ text }) => text)));
        expect(rows.at(-1)).toEqual(['数据版本', document.source.dataVersion]);
      }
    });

    it('says the same in the workbook, numbers as numbers', async () => {
      const book = read(await workbookBytes(document, words), { cellNF: true, cellText: true });
      for (const table of tablesOf(document)) {
        const sheet = book.Sheets[table.title]!;
        table.rows.forEach((row, index) =>
          row.forEach(({ text, number }, column) => {
            const cell = sheet[utils.encode_cell({ r: index + 3, c: column })];
            if (number === undefined) {
              expect(cell?.v ?? '').toBe(text);
              return;
            }
            expect(cell.t).toBe('n');
            expect(cell.v).toBeCloseTo(number.value, 12);
            expect(SSF.format(cell.z, cell.v).replace('-', '−')).toBe(text);
          }),
        );
      }
      expect(book.SheetNames[0]).toBe('正文');
      expect(JSON.stringify(book.Sheets['数据来源'])).toContain('2022年2月17日18时');
    });
  });
});
