import type { Language } from '../core/language.ts';
import type { ListColumn } from '../sql/record-columns.ts';

interface Width {
  /** Least width in px, in Chinese and in English. */
  readonly zh: number;
  readonly en: number;
  /** Share of what is left over; none for a fixed column. */
  readonly share?: string;
}

const DATE: Width = { zh: 92, en: 84 };
const TEXT: Width = { zh: 140, en: 150, share: '2fr' };
const WIDTHS: Partial<Record<ListColumn, Width>> = {
  issue_id: { zh: 106, en: 106 },
  town: { zh: 126, en: 126, share: '1fr' },
  reporter_name: { zh: 54, en: 60 },
  problem: { zh: 164, en: 188, share: '6fr' },
  category: { zh: 56, en: 60, share: '0.6fr' },
  ledger_class: { zh: 104, en: 116 },
  dept_lead: { zh: 84, en: 88, share: '1.2fr' },
  reported_at: DATE,
  due_at: { zh: 92, en: 76 },
  resolved_at: { zh: 92, en: 76 },
  assigned_at: DATE,
  explained_at: DATE,
  revisit_at: DATE,
  state: { zh: 82, en: 108 },
  satisfaction: { zh: 62, en: 112 },
  dept_co: { zh: 96, en: 150, share: '1.2fr' },
  owner_name: { zh: 76, en: 118 },
  revisit_by: { zh: 76, en: 96 },
  resolution_days: { zh: 62, en: 84 },
  src_row: { zh: 52, en: 52 },
  src_file: { zh: 140, en: 140, share: '1fr' },
  result_text: TEXT,
  solution_plan: TEXT,
  remark: TEXT,
};
const OTHERS: Width = { zh: 92, en: 108 };
const GAP_PX = 7;
const EDGES_PX = 26;

/** The tracks of the table's grid, and the least width at which all columns fit side by side, in px. */
export function gridOf(
  columns: readonly ListColumn[],
  language: Language,
): { readonly tracks: string; readonly width: number } {
  const widths = columns.map((name) => WIDTHS[name] ?? OTHERS);
  const least = widths.map((width, index) => width[language] + (index === 0 ? 12 : 0));
  const tracks = widths.map(({ share }, index) =>
    share ? `minmax(${least[index]}px, ${share})` : `${least[index]}px`,
  );
  const sum = least.reduce((total, each) => total + each, 0);
  return { tracks: tracks.join(' '), width: sum + GAP_PX * (columns.length - 1) + EDGES_PX - 12 };
}
