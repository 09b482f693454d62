import type { PreviewHeader, SheetPreview } from '../ingest/preview.ts';
import type { TableKindName, TableRole } from '../ingest/table-mapping.ts';
import { ISSUE_COLUMNS, VISIT_COLUMNS, type ColumnDef } from '../schema/columns.ts';
import { TRANSITION_COLUMNS } from '../schema/transition-columns.ts';

const FIELDS: Readonly<Record<TableKindName, readonly ColumnDef[]>> = {
  issues: ISSUE_COLUMNS,
  visits: VISIT_COLUMNS,
  transitions: TRANSITION_COLUMNS,
};

/** A field that lost its column to another one. */
interface Released {
  readonly field: ColumnDef;
  readonly column: number;
}

/** The row with the most texts: a header is wider than the lines above it. */
function widest(headers: readonly PreviewHeader[]): PreviewHeader {
  const texts = ({ columns }: PreviewHeader) => columns.filter(({ header }) => header !== '').length;
  return headers.reduce((best, header) => (texts(header) > texts(best) ? header : best));
}

/** A mapping while it is being made: which row is the header, what the table is, which column each field has. */
export class MappingDraft {
  readonly sheet: SheetPreview;
  #role: TableRole = $state('issues');
  #row = $state(0);
  #isOther = $state(false);
  /** Field per column of the header; null where a column is not imported. */
  ids: readonly (string | null)[] = $state.raw([]);
  released: Released | null = $state.raw(null);
  readonly #first: PreviewHeader = $derived.by(() =>
    this.sheet.headers.find(({ row }) => row === this.#row)!,
  );
  readonly header: PreviewHeader = $derived((this.#isOther ? this.#first.other : null) ?? this.#first);
  /** The header may take one row or two. */
  readonly hasChoice: boolean = $derived(this.#first.other !== null);
  /** Fields that can be chosen, those that must be first; what is never imported is no choice. */
  readonly fields: readonly ColumnDef[] = $derived.by(() => {
    if (this.#role === 'skip') return [];
    const chosen = FIELDS[this.#role].filter(({ coerce }) => coerce !== 'drop');
    return [
      ...chosen.filter(({ required }) => required === true),
      ...chosen.filter(({ required }) => required !== true),
    ];
  });
  /** Required fields without a column. */
  readonly missing: readonly ColumnDef[] = $derived(
    this.fields.filter(({ id, required }) => required === true && !this.ids.includes(id)),
  );

  /** `sheet` has at least one row that may be the header; `chosenAs` is the kind of file that it is in. */
  constructor(sheet: SheetPreview, chosenAs: 'issues' | 'visits') {
    this.sheet = sheet;
    const used = sheet.headers.find(({ row }) => row === sheet.headerRow);
    this.#row = (used ?? widest(sheet.headers)).row;
    const isLeftOut = sheet.code === 'INGEST_SHEET_LEFT_OUT';
    this.role = isLeftOut ? 'skip' : sheet.role === 'skipped' ? chosenAs : sheet.role;
  }

  get role(): TableRole {
    return this.#role;
  }

  set role(role: TableRole) {
    this.#role = role;
    this.#startAnew();
  }

  /** 1-based row of the header. */
  get row(): number {
    return this.#row;
  }

  set row(row: number) {
    this.#row = row;
    this.#isOther = false;
    this.#startAnew();
  }

  /** How many rows the header takes: 1, or 2 for a group's name above the columns'. */
  get height(): 1 | 2 {
    return this.header.isTwoLevel ? 2 : 1;
  }

  set height(height: 1 | 2) {
    this.#isOther = this.#first.isTwoLevel !== (height === 2);
    this.#startAnew();
  }

  /** The column that a field is read from, -1 without one. */
  columnOf(id: string): number {
    return this.ids.indexOf(id);
  }

  /** Reads a field from a column, or from none (-1); whichever field had the column loses it. */
  choose(id: string, column: number): void {
    const loser = column === -1 ? undefined : this.fields.find((field) => field.id === this.ids[column]);
    this.released = loser && loser.id !== id ? { field: loser, column } : null;
    this.ids = this.ids.map((own, at) => (at === column ? id : own === id ? null : own));
  }

  #startAnew(): void {
    const role = this.#role;
    this.ids = this.header.columns.map(({ ids }) => (role === 'skip' ? null : ids[role]));
    this.released = null;
  }
}
