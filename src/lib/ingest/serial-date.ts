const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/**
 * A spreadsheet's day number as `YYYY-MM-DDTHH:mm:ss`, by arithmetic only, so that no time zone shifts it.
 * Fractions are rounded to the second; `null` outside the years 1900 to 2200.
 */
export function serialToMoment(serial: number, date1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > 110_000) return null;
  const seconds = Math.round(serial * 86_400);
  const epoch = date1904 ? EPOCH_1904 : EPOCH_1900 + (serial < 60 ? DAY_MS : 0);
  return new Date(epoch + seconds * 1000).toISOString().slice(0, 19);
}
