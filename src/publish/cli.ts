import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { WuseError } from '../lib/core/errors.ts';
import { localMoment, parseMoment, type LocalMoment } from '../lib/core/period.ts';
import { readConfig } from '../lib/ingest/config.ts';
import { ENCODING_CHOICES, type EncodingChoice } from '../lib/ingest/decode.ts';
import { SEVERAL_CHOICES, type Several } from '../lib/ingest/several.ts';
import { wholeFile } from '../lib/ingest/workbook.ts';
import type { Edition } from '../lib/query/bundle-documents.ts';
import { claimFindings, findingLines, FINDINGS_FILE, refusalLine, writeFindings } from './findings-file.ts';
import { secretFile } from './household-secret-file.ts';
import { jsonReport, reportError, reportWarning, rollbackJson, rollbackText, textReport } from './report.ts';
import { claimFolder } from './bundle-folder.ts';
import { findSource, readSources } from './sources.ts';
import { rollBackBundle } from './write-bundle.ts';
import { publish, PUBLISH_STEPS, type PublishResult, type PublishStep } from './publish.ts';

const EXIT_REFUSED = 1;
const EXIT_USAGE = 2;

interface CliOptions {
  visits?: string[];
  transitions?: string[];
  out: string;
  cutoff?: LocalMoment;
  edition: Edition;
  config?: string;
  several: Several;
  householdSecret?: string;
  encoding?: EncodingChoice;
  findings?: string;
  json?: true;
  rollback?: true;
}

const STEP_LABELS: Readonly<Record<PublishStep, string>> = {
  read: '读取、识别、脱敏 reading and masking',
  load: '装入数据库 loading',
  count: '计算指标 counting',
  scan: '检查个人信息 scanning for personal data',
  write: '写入发布目录 writing',
};

function momentArgument(value: string): LocalMoment {
  const moment = value.length === 10 ? `${value}T23:59` : value.slice(0, 16);
  if (parseMoment(value) === null)
    throw new InvalidArgumentError(
      '需要形如 2022-02-17T18:00 的时间 (expected a moment such as 2022-02-17T18:00)',
    );
  return moment.replace(' ', 'T');
}

function findingsArgument(value: string): string {
  if (FINDINGS_FILE.test(value)) return value;
  throw new InvalidArgumentError(
    '文件名须以 .csv 或 .xlsx 结尾 (expected a name that ends in .csv or .xlsx)',
  );
}

function parseArguments(argv: readonly string[]): { files: string[]; options: CliOptions } {
  const command = new Command('publish')
    .description('Import a ledger export and publish it as a masked bundle (导入台账并发布)')
    .argument(
      '[file...]',
      'exported ledger, one or several files or folders (.xlsx .xls .et .ods .csv .tsv .parquet .arrow); ' +
        'of a folder every table, those named 走访* as visits unless --visits is given',
    )
    .option('--visits <file...>', 'visit tally (走访统计表)')
    .option(
      '--transitions <file...>',
      'events of the problems (办理流转记录表); found among the other files by their headers without it',
    )
    .option('--out <directory>', 'bundle folder', 'static/ledger')
    .option('--cutoff <moment>', 'cut-off, for example 2022-02-17T18:00', momentArgument)
    .addOption(
      new Option('--edition <edition>', 'readers of the bundle')
        .choices(['internal', 'public'])
        .default('internal'),
    )
    .option('--config <file>', 'column names, tables mapped by hand, aliases, days allowed per colour (JSON)')
    .addOption(
      new Option(
        '--several <way>',
        'several ledger files: add all rows up, or have rows of a later file replace the same rows of those before it',
      )
        .choices(SEVERAL_CHOICES)
        .default('add'),
    )
    .addOption(
      new Option('--encoding <encoding>', 'encoding of the text files; found out without it').choices(
        ENCODING_CHOICES,
      ),
    )
    .option(
      '--household-secret <file>',
      'secret that keys of households are made with, made if it is not there; keep it and never publish it. ' +
        'Without it keys hold for this publication only',
    )
    .option('--findings <file>', 'write the list of findings as .csv or .xlsx', findingsArgument)
    .option('--rollback', 'put the publication before the current one back; reads no file')
    .option('--json', 'print one JSON object on standard output')
    .exitOverride();
  command.parse([...argv], { from: 'user' });
  const options = command.opts<CliOptions>();
  if (options.rollback !== true && command.args.length === 0)
    command.error('error: 请给出要发布的台账文件 (name the ledger files to publish)');
  if (options.rollback === true && command.args.length > 0)
    command.error('error: --rollback 不读文件 (--rollback reads no file)');
  const { visits = [], transitions = [], config, findings } = options;
  const given = [...command.args, ...visits, ...transitions].concat(
    config ?? [],
    options.householdSecret ?? [],
  );
  if (findings !== undefined && given.some((path) => resolve(path) === resolve(findings))) {
    command.error('error: --findings 不能是要读的文件 (--findings must not name a file that is read)');
  }
  return { files: command.args, options };
}

function progress(step: PublishStep, detail: string): void {
  const index = PUBLISH_STEPS.indexOf(step) + 1;
  process.stderr.write(
    `[${index}/${PUBLISH_STEPS.length}] ${STEP_LABELS[step]}${detail === '' ? '' : ` · ${detail}`}\n`,
  );
}

async function publishFiles(files: readonly string[], options: CliOptions): Promise<PublishResult> {
  const secret =
    options.householdSecret === undefined
      ? null
      : secretFile(options.householdSecret, [options.out, 'static']);
  for (const line of secret?.said ?? []) (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  return publish({
    ...readSources(files, options),
    ...(secret !== null && { householdSecret: secret.secret }),
    out: options.out,
    edition: options.edition,
    several: options.several,
    now: localMoment(new Date()),
    onStep: progress,
    ...(options.cutoff === undefined ? {} : { cutoff: options.cutoff }),
    ...(options.config === undefined
      ? {}
      : { config: readConfig(await wholeFile(findSource(options.config))) }),
  });
}

/** What `work` gives, or the error with which it refuses. */
async function outcomeOf<T>(work: () => Promise<T>): Promise<T | WuseError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WuseError) return error;
    throw error;
  }
}

/** Publishes, writes the list of findings either way, and reports. */
async function run(files: readonly string[], options: CliOptions): Promise<number> {
  const { findings, json, out } = options;
  const outcome = await outcomeOf(async () => {
    if (findings !== undefined) claimFindings(findings);
    return publishFiles(files, options);
  });
  const result = outcome instanceof WuseError ? null : outcome;
  const lines = outcome instanceof WuseError ? [refusalLine(outcome)] : findingLines(outcome.findings);
  const written = findings === undefined ? null : await outcomeOf(() => writeFindings(findings, lines));
  const failures = [outcome, written].filter((each) => each instanceof WuseError);
  for (const warning of result?.warnings ?? []) reportWarning(warning);
  for (const failure of new Map(failures.map((each) => [each.code, each])).values()) reportError(failure);
  if (json) process.stdout.write(`${jsonReport(result, failures[0] ?? null)}\n`);
  else if (result !== null) process.stdout.write(textReport(result, out));
  return failures.length === 0 ? 0 : EXIT_REFUSED;
}

/** Puts the publication before back and says which. */
async function rollBack({ out, json }: CliOptions): Promise<number> {
  const outcome = await outcomeOf(async () => {
    const folder = claimFolder(out);
    try {
      return rollBackBundle(out, localMoment(new Date()));
    } finally {
      folder.release();
    }
  });
  const failure = outcome instanceof WuseError ? outcome : null;
  if (failure !== null) reportError(failure);
  if (json) process.stdout.write(`${rollbackJson(outcome)}\n`);
  else if (!(outcome instanceof WuseError)) process.stdout.write(rollbackText(outcome, out));
  return failure === null ? 0 : EXIT_REFUSED;
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const { files, options } = parseArguments(argv);
    return await (options.rollback === true ? rollBack(options) : run(files, options));
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
