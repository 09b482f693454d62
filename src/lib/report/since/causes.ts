import { FLAGS, type Flag } from '../../metrics/types.ts';
import { OVERVIEW_DIMENSIONS } from '../../query/overview.ts';
import type { Fingerprints } from '../../query/run-fingerprints.ts';
import { bitsOf } from '../../sql/flags.ts';
import type { GroupKey } from '../bulletin/figures.ts';
import type { SavedRecords } from './saved.ts';

/** Why a count is another one: records by what became of them. */
export interface Causes {
  /** Counted now, and not among the records of the file. */
  readonly added: number;
  /** Of these, without registration date: nobody can say when they were registered. */
  readonly undated: number;
  /** Counted then, and not in the ledger any more. */
  readonly removed: number;
  /** In the file and in the ledger, but counted only now, or only then. */
  readonly entered: number;
  readonly left: number;
  /** What of the difference the records do not tell; signed. */
  readonly unexplained: number;
}

/** A record at one of the two times: its flags, and its keys in the order of the dimensions. */
interface Side {
  readonly flags: number;
  readonly keys: readonly string[];
}

/** A record that is not the same in the file and in today's data; null where it is not there. */
interface Difference {
  readonly was: Side | null;
  readonly is: Side | null;
  readonly isKept: boolean;
}

/** Records that differ; all others count the same in every figure. */
export type Differences = readonly Difference[];

const UNDATED = bitsOf(['undated']);

function sidesOf({ keys, rows }: Fingerprints): Map<string, Side> {
  return new Map(
    rows.map(([digest, flags, ...places]) => [
      digest,
      { flags, keys: OVERVIEW_DIMENSIONS.map((name, column) => keys[name][places[column]!]!) },
    ]),
  );
}

function isSame(left: Side, right: Side): boolean {
  return left.flags === right.flags && left.keys.every((key, column) => key === right.keys[column]);
}

/** True where the bits of the file's records mean what this program's mean. */
export function areKnownFlags({ flags }: SavedRecords): boolean {
  return flags.length <= FLAGS.length && flags.every((name, bit) => name === FLAGS[bit]);
}

/** The records that are not the same as of one moment; `elsewhere` are records that today's scope has not and the ledger has. */
export function differencesOf(
  saved: Fingerprints,
  today: Fingerprints,
  elsewhere: ReadonlySet<string>,
): Differences {
  const [before, after] = [sidesOf(saved), sidesOf(today)];
  const found: Difference[] = [];
  for (const [digest, was] of before) {
    const is = after.get(digest) ?? null;
    if (is === null || !isSame(was, is))
      found.push({ was, is, isKept: is !== null || elsewhere.has(digest) });
  }
  for (const [digest, is] of after) if (!before.has(digest)) found.push({ was: null, is, isKept: false });
  return found;
}

/** What became of the records behind a count, whose `difference` is now less then. */
export function causesOf(
  differences: Differences,
  flag: Flag,
  group: GroupKey | null,
  difference: number,
): Causes {
  const bit = bitsOf([flag]);
  const column = group === null ? -1 : (OVERVIEW_DIMENSIONS as readonly string[]).indexOf(group.dimension);
  const counts = (side: Side | null): side is Side =>
    side !== null && (side.flags & bit) !== 0 && (group === null || side.keys[column] === group.key);
  const sum = { added: 0, undated: 0, removed: 0, entered: 0, left: 0 };
  for (const { was, is, isKept } of differences) {
    if (counts(was) === counts(is)) continue;
    if (counts(was)) sum[isKept ? 'left' : 'removed'] += 1;
    else if (was !== null) sum.entered += 1;
    else {
      sum.added += 1;
      if (is!.flags & UNDATED) sum.undated += 1;
    }
  }
  const explained = sum.added - sum.removed + sum.entered - sum.left;
  return { ...sum, unexplained: difference - explained };
}
