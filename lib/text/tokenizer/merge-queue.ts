import { floatAt, idAt } from "@/lib/core/base/at";

/** A place where two neighbours may merge, as it was when it was queued. */
export interface QueuedMerge {
  readonly rank: number;
  readonly position: number;
  /** Version of the position when queued; the entry is stale when it has moved on. */
  readonly version: number;
}

const POSITIONS = 2 ** 32;

/**
 * A binary heap of possible merges, lowest rank first, leftmost first among equals. Rank and position share one
 * double (21 bits and 32 bits), so that a comparison is one subtraction; columns avoid an object per entry.
 */
export class MergeQueue {
  private readonly keys: Float64Array;
  private readonly versions: Int32Array;
  private size = 0;

  /** @param capacity Largest number of entries ever queued at once. */
  constructor(capacity: number) {
    this.keys = new Float64Array(capacity);
    this.versions = new Int32Array(capacity);
  }

  push(rank: number, position: number, version: number): void {
    const { keys, versions } = this;
    const key = rank * POSITIONS + position;
    let slot = this.size++;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      const above = floatAt(keys, parent);
      if (above <= key) break;
      keys[slot] = above;
      versions[slot] = idAt(versions, parent);
      slot = parent;
    }
    keys[slot] = key;
    versions[slot] = version;
  }

  pop(): QueuedMerge | null {
    if (this.size === 0) return null;
    const key = floatAt(this.keys, 0);
    const version = idAt(this.versions, 0);
    this.size--;
    if (this.size > 0) this.sink(floatAt(this.keys, this.size), idAt(this.versions, this.size));
    const rank = Math.floor(key / POSITIONS);
    return { rank, position: key - rank * POSITIONS, version };
  }

  private sink(key: number, version: number): void {
    const { keys, versions, size } = this;
    let slot = 0;
    for (let child = 1; child < size; child = 2 * slot + 1) {
      let least = floatAt(keys, child);
      const other = child + 1 < size ? floatAt(keys, child + 1) : least;
      if (other < least) {
        least = other;
        child++;
      }
      if (least >= key) break;
      keys[slot] = least;
      versions[slot] = idAt(versions, child);
      slot = child;
    }
    keys[slot] = key;
    versions[slot] = version;
  }
}
