import { type DataType, Type, type Table, type Vector } from 'apache-arrow';
import { type SqlResult, type SqlValue } from '../core/engine.ts';
import { decimalNumber, integer128, isoDate, isoMoment, isoTime } from './values.ts';

const DAY_MS = 86_400_000;

/** The table's rows under the {@link SqlValue} contract; throws TypeError at a type that has no such value. */
export function arrowRows(table: Table): SqlResult {
  const columns = table.schema.fields.map((field) => field.name);
  const rows = Array.from({ length: table.numRows }, () => new Array<SqlValue>(columns.length).fill(null));
  columns.forEach((_, index) => fillColumn(rows, index, table.getChildAt(index)!));
  return { columns, rows };
}

function fillColumn(rows: SqlValue[][], column: number, vector: Vector): void {
  const convert = converter(vector.type as DataType);
  let row = 0;
  for (const value of vector) {
    if (value !== null) rows[row]![column] = convert(value as never);
    row++;
  }
}

/** The arrow value of a type as its SqlValue. */
function converter(type: DataType): (value: never) => SqlValue {
  switch (type.typeId) {
    case Type.Null:
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Bool:
      return (value: SqlValue) => value;
    case Type.Int:
    case Type.Float:
      return (value: number | bigint) => Number(value);
    case Type.Dictionary:
      return converter((type as unknown as { dictionary: DataType }).dictionary);
    case Type.Decimal: {
      const { scale } = type as unknown as { scale: number };
      return (value: Uint32Array) => decimalNumber(integer128(value), scale);
    }
    case Type.Date:
      return (value: number) => isoDate(Math.floor(Number(value) / DAY_MS));
    case Type.Timestamp:
      return (value: number) => isoMoment(Number(value));
    case Type.Time:
      return (value: bigint) => isoTime(BigInt(value));
    default:
      throw new TypeError(`no plain value for the column type ${String(type)}`);
  }
}
