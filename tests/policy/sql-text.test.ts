import { describe, expect, it } from 'vitest';
import { listFiles, readText } from './source-scan.ts';

const SOURCES = listFiles('src').filter((path) => /\.(?:ts|svelte)$/.test(path) && !path.endsWith('.d.ts'));
const read = new Map(SOURCES.map((path) => [path, readText(path)]));
const filesWith = (pattern: RegExp): string[] => SOURCES.filter((path) => pattern.test(read.get(path)!));

/** Where a quote is doubled, the way in which SQL escapes: one place, and what is not SQL. */
const DOUBLING = /replace(?:All)?\(\s*(?:'"'|"'"|\/['"]\/g|quote)\s*,/;
const DOUBLED: Readonly<Record<string, string>> = {
  'src/lib/core/sql-string.ts': 'the one place',
  'src/lib/export/clipboard-table.ts': 'cells of tab-separated text',
  'src/lib/export/workbook-print.ts': 'XML, and names of sheets in Excel’s references',
  'src/lib/charts/standalone.ts': 'XML',
  'src/page-policy.ts': 'an attribute of the page, while it is built',
};

/** Statements whose text has parts put in, and what those are. Values are bound, or pass sqlString and sqlName. */
const BUILT: Readonly<Record<string, string>> = {
  'src/lib/sql/': 'names and keys of the registries; values go through the tag sql`…`',
  'src/lib/schema/ddl.ts': 'names and types of the program’s own tables',
  'src/lib/engine/duckdb-node.ts': 'sqlString',
  'src/lib/engine/duckdb-wasm.ts': 'sqlString and sqlName; names that the engine gives',
  'src/lib/engine/duckdb-wasm-writable.ts': 'names of the program’s own tables',
  'src/lib/engine/staged-text.ts': 'sqlString',
  'src/lib/query/load-ledger.ts': 'names of the program’s own columns',
  'src/lib/query/create-facts.ts': 'names of the program’s own columns',
  'src/lib/query/run-console.ts': 'sqlString, numbers',
  'src/lib/query/scan-tables.ts': 'names of the program’s own columns, patterns of the registry',
  'src/publish/publish.ts': 'sqlString, one of two words',
  'src/publish/make-report.ts': 'sqlString',
};
const STATEMENT =
  /(?<!sql)`[^`]*\b(?:select|insert into|delete from|update \w+ set|create (?:temp\w* )?(?:table|view)|drop (?:table|view)|attach|detach|describe from|copy from|set \w+ ?=|coalesce\(|case when)\b[^`]*\$\{/i;

/** `'${…}'` in a statement: a value that nothing quotes. Constants in capitals, and names that registries and loops over them give, are none. */
const QUOTED_VALUE = /'\$\{(?![A-Z_]+\}|(?:key|from|to|name|column|mark|id|sample)\})[^}]*\}'/;

describe('SQL text', () => {
  it('has quotes doubled in one place', () => {
    expect(filesWith(DOUBLING).sort()).toEqual(Object.keys(DOUBLED).sort());
  });

  it('is put together only where it is known of what', () => {
    const known = Object.keys(BUILT);
    const found = filesWith(STATEMENT).filter((path) => !/i18n|metrics\/(?:registry|decisions)/.test(path));
    expect(found.filter((path) => !known.some((start) => path.startsWith(start)))).toEqual([]);
    expect(found.length).toBeGreaterThan(8);
  });

  it('never has a value between quotes that somebody else closes', () => {
    const found = filesWith(STATEMENT).flatMap((path) =>
      [...read.get(path)!.matchAll(new RegExp(STATEMENT.source + '[^`]*`', 'gi'))].flatMap(([text]) =>
        QUOTED_VALUE.test(text) ? [`${path}: ${QUOTED_VALUE.exec(text)![0]}`] : [],
      ),
    );
    expect(found).toEqual([]);
  });

  it('is written raw in its own layers only', () => {
    const importing = filesWith(/import [^;]*\braw\b[^;]* from '[^']*sql\.ts'/);
    expect(importing.filter((path) => !/^src\/lib\/(?:sql|query)\//.test(path))).toEqual([]);
    expect(importing.length).toBeGreaterThan(5);
  });

  it('would be found', () => {
    expect(STATEMENT.test('const a = `select * from t where town = ${town}`')).toBe(true);
    expect(STATEMENT.test('const a = sql`select * from t where town = ${town}`')).toBe(false);
    expect(QUOTED_VALUE.test("`select '${town}'`")).toBe(true);
    expect(QUOTED_VALUE.test("`select '${NONE_KEY}'`")).toBe(false);
    expect(DOUBLING.test(`text.replaceAll("'", "''")`)).toBe(true);
    expect(DOUBLING.test(`text.replace(/"/g, '""')`)).toBe(true);
  });
});

describe('markup', () => {
  /** Where text becomes elements; each with the reason why no text of a ledger can be among it. */
  const MADE: Readonly<Record<string, string>> = {
    'src/lib/components/PlotFigure.svelte':
      '{@html}: SVG that render.server.ts has serialised from elements while building',
    'src/lib/charts/render.server.ts': 'parseHTML of a constant, outerHTML of the chart’s own elements',
    'src/page-start.ts': 'new Function, of what SvelteKit has just written, while the site is built',
  };
  const MAKING =
    /\{@html|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write\b|parseHTML\(|createContextualFragment|parseFromString|srcdoc|setHTML|insertHTML|\bnew Function\b|\beval\(|setTimeout\(\s*['"`]/;

  it('is made of text nowhere but in named places', () => {
    expect(filesWith(MAKING).sort()).toEqual(Object.keys(MADE).sort());
  });

  it('has no handler or address in words', () => {
    const found = SOURCES.filter((path) =>
      /\son\w+="(?!\{)|href="javascript:|javascript:\$\{/.test(read.get(path)!),
    );
    expect(found).toEqual([]);
  });
});
