import { type CacheBudget, cacheBudget } from "@/lib/core/base/cache-budget";

/** A character of a key, and what an entry takes beside it: ids, and how it is found. */
const BYTES_OF_WEIGHT = 6;

/** The budget is told of growth in steps of so many bytes: most entries are words. */
const TOLD_STEP = 65_536;

/**
 * A cache of two generations: when the young one is full it becomes the old one, and what is still used moves back.
 * Bounded by weight, without bookkeeping per read.
 */
export class BoundedCache<Value> {
  private young = new Map<string, Value>();
  private old = new Map<string, Value>();
  private weight = 0;
  private told = 0;

  /** @param limit Weight of one generation; the cache holds at most twice that. */
  constructor(
    private readonly limit: number,
    private readonly budget: CacheBudget = cacheBudget(),
  ) {}

  get(key: string): Value | undefined {
    const held = this.young.get(key);
    if (held !== undefined) return held;
    const aged = this.old.get(key);
    if (aged !== undefined) this.set(key, aged, key.length);
    return aged;
  }

  /** The key is copied: it may be cut from a much longer text. */
  set(key: string, value: Value, weight: number): void {
    if (weight > this.limit) return;
    if (this.weight + weight > this.limit) {
      this.budget.release(this.old);
      this.old = this.young;
      this.young = new Map();
      this.weight = 0;
      this.told = 0;
    }
    this.young.set(ownCopy(key), value);
    this.weight += weight;
    this.tell();
  }

  private tell(): void {
    const bytes = this.weight * BYTES_OF_WEIGHT;
    if (bytes - this.told < TOLD_STEP) return;
    this.told = bytes;
    const generation = this.young;
    const drop = () => {
      if (this.young === generation) {
        this.young = new Map();
        this.weight = 0;
        this.told = 0;
      } else if (this.old === generation) this.old = new Map();
      return true;
    };
    this.budget.hold(generation, { cache: "texts", bytes, drop });
  }
}

/**
 * A copy of a string that keeps nothing else alive. A piece cut from a long text is a view of it: as the key of a
 * cache it would hold the whole prompt it came from for as long as the entry lives.
 */
function ownCopy(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
