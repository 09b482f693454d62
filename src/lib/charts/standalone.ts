import { xmlText } from '../core/text.ts';
import { ownRecord } from '../core/own-record.ts';

/** The light theme's colours, as a picture outside the page has them; the same as in `app.css`. */
export const LIGHT: Readonly<Record<string, string>> = ownRecord(
  Object.entries({
    ink: '#191c20',
    'ink-2': '#545b64',
    'ink-3': '#6b737c',
    paper: '#ffffff',
    ground: '#f5f6f7',
    line: '#e2e5e8',
    soft: '#eceef0',
    bar: '#545b64',
    'bar-soft': '#dfe3e6',
    heat: '#868d95',
    green: '#2b8a57',
    blue: '#2c6bb0',
    yellow: '#d39e0b',
    red: '#c6363e',
    white: '#ffffff',
    onsite: '#76818f',
    unknown: '#a6adb5',
    'green-soft': '#bfdccc',
    'blue-soft': '#c0d3e7',
    'yellow-soft': '#f2e2b6',
    'red-soft': '#eec3c5',
    'white-soft': '#ffffff',
    'onsite-soft': '#d6d9dd',
    'unknown-soft': '#e4e6e9',
  }),
);

/** What stands above and below a chart that leaves its page; empty where a document around it says so. */
export interface ChartFrame {
  readonly title: string;
  /** Scope and cut-off. */
  readonly subtitle: string;
  /** Notes and source, a line each. */
  readonly notes: readonly string[];
  readonly width: number;
  readonly height: number;
}

const FONT = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Source Han Sans SC',sans-serif";
const EDGE = 16;
const TITLE = 18;
const LINE = 18;

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** Chinese text has no spaces to break at: cut into lines that fit, a Chinese character counted as two. */
function cutLines(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const sign of text) {
    const size = sign > '\u00ff' ? 2 : 1;
    if (used + size > room) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += sign;
    used += size;
  }
  return [...lines, line];
}

/** Height of a framed chart. */
function sizes({ width, height, notes, title, subtitle }: ChartFrame) {
  const room = Math.floor((width - 2 * EDGE) / 6.2);
  const below = notes.flatMap((note) => cutLines(note, room));
  const top = (title === '' ? 0 : EDGE + TITLE + 6) + (subtitle === '' ? 0 : LINE);
  return {
    below,
    top,
    width,
    height: top + height + (below.length === 0 ? 0 : 8 + below.length * LINE + EDGE),
  };
}

/** Width and height of {@link standaloneSvg}'s picture in CSS pixels. */
export function standaloneSize(frame: ChartFrame): { readonly width: number; readonly height: number } {
  const { width, height } = sizes(frame);
  return { width, height };
}

/**
 * A chart's SVG as a file of its own: title, scope, cut-off and notes inside, colours of the light theme in the place
 * of the page's variables, white ground.
 */
export function standaloneSvg(chart: string, frame: ChartFrame): string {
  const { below, top, width, height } = sizes(frame);
  const inner = chart
    .replace(/var\(--([a-z0-9-]+)\)/g, (_, name: string) => LIGHT[name] ?? 'currentColor')
    .replace(/font-family="?inherit"?|font-family:\s*inherit/g, '')
    .replace(/^<svg/, `<svg x="0" y="${top}"`);
  const text = (y: number, words: string, style: string): string =>
    `<text x="${EDGE}" y="${y}" ${style}>${escaped(words)}</text>`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" color="${LIGHT['ink-2']}">`,
    `<rect width="${width}" height="${height}" fill="${LIGHT.paper}"/>`,
    frame.title === ''
      ? ''
      : text(EDGE + TITLE - 4, frame.title, `font-size="${TITLE - 2}" font-weight="700" fill="${LIGHT.ink}"`),
    frame.subtitle === ''
      ? ''
      : text(EDGE + TITLE + LINE - 2, frame.subtitle, `font-size="12" fill="${LIGHT['ink-2']}"`),
    inner,
    ...below.map((line, index) =>
      text(top + frame.height + 8 + (index + 1) * LINE - 4, line, `font-size="12" fill="${LIGHT['ink-2']}"`),
    ),
    '</svg>',
  ];
  return xmlText(parts.join(''));
}
