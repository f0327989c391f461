import { assume } from "./assume";
import { processFigures } from "./process-figures";

/** What all caches of a thread may take until it is told, in bytes. */
const BYTES_UNTIL_TOLD = 256 * 1_048_576;

/** One look passes over so many that are in use, and the next goes on behind them: a call does not look at thousands. */
const MOST_PASSED_OVER = 32;

/** The caches that share a budget. */
export type CacheName = "recordings" | "sessions" | "texts" | "views" | "replies";

interface Held {
  readonly cache: CacheName;
  readonly bytes: number;
  /** Gives it up; false where it is in use and must stay. */
  readonly drop: () => boolean;
}

/**
 * How much memory all caches of a thread take together. What was used longest ago is given up first, whichever cache
 * holds it.
 *
 * @example
 * const budget = new CacheBudget(1_000);
 * budget.hold(a, { cache: "sessions", bytes: 800, drop: () => sessions.delete("a") });
 * budget.hold(b, { cache: "views", bytes: 300, drop: () => views.delete("b") }); // gives up a
 */
export class CacheBudget {
  /** In order of use: the first was used longest ago. */
  readonly #held = new Map<object, Held>();
  readonly #byCache = new Map<CacheName, number>();
  #bytes = 0;

  /**
   * @param limit in bytes.
   * @param onChange told by how many bytes a cache has grown.
   */
  constructor(
    private limit = BYTES_UNTIL_TOLD,
    private readonly onChange: (cache: CacheName, bytes: number) => void = () => undefined,
  ) {}

  /** What is held now, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The same by cache. */
  get byCache(): ReadonlyMap<CacheName, number> {
    return this.#byCache;
  }

  /** Sets how many bytes may be held, and gives up what is beyond. */
  setLimit(bytes: number): void {
    this.limit = bytes;
    this.#giveUp(null, Number.POSITIVE_INFINITY);
  }

  /** Notes that something is held, has grown or was used. It is not given up by this itself, whatever it takes. */
  hold(token: object, held: Held): void {
    this.release(token);
    this.#held.set(token, held);
    this.#add(held.cache, held.bytes);
    this.#giveUp(token, MOST_PASSED_OVER);
  }

  /** Notes that something was used. */
  use(token: object): void {
    const held = this.#held.get(token);
    if (held === undefined) return;
    this.#held.delete(token);
    this.#held.set(token, held);
  }

  /** Notes that something is held no longer. */
  release(token: object): void {
    const held = this.#held.get(token);
    if (held === undefined) return;
    this.#held.delete(token);
    this.#add(held.cache, -held.bytes);
  }

  #add(cache: CacheName, bytes: number): void {
    this.#bytes += bytes;
    this.onChange(cache, bytes);
    this.#byCache.set(cache, (this.#byCache.get(cache) ?? 0) + bytes);
  }

  #giveUp(kept: object | null, mostPassedOver: number): void {
    let left = this.#held.size;
    let passedOver = 0;
    // What is in use goes to the end, and is met again there: each is looked at once.
    for (const [token, held] of this.#held) {
      if (this.#bytes <= this.limit || left-- === 0 || passedOver > mostPassedOver) return;
      if (token !== kept && held.drop()) this.release(token);
      else {
        this.use(token);
        passedOver += 1;
      }
    }
  }
}

const BUDGET = Symbol.for("turntree.cache-budget");

/** The one of this thread: a bundler may hold this module twice. */
export function cacheBudget(): CacheBudget {
  const slots = assume<{ [BUDGET]?: CacheBudget }>(globalThis, "the slot is written here only");
  slots[BUDGET] ??= new CacheBudget(BYTES_UNTIL_TOLD, (cache, bytes) => processFigures.add(cache, bytes));
  return slots[BUDGET];
}
