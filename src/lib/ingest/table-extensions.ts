/** How the names of files end that may hold a table; what a file is, its bytes tell. */
export const TABLE_EXTENSIONS =
  'xlsx xlsm xlsb xls et ods xml html htm csv tsv tab txt arrow arrows feather ipc parquet'.split(' ');
