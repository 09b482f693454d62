import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { COMPARE_STEPS } from '../lib/core/comparison.ts';
import { WuseError } from '../lib/core/errors.ts';
import type { Language } from '../lib/core/language.ts';
import { BULLETIN_KINDS, kindCompare, type BulletinKind } from '../lib/report/bulletin/kinds.ts';
import { checkSize, parseSaved } from '../lib/report/since/parse.ts';
import type { SavedBulletin } from '../lib/report/since/saved.ts';
import { makeReport } from './make-report.ts';
import { ENDINGS, reportFiles, sinceText, type Ending } from './report-files.ts';
import { reportError } from './report.ts';

const EXIT_REFUSED = 1;
const EXIT_USAGE = 2;

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

/** The form that a file's name asks for. */
function endingOf(path: string): Ending | undefined {
  return ENDINGS.find((ending) => path.toLowerCase().endsWith(`.${ending}`));
}

function outArgument(value: string, before: string[] | undefined): string[] {
  if (endingOf(value) !== undefined) return [...(before ?? []), value];
  throw new InvalidArgumentError(
    '文件名须以 .docx、.xlsx、.txt、.zip 或 .wuse.json 结尾，各表的 CSV 在 .zip 中 (expected .docx, .xlsx, .txt, .wuse.json or .zip, which holds the tables as CSV)',
  );
}

function parseArguments(argv: readonly string[]): CliOptions {
  const command = new Command('report')
    .description('Make a bulletin from what is published (由已发布的台账生成通报)')
    .addOption(new Option('--kind <kind>', 'which bulletin').choices(BULLETIN_KINDS).default('weekly'))
    .requiredOption(
      '--out <file>',
      'file to write: .docx, .xlsx, .txt, .wuse.json with the figures for --since, or .zip with the bulletin in every form; may be given several times',
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

async function run(options: CliOptions): Promise<void> {
  const { ledger, lang, out, since } = options;
  const made = await makeReport(ledger, parametersOf(options), lang, {
    figures: out.some((path) => endingOf(path) === 'wuse.json'),
    ...(since !== undefined && { since: readSaved(since) }),
  });
  const bytesOf = reportFiles(made, lang);
  for (const path of out) {
    writeWhole(path, await bytesOf(endingOf(path)!));
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
