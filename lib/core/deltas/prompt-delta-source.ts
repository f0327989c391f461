import { partitionPoint } from "@/lib/core/base/partition-point";
import type { PromptSource } from "@/lib/core/recording/recording";
import type { DeltaRun, PromptDelta } from "./prompt-delta";

interface Entry {
  readonly runs: readonly DeltaRun[];
  /** Where each run ends in the list. */
  readonly ends: Int32Array;
  readonly literals: Int32Array;
  readonly length: number;
  readonly output: Int32Array;
}

/** A stretch of a sequence: ids held by that turn itself, or a range of an earlier turn's sequence. */
type Stretch =
  | { readonly held: Int32Array; readonly start: number; readonly length: number }
  | { readonly held: null; readonly turn: number; readonly start: number; readonly length: number };

interface Range {
  readonly turn: number;
  readonly from: number;
  readonly to: number;
}

/** How a turn's sequence begins. */
interface KnownIds {
  readonly turn: number;
  readonly ids: Int32Array;
}

const NOTHING = { held: new Int32Array(0), start: 0, length: 0 } as const;

/**
 * The lists of a session's turns, kept as deltas. Memory holds only the new ids of each turn. A list is put together
 * when it is asked for. Two lists are compared by their copies, without being expanded.
 *
 * @example
 * const source = new DeltaPromptSource();
 * source.append(literalDelta(Int32Array.of(7, 8)), Int32Array.of(9));
 * source.append({ runs: [{ turn: 1, start: 0, length: 3 }], literals: new Int32Array(0) }, Int32Array.of(4));
 * source.ids(2); // [7, 8, 9]
 */
export class DeltaPromptSource implements PromptSource {
  readonly #entries: Entry[] = [];
  /**
   * The sequence put together last: the next turn most likely goes on with it. A weak reference would not do: its
   * target lives until the running job ends, so an import would keep the sequences of all its turns.
   */
  #latest: KnownIds | null = null;

  /** How many turns there are. */
  get turns(): number {
    return this.#entries.length;
  }

  /** Adds the next turn. Throws `RangeError` when a run reaches outside what it copies from. */
  append(delta: PromptDelta, output: Int32Array): void {
    const ends = new Int32Array(delta.runs.length);
    let length = 0;
    for (const [i, run] of delta.runs.entries()) {
      const available = run.turn === 0 ? delta.literals.length : this.sequenceLength(run.turn);
      if (run.start < 0 || run.length < 1 || run.start + run.length > available) {
        throw new RangeError(`turn ${this.turns + 1} copies outside turn ${run.turn}`);
      }
      length += run.length;
      ends[i] = length;
    }
    this.#entries.push({ runs: delta.runs, ends, literals: delta.literals, length, output });
  }

  length(turnIndex: number): number {
    return this.#entry(turnIndex).length;
  }

  /** The delta that a turn's list was appended as. */
  delta(turnIndex: number): PromptDelta {
    return this.#entry(turnIndex);
  }

  /** Length of the list and what the turn added. */
  sequenceLength(turnIndex: number): number {
    const entry = this.#entry(turnIndex);
    return entry.length + entry.output.length;
  }

  ids(turnIndex: number, from = 0, to = this.length(turnIndex)): Int32Array {
    return this.sequence(turnIndex, from, Math.min(to, this.length(turnIndex)));
  }

  /** Ids `[from, to)` of a turn's sequence. */
  sequence(turnIndex: number, from = 0, to = this.sequenceLength(turnIndex)): Int32Array {
    const end = Math.min(to, this.sequenceLength(turnIndex));
    const ids = new Int32Array(Math.max(0, end - from));
    this.#fill(ids, 0, { turn: turnIndex, from, to: end }, this.#latest);
    // A copy, since the ids are the caller's to write to.
    if (from === 0) this.#latest = { turn: turnIndex, ids: ids.slice() };
    return ids;
  }

  commonPrefix(heldTurnIndex: number, promptTurnIndex: number): number {
    const limit = Math.min(this.sequenceLength(heldTurnIndex), this.length(promptTurnIndex));
    let at = 0;
    while (at < limit) {
      const step = this.#agree(heldTurnIndex, promptTurnIndex, at, limit - at);
      at += step.same;
      if (step.differs) break;
    }
    return at;
  }

  /** How many ids of `other`, from `at`, equal the turn's sequence from `position`. */
  matchForward(turnIndex: number, position: number, other: Int32Array, at: number): number {
    const limit = Math.min(this.sequenceLength(turnIndex) - position, other.length - at);
    let matched = 0;
    while (matched < limit) {
      const held = this.#resolve(turnIndex, position + matched, limit - matched);
      const same = equalLength(held.held, held.start, other, at + matched, held.length);
      matched += same;
      if (same < held.length) break;
    }
    return matched;
  }

  /** The runs of a range with every copy led back to the turn that holds the ids itself. */
  flatten(turnIndex: number, from: number, to: number): DeltaRun[] {
    const runs: DeltaRun[] = [];
    for (let at = from; at < to; ) {
      let turn = turnIndex;
      let position = at;
      let stretch = this.#stretch(turn, position, to - at);
      while (stretch.held === null) {
        turn = stretch.turn;
        position = stretch.start;
        stretch = this.#stretch(turn, position, stretch.length);
      }
      runs.push({ turn, start: position, length: stretch.length });
      at += stretch.length;
    }
    return runs;
  }

  /** Whether the turn holds all of the range itself, in one piece. */
  holds(turnIndex: number, start: number, length: number): boolean {
    const stretch = this.#stretch(turnIndex, start, length);
    return stretch.held !== null && stretch.length === length;
  }

  /** Equal ids of two sequences from one position on, as far as the next seam of either. */
  #agree(a: number, b: number, at: number, limit: number): { same: number; differs: boolean } {
    let left: Stretch = { held: null, turn: a, start: at, length: limit };
    let right: Stretch = { held: null, turn: b, start: at, length: limit };
    while (left.held === null || right.held === null) {
      const length = Math.min(left.length, right.length);
      if (
        left.held === null &&
        right.held === null &&
        left.turn === right.turn &&
        left.start === right.start
      ) {
        return { same: length, differs: false };
      }
      // Copies lead to earlier turns only, so stepping back on the later side finds a common origin if there is one.
      if (right.held === null && (left.held !== null || right.turn >= left.turn)) {
        right = this.#stretch(right.turn, right.start, length);
      } else if (left.held === null) left = this.#stretch(left.turn, left.start, length);
    }
    const length = Math.min(left.length, right.length);
    if (left.held === right.held && left.start === right.start) return { same: length, differs: false };
    const same = equalLength(left.held, left.start, right.held, right.start, length);
    return { same, differs: same < length };
  }

  /** Ids held at a position, following copies to their origin. */
  #resolve(
    turn: number,
    position: number,
    limit: number,
  ): { held: Int32Array; start: number; length: number } {
    let stretch = this.#stretch(turn, position, limit);
    while (stretch.held === null) stretch = this.#stretch(stretch.turn, stretch.start, stretch.length);
    return stretch;
  }

  /** One step: the run or output that a position of a sequence lies in, from there on. */
  #stretch(turn: number, position: number, limit: number): Stretch {
    const entry = this.#entry(turn);
    if (position >= entry.length) {
      const start = position - entry.length;
      return { held: entry.output, start, length: Math.min(limit, entry.output.length - start) };
    }
    const index = partitionPoint(entry.ends, (end) => end <= position);
    const run = entry.runs[index];
    if (!run) return NOTHING;
    const offset = run.length - ((entry.ends[index] ?? 0) - position);
    const length = Math.min(limit, run.length - offset);
    const start = run.start + offset;
    return run.turn === 0
      ? { held: entry.literals, start, length }
      : { held: null, turn: run.turn, start, length };
  }

  /** Puts a range of a sequence together; `known` is how another begins. */
  #fill(into: Int32Array, offset: number, { turn, from, to }: Range, known: KnownIds | null): void {
    let at = from;
    if (known?.turn === turn && at < known.ids.length) {
      at = Math.min(to, known.ids.length);
      into.set(known.ids.subarray(from, at), offset);
    }
    while (at < to) {
      const stretch = this.#stretch(turn, at, to - at);
      const target = offset + at - from;
      if (stretch.held)
        into.set(stretch.held.subarray(stretch.start, stretch.start + stretch.length), target);
      else {
        const { turn: origin, start, length } = stretch;
        this.#fill(into, target, { turn: origin, from: start, to: start + length }, known);
      }
      at += stretch.length;
    }
  }

  #entry(turnIndex: number): Entry {
    const entry = this.#entries[turnIndex - 1];
    if (!entry) throw new RangeError(`there is no turn ${turnIndex}`);
    return entry;
  }
}

function equalLength(a: Int32Array, aStart: number, b: Int32Array, bStart: number, limit: number): number {
  let same = 0;
  while (same < limit && a[aStart + same] === b[bStart + same]) same++;
  return same;
}
