import { AlternativeBuilder, isPossible, type Aim } from './suppress/alternative.ts';
import { countTable, WIDTH, type CountTable } from './suppress/count-table.ts';
import { PossibleData, type OpenNumber } from './suppress/possible-data.ts';
import type { IntegerSolver } from './suppress/program.ts';
import { suppressionFailed } from './suppress/suppression-failed.ts';
import type { CountedUniverse, PrintedCell } from './suppress/universe.ts';

/**
 * The printed counts that a public edition must hide, all under one mark, so that no count of 1 to 4 problems can be
 * told from what is printed.
 *
 * The reader who is guarded against knows every count that is printed (0 is always printed), that what is hidden is 1
 * or more, that every dimension holds the same members, and which combinations of flags occur; but not which counts
 * are hidden for their own sake. Protected are: printed counts of 1 to 4; differences of 1 to 4 between a count and
 * one that lies within it (rated − satisfied); 1 to 4 members of a place that its counts do not tell apart; and every
 * hidden count, whatever its value. Protected means: he can narrow the number down to a range of width 3 at best, as
 * wide as “1 to 4”. For each such number two data sets are found that agree with all that is printed and in which it
 * differs by 3 or more, and they are checked in whole numbers: an error of the solver cannot let anything out.
 *
 * Not covered: who reasons about how this very program chooses; who knows some of the residents and their problems;
 * who compares editions of different days; that there are none of something, which a 0 tells; differences of more than
 * two counts, of which 1 or 2 cannot be told either, but 3 or 4 may.
 *
 * The same universe and solver give the same cells, in the order of dimensions, keys and printed flags; nothing is
 * hidden in an empty one. Rejects with `WuseError` when dimensions hold different members, a flag or dimension is not
 * known, or the solver fails: nothing may be published then.
 */
export async function suppressCounts(
  universe: CountedUniverse,
  solve: IntegerSolver,
): Promise<readonly PrintedCell[]> {
  const table = countTable(universe);
  const { hidden } = await new Suppression(table, solve).run();
  return table.cells
    .filter((_, index) => hidden.has(index))
    .map(({ place, flag }) => ({ ...table.places[place]!, flag }));
}

/** Other data, and what must be hidden besides for them to be possible. */
interface Alternative {
  readonly counts: readonly number[];
  readonly cost: number;
}

class Suppression {
  readonly #table: CountTable;
  readonly #solve: IntegerSolver;
  readonly #possible: PossibleData;

  constructor(table: CountTable, solve: IntegerSolver) {
    this.#table = table;
    this.#solve = solve;
    this.#possible = new PossibleData(table);
  }

  async run(): Promise<PossibleData> {
    await this.#widen(1);
    await this.#widen(-1);
    for (let open = this.#possible.open(); open.length > 0; open = this.#possible.open()) {
      await this.#close(open[0]!);
    }
    this.#possible.reprint();
    return this.#possible;
  }

  /** Widens as many ranges as go together and need nothing hidden, until none does. */
  async #widen(sign: 1 | -1): Promise<void> {
    for (let left = this.#possible.open(), before = Infinity; left.length > 0 && left.length < before;) {
      const builder = this.#builder('print');
      for (const number of left) builder.wish(aimOf(number, sign));
      const found = await this.#ask(builder);
      if (found === null) throw suppressionFailed();
      this.#possible.add(found.counts);
      before = left.length;
      left = this.#possible.open();
    }
  }

  /** Widens one range, upwards or downwards, by hiding what costs least. */
  async #close(number: OpenNumber): Promise<void> {
    const up = await this.#reach(aimOf(number, 1));
    const isDownWorthTrying = up?.cost !== 0 && number.high >= WIDTH;
    const down = isDownWorthTrying ? await this.#reach(aimOf(number, -1)) : null;
    const best = up === null || (down !== null && down.cost < up.cost) ? down : up;
    // Three more members like one that is there are always possible, so that none of both is a failure.
    if (best === null) throw suppressionFailed();
    this.#possible.add(best.counts);
    if (this.#possible.open().some(({ index }) => index === number.index)) throw suppressionFailed();
  }

  #reach(aim: Aim): Promise<Alternative | null> {
    const builder = this.#builder('offer');
    builder.demand(aim);
    return this.#ask(builder);
  }

  #builder(others: 'print' | 'offer'): AlternativeBuilder {
    const builder = new AlternativeBuilder(this.#table);
    for (const [index, cell] of this.#table.cells.entries()) {
      // The builder knows the printed zeros.
      if (cell.value > 0) builder[this.#possible.hidden.has(index) ? 'hide' : others](cell);
    }
    return builder;
  }

  async #ask(builder: AlternativeBuilder): Promise<Alternative | null> {
    const { program, read } = builder.build();
    const values = await this.#solve(program).catch((cause: unknown) => {
      throw suppressionFailed(cause);
    });
    if (values === null) return null;
    const counts = read(values);
    if (!isPossible(this.#table, counts)) throw suppressionFailed();
    return { counts, cost: program.columns.reduce((sum, { cost }, index) => sum + cost * values[index]!, 0) };
  }
}

function aimOf({ sum, low, high }: OpenNumber, sign: 1 | -1): Aim {
  return { sum, sign, bound: sign === 1 ? low + WIDTH : high - WIDTH };
}
