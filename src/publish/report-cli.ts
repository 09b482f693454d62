import { renameSync, writeFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { bulletinCharts } from '../lib/charts/bulletin.ts';
import { COMPARE_STEPS } from '../lib/core/comparison.ts';
import { documentLines } from '../lib/core/document.ts';
import { WuseError } from '../lib/core/errors.ts';
import type { Language } from '../lib/core/language.ts';
import { docxBytes, type Picture } from '../lib/export/docx.ts';
import { workbookBytes } from '../lib/export/bulletin-workbook.ts';
import { bulletinWords } from '../lib/i18n/bulletin.ts';
import { BULLETIN_KINDS, kindCompare, type BulletinKind } from '../lib/report/bulletin/kinds.ts';
import { makeReport, type MadeReport } from './make-report.ts';
import { chineseFont, paintChart } from './picture.ts';
import { reportError } from './report.ts';

const EXIT_REFUSED = 1;
const EXIT_USAGE = 2;
const ENDINGS = ['docx', 'xlsx', 'txt'] as const;

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
}

function outArgument(value: string, before: string[] | undefined): string[] {
  if (ENDINGS.some((ending) => value.toLowerCase().endsWith(`.${ending}`))) return [...(before ?? []), value];
  throw new InvalidArgumentError('文件名须以 .docx、.xlsx 或 .txt 结尾 (expected .docx, .xlsx or .txt)');
}

function parseArguments(argv: readonly string[]): CliOptions {
  const command = new Command('report')
    .description('Make a bulletin from what is published (由已发布的台账生成通报)')
    .addOption(new Option('--kind <kind>', 'which bulletin').choices(BULLETIN_KINDS).default('weekly'))
    .requiredOption(
      '--out <file>',
      'file to write: .docx, .xlsx or .txt; may be given several times',
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

function plainText({ document }: MadeReport): Uint8Array {
  const all = [document.title, document.subtitle, ...documentLines(document), ...document.foot];
  return new TextEncoder().encode(`\ufeff${all.join('\r\n')}\r\n`);
}

/** Writes beside the file and puts it in its place at once, so that nobody finds half a file. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const beside = `${path}.part`;
  writeFileSync(beside, bytes);
  renameSync(beside, path);
}

async function run(options: CliOptions): Promise<void> {
  const made = await makeReport(options.ledger, parametersOf(options), options.lang);
  const words = bulletinWords(options.lang);
  for (const path of options.out) {
    const ending = path.toLowerCase().slice(path.lastIndexOf('.') + 1);
    const bytes =
      ending === 'docx'
        ? await docxBytes(made.document, { words, pictures: pictures(made, options.lang) })
        : ending === 'xlsx'
          ? await workbookBytes(made.document, words)
          : plainText(made);
    writeWhole(path, bytes);
    process.stdout.write(`${path}\n`);
  }
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
