import { WuseError } from '../lib/core/errors.ts';
import type { QueryEngine, SqlValue } from '../lib/core/engine.ts';
import { findIdentifiers } from '../lib/privacy/scan.ts';
import { FINDING_TABLE, ISSUE_TABLE, VISIT_TABLE, type TableColumn } from '../lib/schema/ddl.ts';

const TABLES: readonly (readonly [string, readonly TableColumn[]])[] = [
  ['issues', ISSUE_TABLE],
  ['visits', VISIT_TABLE],
  ['findings', FINDING_TABLE],
];

function refuse(table: string, column: string, file: SqlValue, sheet: SqlValue, row: SqlValue): never {
  throw new WuseError(
    'PUBLISH_IDENTIFIER_FOUND',
    {
      zh: `脱敏后的 ${table}.${column} 中仍有疑似电话、证件、车牌或卡号`,
      en: `${table}.${column} still holds what looks like a phone, ID, plate or card number after masking`,
    },
    {
      zh: '请在原表中改写该单元格后重新发布；原有发布内容保持不变',
      en: 'Rewrite that cell in the source and publish again; the published bundle is unchanged',
    },
    {
      file: String(file ?? ''),
      sheet: String(sheet ?? ''),
      ...(row === null ? {} : { row: Number(row) }),
      column,
    },
  );
}

/**
 * Reads every text column of every table that is about to be published and refuses on the first identifier.
 * Throws `PUBLISH_IDENTIFIER_FOUND` with the source place, never with the text.
 */
export async function scanTables(engine: QueryEngine): Promise<void> {
  for (const [table, columns] of TABLES) {
    const texts = columns.filter((column) => column.type === 'varchar').map((column) => column.name);
    const sql = `select src_file, src_sheet, src_row, ${texts.join(', ')} from ${table}`;
    const result = await engine.query({ sql, parameters: [] });
    for (const [file, sheet, row, ...values] of result.rows) {
      values.forEach((value, index) => {
        if (typeof value === 'string' && findIdentifiers(value).length > 0)
          refuse(table, texts[index]!, file!, sheet!, row!);
      });
    }
  }
}
