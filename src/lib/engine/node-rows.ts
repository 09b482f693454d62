import {
  type DuckDBDateValue,
  type DuckDBDecimalValue,
  type DuckDBResultReader,
  type DuckDBTimeValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import { type SqlResult, type SqlValue } from '../core/engine.ts';
import { columnarResult } from './columnar.ts';
import { decimalNumber, isoDate, isoMoment, isoTime } from './values.ts';

/** The result's rows under the {@link SqlValue} contract; throws TypeError at a type that has no such value. */
export function nodeRows(reader: DuckDBResultReader): SqlResult {
  const columns = reader.columnNames();
  const converters = reader.columnTypes().map(converter);
  const values = reader.getColumns();
  return columnarResult(columns, reader.currentRowCount, (place) =>
    Array.from(values[place] ?? [], (value) => (value === null ? null : converters[place]!(value))),
  );
}

type Converter = (value: DuckDBValue) => SqlValue;

const asIs = ((value: SqlValue) => value) as Converter;
const asNumber = ((value: bigint | number) => Number(value)) as Converter;
const asText: Converter = (value) => String(value);
const asDate = (({ days }: DuckDBDateValue) => isoDate(days)) as Converter;
const asTime = (({ micros }: DuckDBTimeValue) => isoTime(micros)) as Converter;
const asDecimal = (({ value, scale }: DuckDBDecimalValue) => decimalNumber(value, scale)) as Converter;

/** Moments count units since 1970-01-01; `perSecond` says which. */
function asMoment(field: string, perSecond: bigint): Converter {
  return ((value: Record<string, bigint>) => {
    const units = value[field]!;
    const seconds = units / perSecond - (units % perSecond < 0n ? 1n : 0n);
    return isoMoment(Number(seconds) * 1000);
  }) as unknown as Converter;
}

const CONVERTERS: ReadonlyMap<DuckDBTypeId, Converter> = new Map([
  ...[DuckDBTypeId.SQLNULL, DuckDBTypeId.BOOLEAN, DuckDBTypeId.VARCHAR, DuckDBTypeId.ENUM].map(
    (id) => [id, asIs] as const,
  ),
  ...[
    DuckDBTypeId.TINYINT,
    DuckDBTypeId.SMALLINT,
    DuckDBTypeId.INTEGER,
    DuckDBTypeId.BIGINT,
    DuckDBTypeId.HUGEINT,
    DuckDBTypeId.UTINYINT,
    DuckDBTypeId.USMALLINT,
    DuckDBTypeId.UINTEGER,
    DuckDBTypeId.UBIGINT,
    DuckDBTypeId.UHUGEINT,
    DuckDBTypeId.FLOAT,
    DuckDBTypeId.DOUBLE,
  ].map((id) => [id, asNumber] as const),
  [DuckDBTypeId.DECIMAL, asDecimal],
  [DuckDBTypeId.UUID, asText],
  [DuckDBTypeId.DATE, asDate],
  [DuckDBTypeId.TIME, asTime],
  [DuckDBTypeId.TIMESTAMP, asMoment('micros', 1_000_000n)],
  [DuckDBTypeId.TIMESTAMP_TZ, asMoment('micros', 1_000_000n)],
  [DuckDBTypeId.TIMESTAMP_S, asMoment('seconds', 1n)],
  [DuckDBTypeId.TIMESTAMP_MS, asMoment('millis', 1_000n)],
  [DuckDBTypeId.TIMESTAMP_NS, asMoment('nanos', 1_000_000_000n)],
]);

function converter(type: DuckDBType): Converter {
  const convert = CONVERTERS.get(type.typeId);
  if (!convert) throw new TypeError(`no plain value for the column type ${type.toString()}`);
  return convert;
}
