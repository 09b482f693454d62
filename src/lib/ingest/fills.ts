import { isPlaceholder } from '../core/text.ts';
import { LEDGER_CLASS_INFO, type LedgerColour } from '../schema/colours.ts';
import type { FillColour } from './fill-colour.ts';
import type { SheetRow } from './sheet.ts';

/** Rows whose colour was read from their fill, and how many fills told no colour. */
export interface FilledRows {
  readonly rows: readonly SheetRow[];
  readonly read: number;
  readonly unclear: number;
}

/** What the fills of a row tell, and whether by the colour cell alone or by the row as a whole. */
interface Told {
  readonly colour: FillColour;
  readonly isWhole: boolean;
}

/**
 * Fills empty cells of the colour column from the fill of the cell, and, where the whole column is empty, from the
 * fill of the row: the one colour that its cells have. Rows of a single colour throughout the table are marked or
 * banded, not classified: they need a second colour among the rows. White needs another colour in the column, since
 * cells are painted white to hide lines as well. A fill that tells no colour for certain is counted, never guessed.
 */
export function coloursFromFills(
  rows: readonly SheetRow[],
  colourColumn: number,
  problemColumn: number,
): FilledRows {
  if (!rows.some(({ fills }) => fills)) return { rows, read: 0, unclear: 0 };
  const isRecord = ({ cells }: SheetRow) => !isPlaceholder(cells[problemColumn] ?? '');
  const isWritten = ({ cells }: SheetRow) => !isPlaceholder(cells[colourColumn] ?? '');
  const isColumnEmpty = !rows.some((row) => isRecord(row) && isWritten(row));
  const told = rows.map((row): Told | null => {
    if (row.fills === undefined || !isRecord(row) || isWritten(row)) return null;
    const own = row.fills[colourColumn] ?? null;
    if (own !== null && own !== row.fills[problemColumn]) return { colour: own, isWhole: false };
    return own === null && !isColumnEmpty ? null : { colour: rowColour(row.fills), isWhole: true };
  });
  const hasOwn = told.some((each) => each !== null && !each.isWhole && isHue(each.colour));
  const hues = new Set(told.flatMap((each) => (each?.isWhole && isHue(each.colour) ? [each.colour] : [])));
  const isUsed = ({ colour, isWhole }: Told): boolean =>
    isWhole
      ? isColumnEmpty && hues.size > 1 && isHue(colour)
      : isHue(colour) || (colour === 'white' && hasOwn);
  let [read, unclear] = [0, 0];
  const filled = rows.map((row, index) => {
    const each = told[index]!;
    if (each === null || each.colour === null) return row;
    if (!isUsed(each)) {
      if (each.colour !== 'white') unclear += 1;
      return row;
    }
    read += 1;
    const text = LEDGER_CLASS_INFO[each.colour as LedgerColour].name.zh;
    return { ...row, cells: withText(row.cells, colourColumn, text) };
  });
  return { rows: filled, read, unclear };
}

/** The one colour that a row's cells have; unclear when there are several, null when none says anything. */
function rowColour(fills: readonly (FillColour | undefined)[]): FillColour {
  const told = new Set(fills.filter((fill) => fill && fill !== 'white'));
  if (told.size === 0) return null;
  const [only] = told;
  return told.size === 1 ? only! : 'unclear';
}

function isHue(fill: FillColour | undefined): fill is Exclude<LedgerColour, 'white'> {
  return fill !== undefined && fill !== null && fill !== 'unclear' && fill !== 'white';
}

function withText(cells: readonly string[], column: number, text: string): string[] {
  const length = Math.max(cells.length, column + 1);
  return Array.from({ length }, (_, index) => (index === column ? text : (cells[index] ?? '')));
}
