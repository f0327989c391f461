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
    const key = rank * POSITIONS + position;
    let slot = this.size++;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (this.keys[parent] <= key) break;
      this.move(parent, slot);
      slot = parent;
    }
    this.keys[slot] = key;
    this.versions[slot] = version;
  }

  pop(): QueuedMerge | null {
    if (this.size === 0) return null;
    const key = this.keys[0];
    const version = this.versions[0];
    this.size--;
    if (this.size > 0) this.sink(this.keys[this.size], this.versions[this.size]);
    const rank = Math.floor(key / POSITIONS);
    return { rank, position: key - rank * POSITIONS, version };
  }

  private sink(key: number, version: number): void {
    let slot = 0;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.keys[child + 1] < this.keys[child]) child++;
      if (this.keys[child] >= key) break;
      this.move(child, slot);
      slot = child;
    }
    this.keys[slot] = key;
    this.versions[slot] = version;
  }

  private move(from: number, to: number): void {
    this.keys[to] = this.keys[from];
    this.versions[to] = this.versions[from];
  }
}
