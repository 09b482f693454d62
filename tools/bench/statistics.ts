/** The value at `share` (0 … 1) of the sorted values, without interpolation. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** One line of the report: a figure, what it is compared with in the same run, and the aim. */
export interface Line {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'KB' | 'MB' | 'requests' | '' | 's';
  readonly baseline?: number;
  /** Upper bound of value ÷ baseline, or of the value where there is no baseline. */
  readonly aim?: number;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The lines as a table in Markdown; a ratio is value ÷ baseline of the same run. */
export function report(title: string, lines: readonly Line[]): string {
  const rows = lines.map(({ name, value, unit, baseline, aim }) => {
    const ratio = baseline === undefined ? '' : (value / baseline).toFixed(2);
    const measured = baseline === undefined ? value : value / baseline;
    const verdict = aim === undefined ? '' : `${measured <= aim ? '✓' : '✗'} ≤ ${aim}`;
    return `| ${name} | ${shown(value)} ${unit} | ${baseline === undefined ? '' : `${shown(baseline)} ${unit}`} | ${ratio} | ${verdict} |`;
  });
  return [
    `### ${title}`,
    '| what | median | baseline | ratio | aim |',
    '|---|---:|---:|---:|---|',
    ...rows,
    '',
  ].join('\n');
}
