import { at, floatAt, idAt } from "@/lib/core/base/at";
import { commonPrefixLength } from "@/lib/core/base/common-prefix-length";
import type { DeltaRun, PromptDelta } from "./prompt-delta";
import { AnchorIndex } from "./prompt-delta-anchors";
import type { DeltaPromptSource } from "./prompt-delta-source";

/** Turns between keyframes: no read follows more copies of copies than this. */
const MAX_DEPTH = 32;

/** Places at which a turn is known by how it begins, so that one which drifts early costs no more memory than others. */
const PREFIXES_KEPT = 64;

export interface DeltaEncoderOptions {
  /** Shortest stretch worth finding again after a divergence. A copy costs about 6 bytes, an id 4. */
  readonly window: number;
}

/**
 * Writes the lists of a session as deltas. The list is first laid against the turn that it extends furthest. Where it
 * leaves that turn, it is searched for stretches of it that come back later, then for stretches of any turn. So a
 * prompt that is rendered afresh and drifts in its middle still costs only its new ids.
 *
 * The same turns in the same order always give the same deltas.
 *
 * @example
 * const source = new DeltaPromptSource();
 * const encoder = new PromptDeltaEncoder(source, { window: 16 });
 * const delta = encoder.append(Int32Array.of(7, 8), Int32Array.of(9)); // a literal; the source now has turn 1
 */
export class PromptDeltaEncoder {
  readonly #source: DeltaPromptSource;
  readonly #window: number;
  /** Hash of a sequence up to a whole block of `window` ids → the first turn that begins so. */
  readonly #prefixes = new Map<number, number>();
  readonly #held: AnchorIndex;
  /** Copies of copies that reading a turn follows. */
  readonly #depths: number[] = [];
  /** The newest turn's sequence, which the next list most likely goes on with. */
  #newest: Int32Array = new Int32Array(0);
  #newestBlocks: BlockHashes = NO_BLOCKS;

  /** Takes up a source where it stands: turns it already holds are indexed. */
  constructor(source: DeltaPromptSource, options: DeltaEncoderOptions) {
    this.#source = source;
    this.#window = options.window;
    this.#held = new AnchorIndex(options.window);
    this.#learnOthers();
  }

  /**
   * Encodes the next turn's list and adds the turn, with its output, to the source. Turns that the source took from
   * elsewhere since the last are indexed before.
   */
  append(ids: Int32Array, output: Int32Array): PromptDelta {
    this.#learnOthers();
    const sequence = new Int32Array(ids.length + output.length);
    sequence.set(ids);
    sequence.set(output, ids.length);
    const shared = commonPrefixLength(this.#newest, sequence);
    const blocks = blockHashes(sequence, this.#window, this.#newestBlocks, shared);
    const delta = this.#encode(ids, blocks.hashes, Math.min(shared, ids.length));
    this.#source.append(delta, output);
    this.#learn(this.#source.turns, sequence, blocks);
    return delta;
  }

  /** `shared`: how many ids the list shares with the newest sequence, from the first. */
  #encode(ids: Int32Array, blocks: Float64Array, shared: number): PromptDelta {
    const runs: DeltaRun[] = [];
    const base = this.#base(ids, blocks, shared);
    if (base.length > 0) runs.push({ turn: base.turn, start: 0, length: base.length });
    const literals: number[] = [];
    for (const gap of this.#resume(ids, base, runs)) this.#fillGap(ids, gap, runs, literals);
    return this.#shallow({ runs, literals: Int32Array.from(literals) });
  }

  /** The turn whose sequence the list follows furthest. */
  #base(ids: Int32Array, blocks: Float64Array, shared: number): { turn: number; length: number } {
    const last = this.#source.turns;
    const best = { turn: last, length: shared };
    const candidate = this.#longestPrefix(blocks, Math.floor(ids.length / this.#window));
    if (candidate === 0 || candidate === last || this.#source.sequenceLength(candidate) <= shared)
      return best;
    const length = this.#source.matchForward(candidate, 0, ids, 0);
    return length > best.length ? { turn: candidate, length } : best;
  }

  /**
   * Copies from the base after the first divergence. Copies are pushed with literal gaps between them: runs of turn 0
   * whose start is a position in the list. A second pass fills those.
   */
  #resume(ids: Int32Array, base: { turn: number; length: number }, runs: DeltaRun[]): DeltaRun[] {
    const ahead = runs.splice(0);
    let at = base.length;
    if (base.turn !== 0 && at < ids.length) {
      const index = new AnchorIndex(this.#window);
      const isNewest = base.turn === this.#source.turns;
      const rest = isNewest
        ? this.#newest.subarray(base.length)
        : this.#source.sequence(base.turn, base.length);
      index.add(base.turn, base.length, rest);
      at = this.#scan(ids, at, ids.length, index, ahead);
    }
    if (at < ids.length) ahead.push({ turn: 0, start: at, length: ids.length - at });
    return ahead;
  }

  #fillGap(ids: Int32Array, run: DeltaRun, runs: DeltaRun[], literals: number[]): void {
    if (run.turn !== 0) {
      runs.push(run);
      return;
    }
    const end = run.start + run.length;
    const found: DeltaRun[] = [];
    const at = this.#scan(ids, run.start, end, this.#held, found);
    if (at < end) found.push({ turn: 0, start: at, length: end - at });
    for (const piece of found) {
      if (piece.turn !== 0) runs.push(piece);
      else {
        runs.push({ turn: 0, start: literals.length, length: piece.length });
        for (let i = piece.start; i < piece.start + piece.length; i++) literals.push(idAt(ids, i));
      }
    }
  }

  /** Pushes copies found in `[from, to)` and the gaps before them; answers where the last copy ends. */
  #scan(ids: Int32Array, from: number, to: number, index: AnchorIndex, runs: DeltaRun[]): number {
    const source = this.#source;
    const list = to === ids.length ? ids : ids.subarray(0, to);
    let at = from;
    for (;;) {
      const hit = index.search(list, at, to, (anchor, position) => {
        const length = source.matchForward(anchor.turn, anchor.position, list, position);
        return length >= this.#window ? length : 0;
      });
      if (!hit) return at;
      const { turn, position } = hit.anchor;
      const length = source.matchForward(turn, position, list, hit.at);
      const before = this.#matchBackward(turn, position, list, hit.at, at);
      if (hit.at - before > at) runs.push({ turn: 0, start: at, length: hit.at - before - at });
      runs.push({ turn, start: position - before, length: length + before });
      at = hit.at + length;
    }
  }

  /** How far a match reaches back before its window; less than two windows, or an earlier one had been found. */
  #matchBackward(turn: number, position: number, ids: Int32Array, at: number, floor: number): number {
    const reach = Math.min(position, at - floor, 2 * this.#window);
    const held = this.#source.sequence(turn, position - reach, position);
    let matched = 0;
    while (matched < reach && held[reach - 1 - matched] === ids[at - 1 - matched]) matched++;
    return matched;
  }

  /** The delta itself, or as a keyframe, whose copies lead straight to the turns that hold the ids. */
  #shallow(delta: PromptDelta): PromptDelta {
    if (this.#depth(delta.runs) <= MAX_DEPTH) return delta;
    const runs = delta.runs.flatMap((run) =>
      run.turn === 0 ? [run] : this.#source.flatten(run.turn, run.start, run.start + run.length),
    );
    return { runs, literals: delta.literals };
  }

  #depth(runs: readonly DeltaRun[]): number {
    let depth = 0;
    for (const run of runs) {
      if (run.turn === 0) continue;
      const direct = this.#source.holds(run.turn, run.start, run.length);
      depth = Math.max(depth, direct ? 1 : 1 + at(this.#depths, run.turn - 1));
    }
    return depth;
  }

  /** Indexes the turns that the source holds and that were not appended here. */
  #learnOthers(): void {
    for (let turn = this.#depths.length + 1; turn <= this.#source.turns; turn++) {
      const sequence = this.#source.sequence(turn);
      const shared = commonPrefixLength(this.#newest, sequence);
      this.#learn(turn, sequence, blockHashes(sequence, this.#window, this.#newestBlocks, shared));
    }
  }

  /** Indexes a turn of the source: how it begins, and what it holds itself. */
  #learn(turn: number, sequence: Int32Array, { hashes: blocks, states }: BlockHashes): void {
    const { runs } = this.#source.delta(turn);
    this.#depths.push(this.#depth(runs));
    this.#newest = sequence;
    this.#newestBlocks = { hashes: blocks, states };
    const [first] = runs;
    const shared =
      first && first.turn !== 0 && first.start === 0 ? Math.floor(first.length / this.#window) : 0;
    const stride = Math.ceil((blocks.length - shared) / PREFIXES_KEPT);
    for (let i = blocks.length - 1; i >= shared; i -= stride) {
      const block = floatAt(blocks, i);
      if (!this.#prefixes.has(block)) this.#prefixes.set(block, turn);
    }
    let position = 0;
    for (const run of runs) {
      if (run.turn === 0) this.#held.add(turn, position, sequence.subarray(position, position + run.length));
      position += run.length;
    }
    this.#held.add(turn, position, sequence.subarray(position));
  }

  /** The first turn known to begin with the most blocks of the list, of which there are `count`; 0 if none does. */
  #longestPrefix(blocks: Float64Array, count: number): number {
    for (let i = count - 1; i >= 0; i--) {
      const turn = this.#prefixes.get(floatAt(blocks, i));
      if (turn !== undefined) return turn;
    }
    return 0;
  }
}

/** What is known of how a list begins. */
interface BlockHashes {
  /** For each whole block, a hash of the list up to its end: equal ones name lists that (all but surely) begin alike. */
  readonly hashes: Float64Array;
  /** What each hash was taken from, two numbers a block: from there a list that begins alike goes on. */
  readonly states: Int32Array;
}

const NO_BLOCKS: BlockHashes = { hashes: new Float64Array(0), states: new Int32Array(0) };

/** `known` are those of a list that begins with the same `shared` ids. */
function blockHashes(ids: Int32Array, block: number, known: BlockHashes, shared: number): BlockHashes {
  const count = Math.floor(ids.length / block);
  const taken = Math.min(Math.floor(shared / block), count);
  const hashes = new Float64Array(count);
  const states = new Int32Array(count * 2);
  hashes.set(known.hashes.subarray(0, taken));
  states.set(known.states.subarray(0, taken * 2));
  let high = taken === 0 ? 0x811c9dc5 : idAt(states, taken * 2 - 2);
  let low = taken === 0 ? 0 : idAt(states, taken * 2 - 1);
  for (let at = taken; at < count; at++) {
    for (let i = at * block; i < (at + 1) * block; i++) {
      const id = idAt(ids, i);
      high = Math.imul(high ^ id, 0x01000193);
      low = (Math.imul(low, 31) + id) | 0;
    }
    states[at * 2] = high;
    states[at * 2 + 1] = low;
    hashes[at] = (high >>> 0) * 0x200000 + ((low >>> 0) & 0x1fffff);
  }
  return { hashes, states };
}
