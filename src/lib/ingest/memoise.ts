/** Answers that are remembered at a time: long columns of distinct texts must not fill the memory. */
const REMEMBERED = 20_000;

/** A pure function of a text that remembers its latest answers. */
export function memoise<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = answer(text);
      if (known.size >= REMEMBERED) known.clear();
      known.set(text, value);
    }
    return value;
  };
}
