import { existsSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Language } from '../lib/core/language.ts';
import { summarise, worstOf, type Observation, type SiteFinding } from '../lib/report/site/observation.ts';
import { reportText } from '../lib/report/site/report-text.ts';
import { examineFolder } from './doctor-folder.ts';
import { examineSite } from './doctor-site.ts';

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;

interface CliOptions {
  lang: Language;
  json?: true;
}

/** An address, or a folder that is there. */
function placeArgument(value: string): URL | string {
  if (!/^https?:\/\//i.test(value)) {
    if (existsSync(value)) return value;
    throw new InvalidArgumentError(
      '请给出网址（http:// 或 https://）或站点文件夹 (expected an address or the folder of a site)',
    );
  }
  const url = new URL(value);
  url.search = url.hash = '';
  url.pathname = url.pathname.replace(/(\/index\.html|\/?)$/, '/');
  return url;
}

function parseArguments(argv: readonly string[]): { place: URL | string; options: CliOptions } {
  const command = new Command('doctor')
    .description('Check a served site, or a site in its folder (检查已上线的网站，或站点文件夹)')
    .argument('<address>', 'address of the first page, or the folder of a built site', placeArgument)
    .addOption(new Option('--lang <language>', 'language of the report').choices(['zh', 'en']).default('zh'))
    .option('--json', 'print one JSON object on standard output')
    .exitOverride();
  command.parse([...argv], { from: 'user' });
  return { place: command.processedArgs[0] as URL | string, options: command.opts<CliOptions>() };
}

function examine(place: URL | string): Promise<Observation[]> | Observation[] {
  return typeof place === 'string' ? examineFolder(place) : examineSite(place, Date.now());
}

function jsonReport(findings: readonly SiteFinding[]): string {
  return JSON.stringify({ verdict: worstOf(findings), findings });
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const { place, options } = parseArguments(argv);
    const findings = summarise(await examine(place));
    process.stdout.write(options.json ? `${jsonReport(findings)}\n` : reportText(findings, options.lang));
    return worstOf(findings) === 'failure' ? EXIT_FAILURE : 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
