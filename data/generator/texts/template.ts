/** Where a text makes sense: everywhere, in villages, or in urban communities. */
export type Place = 'any' | 'rural' | 'urban';

/**
 * A kind of problem: what was said and what was done, with slots such as {点} that are filled alike in both.
 * `department` is the lead (for yellow: county department; for blue: town office; otherwise unused).
 */
export interface ProblemTemplate {
  readonly category: string;
  readonly place: Place;
  readonly problem: string;
  readonly done: string;
  readonly department: string;
}

/** A table row: category, place, problem, what was done, department. */
export type TemplateRow = readonly [string, Place, string, string, string?];

/** Names the members of table rows. */
export function templates(rows: readonly TemplateRow[]): ProblemTemplate[] {
  return rows.map(([category, place, problem, done, department = '']) => ({
    category,
    place,
    problem,
    done,
    department,
  }));
}
