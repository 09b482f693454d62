import { type SqlParameter, type SqlValue } from '../../src/lib/core/engine.ts';

/** A statement and the rows that every engine must give for it; the rows were worked out by hand. */
export interface EngineCase {
  readonly name: string;
  readonly sql: string;
  readonly parameters?: readonly SqlParameter[];
  readonly columns?: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** Six days: values 1, 2, 3, 4 in groups a and b, one NULL each. */
const SMALL = `(VALUES ('a', 1), ('a', 2), ('a', NULL), ('b', 3), ('b', 4), (NULL, NULL)) AS small(g, v)`;

export const ENGINE_CASES: readonly EngineCase[] = [
  {
    name: 'integers of every width',
    sql: `SELECT 1::TINYINT AS a, -2::SMALLINT AS b, 3::INTEGER AS c, 4::BIGINT AS d, 5::HUGEINT AS e,
      6::UTINYINT AS f, 7::USMALLINT AS g, 8::UINTEGER AS h, 9::UBIGINT AS i, 9007199254740991::BIGINT AS j`,
    columns: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'],
    rows: [[1, -2, 3, 4, 5, 6, 7, 8, 9, 9007199254740991]],
  },
  {
    name: 'sums are numbers, whatever DuckDB widens them to',
    sql: `SELECT sum(v) AS s, count(*) AS n, count(v) AS c, avg(v) AS m, -sum(v) AS l FROM ${SMALL}`,
    rows: [[10, 6, 4, 2.5, -10]],
  },
  {
    name: 'decimals keep their fraction',
    sql: `SELECT 1.25::DECIMAL(9,2), -0.05::DECIMAL(4,2), 12345678901234.567::DECIMAL(38,3),
      0.1::DECIMAL(3,1), 7::DECIMAL(18,0), -1.5::DECIMAL(18,1)`,
    rows: [[1.25, -0.05, 12345678901234.567, 0.1, 7, -1.5]],
  },
  {
    name: 'floats',
    sql: `SELECT 0.1::DOUBLE, 0.5::FLOAT, 1e300::DOUBLE, 'inf'::DOUBLE, 1/3`,
    rows: [[0.1, 0.5, 1e300, Infinity, 1 / 3]],
  },
  {
    name: 'text and truth',
    sql: `SELECT '李德俭村 “跳闸” 600 米', '', true, false, 'b'::ENUM('a', 'b'), chr(128512)`,
    rows: [['李德俭村 “跳闸” 600 米', '', true, false, 'b', '😀']],
  },
  {
    name: 'dates, moments and times',
    sql: `SELECT DATE '2022-02-17', DATE '1969-12-31', DATE '2024-02-29', TIMESTAMP '2022-02-17 18:00:00',
      TIMESTAMP '1969-12-31 23:59:59', TIMESTAMP '2022-02-17 18:00:00.999', TIME '09:05:07',
      TIMESTAMP_S '2022-01-02 03:04:05', TIMESTAMP_MS '2022-01-02 03:04:05', TIMESTAMP_NS '2022-01-02 03:04:05'`,
    rows: [
      [
        '2022-02-17',
        '1969-12-31',
        '2024-02-29',
        '2022-02-17T18:00:00',
        '1969-12-31T23:59:59',
        '2022-02-17T18:00:00',
        '09:05:07',
        '2022-01-02T03:04:05',
        '2022-01-02T03:04:05',
        '2022-01-02T03:04:05',
      ],
    ],
  },
  {
    name: 'nothing, of every type',
    sql: `SELECT NULL, NULL::BIGINT, NULL::HUGEINT, NULL::DECIMAL(9,2), NULL::DOUBLE, NULL::VARCHAR, NULL::BOOLEAN,
      NULL::DATE, NULL::TIMESTAMP, NULL::TIME, NULL::ENUM('a')`,
    rows: [[null, null, null, null, null, null, null, null, null, null, null]],
  },
  {
    name: 'no rows keep their columns',
    sql: `SELECT g, v FROM ${SMALL} WHERE false`,
    columns: ['g', 'v'],
    rows: [],
  },
  {
    name: 'grouping sets',
    sql: `SELECT g, sum(v) AS s, grouping(g) AS level FROM ${SMALL} WHERE g IS NOT NULL
      GROUP BY GROUPING SETS ((g), ()) ORDER BY level, g`,
    rows: [
      ['a', 3, 0],
      ['b', 7, 0],
      [null, 10, 1],
    ],
  },
  {
    name: 'quantiles interpolate',
    sql: `SELECT quantile_cont(v, 0.5), quantile_cont(v, 0.9), median(v), quantile_cont(v, 0.5) FILTER (WHERE v > 9)
      FROM ${SMALL}`,
    rows: [[2.5, 3.7, 2.5, null]],
  },
  {
    name: 'date arithmetic',
    sql: `SELECT date_diff('day', DATE '2022-01-31', DATE '2022-03-01'), DATE '2022-03-01' - DATE '2022-01-31',
      date_trunc('week', DATE '2022-02-17'), date_trunc('month', TIMESTAMP '2022-02-17 18:00:00'),
      DATE '2022-01-31' + 10, CAST(TIMESTAMP '2022-02-17 18:00:00' AS DATE), extract(year FROM DATE '2022-02-17')`,
    rows: [[29, 29, '2022-02-14', '2022-02-01', '2022-02-10', '2022-02-17', 2022]],
  },
  {
    name: 'windows, rollups and ratios',
    sql: `SELECT g, v, sum(v) OVER (PARTITION BY g ORDER BY v) AS running,
      sum(v) * 1.0 / nullif(sum(v) OVER (), 0) AS share
      FROM ${SMALL} WHERE v IS NOT NULL GROUP BY g, v ORDER BY g, v`,
    rows: [
      ['a', 1, 1, 0.1],
      ['a', 2, 3, 0.2],
      ['b', 3, 3, 0.3],
      ['b', 4, 7, 0.4],
    ],
  },
  {
    name: 'parameters',
    sql: `SELECT ?::VARCHAR, ?::INTEGER + 1, ?::DOUBLE * 2, ?::BOOLEAN, ?::VARCHAR, ?::DATE + 1, ?::TIMESTAMP`,
    parameters: ["O'Brien 不满意", 41, 1.25, true, null, '2022-02-28', '2022-02-17T18:00:00'],
    rows: [["O'Brien 不满意", 42, 2.5, true, null, '2022-03-01', '2022-02-17T18:00:00']],
  },
  {
    name: 'parameters that filter, limit and skip',
    sql: `SELECT v FROM ${SMALL} WHERE g = ? OR v >= ? ORDER BY v NULLS LAST LIMIT ? OFFSET ?`,
    parameters: ['a', 4, 2, 1],
    rows: [[2], [4]],
  },
  {
    name: 'a parameter may repeat in lists',
    sql: `SELECT count(*) FROM ${SMALL} WHERE g IN (?, ?) AND v <> ?`,
    parameters: ['a', 'b', 3],
    rows: [[3]],
  },
];
