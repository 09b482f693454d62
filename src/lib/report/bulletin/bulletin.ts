import type {
  Block,
  ChartBlock,
  Inline,
  ParagraphBlock,
  ReportDocument,
  TableBlock,
} from '../../core/document.ts';
import { formatCount, formatDate, formatMoment } from '../../format/format.ts';
import { METRIC_IDS, metricOf, type MetricId } from '../../metrics/registry.ts';
import { attentionProse } from './attention-prose.ts';
import { changeProse } from './change-prose.ts';
import { Figures } from './figures.ts';
import type { BulletinInput } from './input.ts';
import { ANNEXES, PROSE_PARTS, type Annex, type PartId, type ProsePart, offeredParts } from './kinds.ts';
import { colourTable } from './colour-table.ts';
import { comparedTable } from './compared-table.ts';
import { overdueTable } from './overdue-table.ts';
import { publicTable, suppressionNote } from './public-tables.ts';
import { pressProse } from './press.ts';
import { standingsProse } from './standings.ts';
import { deadlineProse, overviewProse, resolutionProse, revisitProse } from './state-prose.ts';
import { categoryTable, unitTable } from './unit-tables.ts';

const PROSE: Readonly<Record<ProsePart, (figures: Figures, input: BulletinInput) => (readonly Inline[])[]>> =
  {
    overview: (figures, input) => [overviewProse(figures, input)],
    resolution: (figures, input) => [resolutionProse(figures, input)],
    deadlines: (figures) => [deadlineProse(figures)],
    revisits: (figures) => [revisitProse(figures)],
    changes: (figures, input) => [changeProse(figures, input)],
    standings: (figures) => [standingsProse(figures, 'town'), standingsProse(figures, 'department')],
    attention: (figures, input) => [attentionProse(figures, input)],
  };

const TABLES: Readonly<Record<Annex, (input: BulletinInput) => TableBlock | null>> = {
  towns: (input) => unitTable(input, 'town'),
  departments: (input) => unitTable(input, 'department'),
  categories: categoryTable,
  compared: comparedTable,
  overdue: overdueTable,
};

const PUBLIC_TABLES: Readonly<Partial<Record<Annex, (input: BulletinInput) => TableBlock>>> = {
  towns: (input) => publicTable(input, 'town'),
  departments: (input) => publicTable(input, 'department'),
  categories: (input) => publicTable(input, 'category'),
};

/** 一 … 十 as headings are numbered. */
const NUMERALS = '一二三四五六七八九十';

function trendChart({ words, weekly, moment }: BulletinInput): ChartBlock | null {
  const last = weekly[weekly.length - 1];
  if (last === undefined) return null;
  return {
    kind: 'chart',
    id: 'trend',
    title: words('chart.trend'),
    note: words('chart.trendNote', { moment: formatMoment(moment, words.language) }),
    alt: words('chart.trendAlt', { ledgered: last.ledgered, resolved: last.resolved, open: last.open }),
  };
}

/** A part's paragraphs; nothing where it has nothing to say. */
function paragraphs(figures: Figures, input: BulletinInput, part: ProsePart): ParagraphBlock[] {
  return PROSE[part](figures, input)
    .filter((inlines) => inlines.length > 0)
    .map((inlines, index) => ({ kind: 'paragraph', id: `${part}-${index + 1}`, inlines }));
}

function body(figures: Figures, input: BulletinInput): Block[] {
  const { words, parts } = input;
  const has = (part: PartId): boolean => parts.includes(part);
  const isPublic = input.manifest.edition === 'public';
  const table = has('colours') ? [isPublic ? publicTable(input, 'colour') : colourTable(input)] : [];
  const chart = has('trend') ? trendChart(input) : null;
  const shown: Partial<Record<ProsePart, readonly Block[]>> = {
    overview: table,
    changes: chart === null ? [] : [chart],
  };
  let number = 0;
  const sections = PROSE_PARTS.flatMap((part): Block[] => {
    const blocks = [...(has(part) ? paragraphs(figures, input, part) : []), ...(shown[part] ?? [])];
    if (blocks.length === 0) return [];
    number += 1;
    const index = words.language === 'zh' ? NUMERALS[number - 1]! : String(number);
    const heading = has(part)
      ? words(`part.${part}`)
      : words(part === 'overview' ? 'part.colours' : 'part.trend');
    return [{ kind: 'heading', text: words('number', { index }) + heading }, ...blocks];
  });
  return sections;
}

function subtitle({ words, moment, period }: BulletinInput): string {
  const at = formatMoment(moment, words.language);
  if (period.from === null && period.to === null) return words('subtitle', { moment: at });
  const day = (date: string | null): string => (date === null ? '…' : formatDate(date, words.language));
  return words('subtitle.period', { from: day(period.from), to: day(period.to), moment: at });
}

/** Where the figures come from: files and rows, of which a public edition says nothing. */
function sourceLine({ words, manifest: { rows, sources } }: BulletinInput): string {
  if (rows === null) return words('foot.source', { files: words('foot.ledger') });
  const { read, kept, setAside } = rows;
  const numbers = { read: formatCount(read), kept: formatCount(kept), setAside: formatCount(setAside) };
  const files = sources.map(({ name }) => name).join(words('comma'));
  return words('foot.source', { files }) + words('semicolon') + words('foot.rows', numbers);
}

function foot(input: BulletinInput): string[] {
  const { words, manifest, moment, scope, calendar } = input;
  return [
    words('foot.cutoff', { moment: formatMoment(moment, words.language) }),
    words('foot.scope', { scope }),
    sourceLine(input),
    ...(manifest.edition === 'public' ? [suppressionNote(words)] : []),
    words('foot.version', { version: manifest.dataVersion }),
    ...(calendar === undefined ? [] : [words('foot.workingDays')]),
  ];
}

/** Metrics whose definition a reader of these blocks may ask for: the rates that are printed, in the registry's order. */
function printedRates(blocks: readonly Block[]): MetricId[] {
  const named = new Set<string>();
  for (const block of blocks) {
    if (block.kind === 'paragraph')
      for (const inline of block.inlines) if (typeof inline !== 'string') named.add(inline.metric);
    if (block.kind === 'table')
      for (const row of block.rows) for (const { figure } of row) if (figure) named.add(figure.metric);
  }
  return METRIC_IDS.filter((id) => named.has(id) && metricOf(id).unit === 'ratio');
}

/** What a public edition can fill of a bulletin: nothing that is compared, and none of the parts that need more. */
function publicInput(input: BulletinInput): BulletinInput {
  const parts = input.parts.filter((part) => offeredParts('public').includes(part));
  return { ...input, parts, before: null, weekly: [], overdue: null };
}

/** The bulletin of an input; the same for the page, Word, Excel and the command line. */
export function makeBulletin(asked: BulletinInput): ReportDocument {
  const isPublic = asked.manifest.edition === 'public';
  const input = isPublic ? publicInput(asked) : asked;
  const { words, kind, manifest, scope, parts } = input;
  const tables = isPublic ? PUBLIC_TABLES : TABLES;
  const figures = new Figures(input.report, words);
  const { county } = manifest;
  const isWhole = scope === words('scope.county');
  const isPress = kind === 'press';
  const blocks: Block[] = isPress
    ? [{ kind: 'paragraph', id: 'press', inlines: pressProse(figures, input) }]
    : body(figures, input);
  const annexes = isPress
    ? []
    : ANNEXES.filter((annex) => parts.includes(annex)).flatMap((annex) => tables[annex]?.(input) ?? []);
  return {
    title: words(`title.${kind}`, { scope: isWhole && county?.name !== undefined ? county.name : scope }),
    masthead: county?.issuer ?? null,
    subtitle: subtitle(input),
    edition: words(`edition.${manifest.edition}`),
    blocks,
    annexes,
    foot: foot(input),
    definitions: printedRates([...blocks, ...annexes]).map((id) => ({
      name: words.pick(metricOf(id).label),
      text: words.pick(metricOf(id).definition),
    })),
    source: {
      dataVersion: manifest.dataVersion,
      edition: manifest.edition,
      cutoff: input.moment,
      scope,
      kind,
    },
  };
}
