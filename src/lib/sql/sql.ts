import type { SqlParameter, Statement } from '../core/engine.ts';

/** A piece of SQL with the parameters of its `?` placeholders, in order. */
export interface Fragment {
  readonly text: string;
  readonly parameters: readonly SqlParameter[];
}

/** SQL text without parameters. */
export function raw(text: string): Fragment {
  return { text, parameters: [] };
}

/**
 * Template tag: fragments are spliced in, every other value becomes a bound parameter. No value ever
 * becomes SQL text.
 */
export function sql(
  strings: TemplateStringsArray,
  ...values: readonly (Fragment | SqlParameter)[]
): Fragment {
  let text = strings[0]!;
  const parameters: SqlParameter[] = [];
  values.forEach((value, index) => {
    if (value !== null && typeof value === 'object') {
      text += value.text;
      parameters.push(...value.parameters);
    } else {
      text += '?';
      parameters.push(value);
    }
    text += strings[index + 1]!;
  });
  return { text, parameters };
}

/** Fragments side by side, with `separator` between them. */
export function join(fragments: readonly Fragment[], separator: string): Fragment {
  return {
    text: fragments.map((fragment) => fragment.text).join(separator),
    parameters: fragments.flatMap((fragment) => fragment.parameters),
  };
}

/** A fragment as a statement that an engine runs. */
export function statement(fragment: Fragment): Statement {
  return { sql: fragment.text, parameters: fragment.parameters };
}
