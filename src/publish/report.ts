import { placeText, type Bilingual, WuseError } from '../lib/core/errors.ts';
import { maskPlace } from '../lib/privacy/mask-title.ts';
import type { Manifest } from '../lib/query/bundle-documents.ts';
import type { PublishResult } from './publish.ts';
import type { PublishWarning } from './publish-warnings.ts';

function published({ manifest, imported, findings, warnings }: PublishResult) {
  const { dataVersion, cutoff, edition } = manifest;
  const { rows, sources, sheets } = imported;
  const details = findings.map(({ code, severity, place, setAside }) => ({
    code,
    severity,
    ...place,
    setAside,
  }));
  return {
    dataVersion,
    cutoff,
    edition,
    ...rows,
    rows,
    files: sources,
    sheets,
    findings: imported.findings,
    details,
    ...(warnings.length > 0 && { warnings }),
  };
}

/** One JSON object in one line: what was published, and what went wrong. */
export function jsonReport(result: PublishResult | null, failed: WuseError | null): string {
  const error = failed && {
    code: failed.code,
    text: failed.text,
    hint: failed.hint,
    place: maskPlace(failed.place),
  };
  return JSON.stringify({ ...(result && published(result)), ...(error && { error }) });
}

/** What was published, in lines for people. */
export function textReport({ manifest, imported }: PublishResult, out: string): string {
  const rows = imported.rows!;
  const findings = imported.findings.map(({ code, severity, count }) => `  ${severity}  ${code} × ${count}`);
  return [
    `已发布 published: ${out} · 版本 version ${manifest.dataVersion} · 截至 cut-off ${manifest.cutoff}`,
    `读入 read ${rows.read} = 采用 kept ${rows.kept} + 搁置 set aside ${rows.setAside} + 跳过 skipped ${rows.skipped}`,
    ...(findings.length > 0 ? ['数据问题 findings:', ...findings] : []),
    '',
  ].join('\n');
}

/** Which publication was taken back, and which one serves again. */
interface RolledBack {
  readonly withdrawn: Manifest;
  readonly restored: Manifest;
}

/** One JSON object in one line: what serves again in whose place, or why nothing was changed. */
export function rollbackJson(outcome: RolledBack | WuseError): string {
  if (outcome instanceof WuseError) return jsonReport(null, outcome);
  const { dataVersion, cutoff, edition } = outcome.restored;
  return JSON.stringify({ dataVersion, cutoff, edition, withdrawn: outcome.withdrawn.dataVersion });
}

/** What serves again in whose place, for people. */
export function rollbackText({ withdrawn, restored }: RolledBack, out: string): string {
  return [
    `已退回 rolled back: ${out} · 版本 version ${restored.dataVersion} · 截至 cut-off ${restored.cutoff}`,
    `已撤回 withdrawn: 版本 version ${withdrawn.dataVersion} · 截至 cut-off ${withdrawn.cutoff}`,
    '网站要换上这一版：运行 npm run build，或把发布目录复制到网站的 ledger 目录 (to show it online, build again or copy the folder into the site)',
    '',
  ].join('\n');
}

function say(code: string, zh: string, en: string, hint: Bilingual): void {
  process.stderr.write(`${[`${code}: ${zh}`, `  ${hint.zh}`, `  ${en}. ${hint.en}.`].join('\n')}\n`);
}

/** What happened, where and what to do: two lines in Chinese, then one in English. */
export function reportError({ code, text, hint, place }: WuseError): void {
  const shown = maskPlace(place);
  const [zh, en] = [placeText(shown, 'zh'), placeText(shown, 'en')];
  say(code, `${text.zh}${zh === '' ? '' : `（${zh}）`}`, `${text.en}${en === '' ? '' : ` (${en})`}`, hint);
}

/** The same of what does not keep a publication from being one. */
export function reportWarning({ code, text, hint }: PublishWarning): void {
  say(`警告 warning ${code}`, text.zh, text.en, hint);
}
