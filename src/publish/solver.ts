import loadHighs, { type Highs, type Model, type ModelData } from 'highs';
import type { IntegerProgram, IntegerSolver } from '../lib/privacy/suppress/program.ts';

/** Bounds of the work by nodes, never by time: the same program has the same answer on every machine. */
const SETTINGS = { output_flag: false, random_seed: 0, mip_rel_gap: 0.02, mip_max_nodes: 2000 };
/** Few steps from 0, where the programs of suppression nearly hold; the answer may lie between whole numbers. */
const FROM_ZERO = { ...SETTINGS, presolve: 'off', dual_simplex_cost_perturbation_multiplier: 0 };
/** Numbers this near to a whole one are whole. */
const TOLERANCE = 1e-6;

type Settings = Readonly<Record<string, string | number | boolean>>;
/** Values of the columns, null where nothing is within the bounds, undefined where that was not found out. */
type Answer = readonly number[] | null | undefined;

let loading: Promise<Highs> | undefined;

/**
 * HiGHS as WebAssembly, loaded from the package's own file when first asked; no network. Rejects with an `Error` when
 * it cannot be loaded, or stops without knowing an answer.
 */
export const solveWithHighs: IntegerSolver = async (program) => {
  loading ??= loadHighs();
  return solve(await loading, program);
};

/**
 * Most programs have whole answers of themselves. Where the best real answer is not whole, a whole one is looked for
 * among the columns that it uses: asking for one among all takes a hundred times as long, and is the last resort.
 */
function solve(highs: Highs, program: IntegerProgram): readonly number[] | null {
  const ask = (model: ModelData, settings: Settings): Answer =>
    highs.withModel(model, (loaded) => answerOf(highs, loaded, settings));
  const real = realModelOf(program);
  const values = ask(real, FROM_ZERO);
  if (values && isWhole(program, values)) return values;
  const { continuous, integer } = highs.constants.variableType;
  const whole = {
    ...real,
    integrality: program.columns.map(({ isWhole }) => (isWhole ? integer : continuous)),
  };
  if (values) {
    const near = ask({ ...whole, ...withoutUnused(program, values) }, SETTINGS);
    if (near) return near;
  }
  const answer = ask(whole, SETTINGS);
  if (answer === undefined) throw new Error('HiGHS stopped without an answer.');
  return answer;
}

/** Bounds that leave the whole columns at 0 which are 0. */
function withoutUnused({ columns }: IntegerProgram, values: readonly number[]) {
  const isUnused = (index: number): boolean =>
    columns[index]!.isWhole && Math.abs(values[index]!) < TOLERANCE;
  return {
    colLower: Float64Array.from(columns, ({ lower }, index) => (isUnused(index) ? 0 : lower)),
    colUpper: Float64Array.from(columns, ({ upper }, index) => (isUnused(index) ? 0 : upper)),
  };
}

function answerOf(highs: Highs, model: Model, settings: Settings): Answer {
  const { optimal, infeasible, unboundedOrInfeasible, solutionLimit } = highs.constants.modelStatus;
  model.options.set(settings);
  model.run();
  const status = model.getModelStatus();
  // Columns are bounded: no program is unbounded.
  if (status === infeasible || status === unboundedOrInfeasible) return null;
  const isGoodEnough = status === solutionLimit && Number.isFinite(model.getObjectiveValue());
  return status === optimal || isGoodEnough ? [...model.getSolution().colValue] : undefined;
}

function isWhole({ columns }: IntegerProgram, values: readonly number[]): boolean {
  return columns.every(
    ({ isWhole }, index) => !isWhole || Math.abs(values[index]! - Math.round(values[index]!)) < TOLERANCE,
  );
}

function realModelOf({ columns, rows }: IntegerProgram) {
  return {
    numCols: columns.length,
    numRows: rows.length,
    colCost: Float64Array.from(columns, ({ cost }) => cost),
    colLower: Float64Array.from(columns, ({ lower }) => lower),
    colUpper: Float64Array.from(columns, ({ upper }) => upper),
    rowLower: Float64Array.from(rows, ({ lower }) => lower),
    rowUpper: Float64Array.from(rows, ({ upper }) => upper),
    matrix: { format: 'csr' as const, numCols: columns.length, numRows: rows.length, ...termsOf(rows) },
  };
}

function termsOf(rows: IntegerProgram['rows']) {
  const starts = new Int32Array(rows.length + 1);
  for (const [index, { terms }] of rows.entries()) starts[index + 1] = starts[index]! + terms.length;
  const indices = new Int32Array(starts.at(-1)!);
  const values = new Float64Array(indices.length);
  for (const [row, { terms }] of rows.entries()) {
    for (const [at, [column, factor]] of terms.entries()) {
      indices[starts[row]! + at] = column;
      values[starts[row]! + at] = factor;
    }
  }
  return { starts, indices, values };
}
