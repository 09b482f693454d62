import { placeText, type WuseError } from '../lib/core/errors.ts';
import type { PublishResult } from './publish.ts';

function published({ manifest, findings }: PublishResult) {
  const { dataVersion, cutoff, edition, rows, sources, sheets } = manifest;
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
    findings: manifest.findings,
    details,
  };
}

/** One JSON object in one line: what was published, and what went wrong. */
export function jsonReport(result: PublishResult | null, failed: WuseError | null): string {
  const error = failed && {
    code: failed.code,
    text: failed.text,
    hint: failed.hint,
    place: failed.place,
  };
  return JSON.stringify({ ...(result && published(result)), ...(error && { error }) });
}

/** What was published, in lines for people. */
export function textReport({ manifest }: PublishResult, out: string): string {
  const { rows } = manifest;
  const findings = manifest.findings.map(({ code, severity, count }) => `  ${severity}  ${code} × ${count}`);
  return [
    `已发布 published: ${out} · 版本 version ${manifest.dataVersion} · 截至 cut-off ${manifest.cutoff}`,
    `读入 read ${rows.read} = 采用 kept ${rows.kept} + 搁置 set aside ${rows.setAside} + 跳过 skipped ${rows.skipped}`,
    ...(findings.length > 0 ? ['数据问题 findings:', ...findings] : []),
    '',
  ].join('\n');
}

/** What happened, where and what to do: two lines in Chinese, then one in English. */
export function reportError({ code, text, hint, place }: WuseError): void {
  const [zh, en] = [placeText(place, 'zh'), placeText(place, 'en')];
  const lines = [
    `${code}: ${text.zh}${zh === '' ? '' : `（${zh}）`}`,
    `  ${hint.zh}`,
    `  ${text.en}${en === '' ? '' : ` (${en})`}. ${hint.en}.`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}
