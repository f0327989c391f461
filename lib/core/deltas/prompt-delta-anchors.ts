import { idAt } from "@/lib/core/base/at";

const FACTOR = 0x01000193;
const CANDIDATES_TRIED = 8;

/** A place in a turn's sequence. */
export interface Anchor {
  readonly turn: number;
  readonly position: number;
}

/**
 * Finds where a list goes on as something seen before. Held lists are cut in windows of `size` ids, each kept under its
 * hash. A searched list has a hash at every position, rolled on by one id at a time. Hashes only suggest: the caller
 * compares ids.
 */
export class AnchorIndex {
  readonly #byHash = new Map<number, Anchor[]>();
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  /** Keeps the windows of `ids`, which stand in a turn's sequence from `position` on. */
  add(turn: number, position: number, ids: Int32Array): void {
    for (let at = 0; at + this.#size <= ids.length; at += this.#size) {
      const hash = this.#hash(ids, at);
      const known = this.#byHash.get(hash);
      const anchor = { turn, position: position + at };
      if (!known) this.#byHash.set(hash, [anchor]);
      else if (known.length < CANDIDATES_TRIED) known.push(anchor);
    }
  }

  /**
   * The first position of `ids` in `[from, to)` whose window is held at a place that `accept` agrees with. Null when
   * there is none. `accept` answers how good a place is, 0 for not at all.
   */
  search(
    ids: Int32Array,
    from: number,
    to: number,
    accept: (anchor: Anchor, at: number) => number,
  ): { readonly at: number; readonly anchor: Anchor } | null {
    const size = this.#size;
    if (this.#byHash.size === 0 || from + size > to) return null;
    const leaving = power(FACTOR, size);
    let hash = this.#hash(ids, from);
    for (let at = from; ; at++) {
      const anchor = best(this.#byHash.get(hash), at, accept);
      if (anchor) return { at, anchor };
      if (at + size >= to) return null;
      hash = (Math.imul(hash, FACTOR) + idAt(ids, at + size) - Math.imul(leaving, idAt(ids, at))) | 0;
    }
  }

  #hash(ids: Int32Array, start: number): number {
    let hash = 0;
    for (let i = start; i < start + this.#size; i++) hash = (Math.imul(hash, FACTOR) + idAt(ids, i)) | 0;
    return hash;
  }
}

function best(
  anchors: readonly Anchor[] | undefined,
  at: number,
  accept: (anchor: Anchor, at: number) => number,
): Anchor | null {
  let chosen: Anchor | null = null;
  let score = 0;
  for (const anchor of anchors ?? []) {
    const found = accept(anchor, at);
    if (found > score) {
      chosen = anchor;
      score = found;
    }
  }
  return chosen;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base);
  return result;
}
