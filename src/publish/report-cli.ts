import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { bulletinCharts } from '../lib/charts/bulletin.ts';
import { COMPARE_STEPS } from '../lib/core/comparison.ts';
import { documentLines } from '../lib/core/document.ts';
import { WuseError } from '../lib/core/errors.ts';
import type { Language } from '../lib/core/language.ts';
import { docxBytes, type Picture } from '../lib/export/docx.ts';
import { workbookBytes } from '../lib/export/bulletin-workbook.ts';
import { bulletinWords } from '../lib/i18n/bulletin.ts';
import { translatorFor } from '../lib/i18n/messages.ts';
import { BULLETIN_KINDS, kindCompare, type BulletinKind } from '../lib/report/bulletin/kinds.ts';
import { checkSize, parseSaved } from '../lib/report/since/parse.ts';
import { savedBytes, type SavedBulletin } from '../lib/report/since/saved.ts';
import { sinceLines } from '../lib/report/since/tables.ts';
import { makeReport, type MadeReport } from './make-report.ts';
import { chineseFont, paintChart } from './picture.ts';
import { reportError } from './report.ts';

const EXIT_REFUSED = 1;
const EXIT_USAGE = 2;
const ENDINGS = ['docx', 'xlsx', 'txt', 'wuse.json'] as const;

/** The document has the chart's title and notes around the picture. */
const UNFRAMED = { title: '', subtitle: '', notes: [] };

interface CliOptions {
  kind: BulletinKind;
  ledger: string;
  out: string[];
  lang: Language;
  town?: string[];
  department?: string[];
  cutoff?: string;
  compare?: string;
  from?: string;
  to?: string;
  link?: string;
  since?: string;
}

function outArgument(value: string, before: string[] | undefined): string[] {
  if (ENDINGS.some((ending) => value.toLowerCase().endsWith(`.${ending}`))) return [...(before ?? []), value];
  throw new InvalidArgumentError(
    '文件名须以 .docx、.xlsx、.txt 或 .wuse.json 结尾 (expected .docx, .xlsx, .txt or .wuse.json)',
  );
}

function parseArguments(argv: readonly string[]): CliOptions {
  const command = new Command('report')
    .description('Make a bulletin from what is published (由已发布的台账生成通报)')
    .addOption(new Option('--kind <kind>', 'which bulletin').choices(BULLETIN_KINDS).default('weekly'))
    .requiredOption(
      '--out <file>',
      'file to write: .docx, .xlsx, .txt, or .wuse.json with the figures for --since; may be given several times',
      outArgument,
    )
    .option('--ledger <folder>', 'folder of the published ledger', 'static/ledger')
    .addOption(
      new Option('--lang <language>', 'language of the bulletin').choices(['zh', 'en']).default('zh'),
    )
    .option('--town <name...>', 'only these towns')
    .option('--department <name...>', 'only these lead departments')
    .option('--cutoff <moment>', 'an earlier moment, for example 2022-02-10T18:00')
    .option('--compare <step>', `${COMPARE_STEPS.join(', ')} or a day; what belongs to the kind without`)
    .option('--from <day>', 'only problems registered from this day on')
    .option('--to <day>', 'only problems registered up to this day')
    .option(
      '--link <address>',
      'address of the bulletin page, or its parameters, in place of the options above',
    )
    .option('--since <file>', 'figures of an earlier bulletin (.wuse.json): say what changed or was revised')
    .exitOverride();
  command.parse([...argv], { from: 'user' });
  return command.opts<CliOptions>();
}

/** The options as the page's address has them. */
function parametersOf(options: CliOptions): URLSearchParams {
  if (options.link !== undefined) {
    const [address] = options.link.split('#');
    return new URLSearchParams(address!.includes('?') ? address!.slice(address!.indexOf('?') + 1) : address);
  }
  const parameters = new URLSearchParams({ kind: options.kind });
  parameters.set('compare', options.compare ?? kindCompare(options.kind));
  for (const name of ['town', 'department'] as const)
    for (const value of options[name] ?? []) parameters.append(name, value);
  for (const name of ['cutoff', 'from', 'to'] as const)
    if (options[name] !== undefined) parameters.set(name, options[name]);
  return parameters;
}

/** Pictures of the charts; none, and a line that says so, where this computer has no Chinese letters to paint with. */
function pictures({ document, weekly }: MadeReport, language: Language): Map<string, Picture> {
  const words = bulletinWords(language);
  const charts = bulletinCharts(weekly, { ledgered: words('chart.ledgered'), open: words('chart.open') });
  const found = new Map<string, Picture>();
  const wanted = document.blocks.filter((block) => block.kind === 'chart');
  if (wanted.length === 0) return found;
  const font = chineseFont();
  if (font === null) {
    process.stderr.write(
      '未找到中文字体，图以文字代替；可安装 fonts-noto-cjk (no Chinese font was found: charts are told in words; install fonts-noto-cjk)\n',
    );
    return found;
  }
  for (const { id } of wanted) {
    const draw = charts[id];
    if (draw !== undefined) found.set(id, paintChart(draw, UNFRAMED, font));
  }
  return found;
}

/** What changed since an earlier bulletin, a line each; nothing unless it was asked for. */
function sinceText({ since }: MadeReport, language: Language): string[] {
  if (since === null) return [];
  return sinceLines(since, { t: translatorFor(language), words: bulletinWords(language) });
}

function plainText(made: MadeReport, language: Language): Uint8Array {
  const { document } = made;
  const since = sinceText(made, language);
  const all = [
    ...[document.title, document.subtitle, ...documentLines(document), ...document.foot],
    ...(since.length === 0 ? [] : ['', ...since]),
  ];
  return new TextEncoder().encode(`\ufeff${all.join('\r\n')}\r\n`);
}

/** Writes beside the file and puts it in its place at once, so that nobody finds half a file. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const beside = `${path}.part`;
  writeFileSync(beside, bytes);
  renameSync(beside, path);
}

/** The figures of an earlier bulletin. Throws `SINCE_FILE_MISSING`, or as {@link parseSaved} does. */
function readSaved(path: string): SavedBulletin {
  try {
    checkSize(statSync(path).size);
    return parseSaved(readFileSync(path));
  } catch (cause) {
    if (cause instanceof WuseError) throw cause;
    throw new WuseError(
      'SINCE_FILE_MISSING',
      { zh: '读不到上期数据文件', en: 'the saved bulletin cannot be read' },
      { zh: '请检查 --since 的文件名和所在目录', en: 'check the file name and folder of --since' },
      { file: basename(path) },
      cause,
    );
  }
}

async function fileBytes(path: string, made: MadeReport, language: Language): Promise<Uint8Array> {
  const words = bulletinWords(language);
  const name = path.toLowerCase();
  if (name.endsWith('.docx')) return docxBytes(made.document, { words, pictures: pictures(made, language) });
  if (name.endsWith('.xlsx')) return workbookBytes(made.document, words);
  return name.endsWith('.txt') ? plainText(made, language) : savedBytes(made.figures!);
}

async function run(options: CliOptions): Promise<void> {
  const { ledger, lang, out, since } = options;
  const made = await makeReport(ledger, parametersOf(options), lang, {
    figures: out.some((path) => path.toLowerCase().endsWith('.wuse.json')),
    ...(since !== undefined && { since: readSaved(since) }),
  });
  for (const path of out) {
    writeWhole(path, await fileBytes(path, made, lang));
    process.stdout.write(`${path}\n`);
  }
  for (const line of sinceText(made, lang)) process.stdout.write(`${line}\n`);
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    await run(parseArguments(argv));
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    if (!(error instanceof WuseError)) throw error;
    reportError(error);
    return EXIT_REFUSED;
  }
}

process.exitCode = await main(process.argv.slice(2));
