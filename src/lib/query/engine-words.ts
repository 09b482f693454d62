/** What the engine often says, in its own words, and the same in Chinese; names stay as the statement has them. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^syntax error at end of input/i, '语句没有写完'],
  [/^syntax error at or near "([^"]+)"/i, '“$1”附近的写法不对'],
  [/^unterminated quoted (?:string|identifier)/i, '引号没有成对'],
  [/^Referenced column "([^"]+)" not found/i, '没有名为“$1”的列'],
  [/^Referenced table "([^"]+)" not found/i, '没有名为“$1”的表，或者没有写在 FROM 里'],
  [/^Table with name "?([^\s"!]+)"? does not exist/i, '没有名为“$1”的表'],
  [
    /^(?:Scalar|Aggregate|Table|Macro)? ?Function with name "?([^\s"!]+)"? does not exist/i,
    '没有名为“$1”的函数',
  ],
  [/^Ambiguous reference to column name "([^"]+)"/i, '几个表都有列“$1”，请写明是哪个表的'],
  [/^column "([^"]+)" must appear in the GROUP BY clause/i, '列“$1”须写进 GROUP BY，或放进汇总函数'],
  [/^No function matches the given name and argument types/i, '函数的参数个数或类型不对'],
  [/^Cannot compare values of type (\S+) and type (\S+)/i, '$1 和 $2 两种类型不能直接比较'],
  [
    /^(?:WHERE|HAVING) clause cannot contain (?:aggregates|window functions)/i,
    '条件里不能用汇总函数或窗口函数',
  ],
  [/^aggregate function calls cannot be nested/i, '汇总函数不能套在汇总函数里'],
  [/^Could not convert string/i, '有的文字不能换算成所要的类型'],
  [
    /^(?:invalid|date field value out of range|timestamp field value out of range).*(?:date|timestamp)/i,
    '有的文字不是能识别的日期',
  ],
  [/^(?:Value|Overflow|Casting|Type \S+ with value)/i, '有的数超出了所要类型的范围'],
];

/** The engine's words in Chinese; null for those that are not among the common ones. */
export function engineWords(said: string): string | null {
  for (const [pattern, words] of KINDS) {
    const found = pattern.exec(said);
    if (found) return words.replace(/\$(\d)/g, (_, nth: string) => found[Number(nth)] ?? '');
  }
  return null;
}
