import { type DataType, Type, type Table, type Vector } from 'apache-arrow';
import { type SqlResult, type SqlValue } from '../core/engine.ts';
import { columnarResult } from './columnar.ts';
import { decimalNumber, integer128, isoDate, isoMoment, isoTime } from './values.ts';

const DAY_MS = 86_400_000;

/** The table's rows under the {@link SqlValue} contract; throws TypeError at a type that has no such value. */
export function arrowRows(table: Table): SqlResult {
  const columns = table.schema.fields.map((field) => field.name);
  const converters = table.schema.fields.map((field) => converter(field.type as DataType));
  return columnarResult(columns, table.numRows, (place) =>
    readColumn(table.getChildAt(place)!, converters[place]!),
  );
}

function readColumn(vector: Vector, convert: (value: never) => SqlValue): ArrayLike<SqlValue> {
  const { typeId, bitWidth } = vector.type as { typeId: Type; bitWidth?: number };
  // Numbers as they came: no value is touched.
  if (typeId === Type.Int && bitWidth === 32 && vector.nullCount === 0) return vector.toArray() as Int32Array;
  const values = new Array<SqlValue>(vector.length).fill(null);
  let row = 0;
  for (const value of vector) {
    if (value !== null) values[row] = convert(value as never);
    row++;
  }
  return values;
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
