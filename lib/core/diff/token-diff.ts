import { type AlignedRun, alignIds } from "@/lib/core/tokens/align-ids";

/** Two token sequences beside each other: what they share folded, what differs with its ids. Positions in tokens. */
export interface TokenDiff {
  readonly a_length: number;
  readonly b_length: number;
  /** Tokens of the first side that the second does not have. */
  readonly a_differing: number;
  readonly runs: readonly DiffRun[];
}

/**
 * A stretch of the two. Of an equal one only the ids at its ends are here; of a long difference only its first ids.
 * The rest is asked for by position.
 */
export type DiffRun =
  | {
      readonly equal: true;
      readonly a: number;
      readonly b: number;
      readonly length: number;
      readonly head: readonly number[];
      readonly tail: readonly number[];
    }
  | {
      readonly equal: false;
      readonly a: number;
      readonly a_length: number;
      readonly a_ids: readonly number[];
      readonly b: number;
      readonly b_length: number;
      readonly b_ids: readonly number[];
    };

/** Equal tokens shown on each side of a difference. */
const CONTEXT_TOKENS = 12;

/** Fewer equal tokens than this are not worth a fold. */
const LEAST_FOLDED = 12;

/** Tokens of one side of one difference, and of all differences together, that are sent at first. */
const MOST_OF_RUN = 400;
const MOST_OF_ALL = 8000;

/** Equal tokens between two differences that are too few to mean that the two agree again. */
const SCRAP_TOKENS = 2;

/**
 * Aligns two sequences and keeps what a page shows at first.
 *
 * @example
 * tokenDiff(Int32Array.of(1, 2, 3), Int32Array.of(1, 9, 3)).runs[1]; // { equal: false, a: 1, a_ids: [2], b_ids: [9], … }
 */
export function tokenDiff(a: Int32Array, b: Int32Array): TokenDiff {
  let left = MOST_OF_ALL;
  const first = (ids: Int32Array, from: number, length: number): readonly number[] => {
    const taken = Math.min(length, MOST_OF_RUN, left);
    left -= taken;
    return Array.from(ids.subarray(from, from + taken));
  };
  const aligned = alignIds(a, b);
  const differing = aligned.reduce((sum, run) => sum + (run.equal ? 0 : run.aLength), 0);
  const runs = joinScraps(aligned).map((run): DiffRun => {
    if (!run.equal) {
      return {
        equal: false,
        a: run.a,
        a_length: run.aLength,
        a_ids: first(a, run.a, run.aLength),
        b: run.b,
        b_length: run.bLength,
        b_ids: first(b, run.b, run.bLength),
      };
    }
    const length = run.aLength;
    const shown = length <= 2 * CONTEXT_TOKENS + LEAST_FOLDED ? length : CONTEXT_TOKENS;
    return {
      equal: true,
      a: run.a,
      b: run.b,
      length,
      head: Array.from(a.subarray(run.a, run.a + shown)),
      tail: shown === length ? [] : Array.from(a.subarray(run.a + length - shown, run.a + length)),
    };
  });
  return { a_length: a.length, b_length: b.length, a_differing: differing, runs };
}

/** All ids that a diff shows at first, for asking what they stand for. */
export function shownIds({ runs }: TokenDiff): Int32Array {
  return Int32Array.from(
    runs.flatMap((run) => (run.equal ? [...run.head, ...run.tail] : [...run.a_ids, ...run.b_ids])),
  );
}

/**
 * Makes one difference of two that only a scrap lies between: single tokens agree by chance. What comes last stays
 * by itself: after a changed answer and its closer, that is the new messages of the prompt.
 */
function joinScraps(runs: readonly AlignedRun[]): readonly AlignedRun[] {
  const joined: AlignedRun[] = [];
  runs.forEach((run, at) => {
    const before = joined.at(-1);
    const isScrap = run.equal && run.aLength <= SCRAP_TOKENS && at > 0 && at < runs.length - 2;
    const joins = before !== undefined && !before.equal && (isScrap || !run.equal);
    if (!joins) joined.push(run);
    else {
      joined[joined.length - 1] = {
        ...before,
        aLength: before.aLength + run.aLength,
        bLength: before.bLength + run.bLength,
      };
    }
  });
  return joined;
}
