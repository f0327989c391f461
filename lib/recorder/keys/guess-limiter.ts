import { isIPv6 } from "node:net";

/** Guesses that are looked at without a wait, and the time after which one more is, in ms. */
const AT_ONCE = 10;
const ONE_MORE_MS = 3000;

/** Addresses that are remembered. Whoever has more of them than this has as many guesses. */
const MOST_ADDRESSES = 10_000;

/** What one address has left: `left` guesses at the time `at`, in ms. */
interface Allowance {
  readonly left: number;
  readonly at: number;
}

/** Slows down who guesses: each address has some guesses at once, and then one every few seconds. */
export class GuessLimiter {
  readonly #allowances = new Map<string, Allowance>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes a guess of an address. @returns how long to wait before it is looked at, in ms; 0: now. */
  take(address: string): number {
    const key = neighbourhood(address);
    const at = this.now();
    const known = this.#allowances.get(key) ?? { left: AT_ONCE, at };
    const left = Math.min(AT_ONCE, known.left + (at - known.at) / ONE_MORE_MS);
    // The last one asked stands last, and the first one goes first.
    this.#allowances.delete(key);
    this.#allowances.set(key, { left: left < 1 ? left : left - 1, at });
    const [oldest] = this.#allowances.keys();
    if (this.#allowances.size > MOST_ADDRESSES && oldest !== undefined) this.#allowances.delete(oldest);
    return left < 1 ? Math.ceil((1 - left) * ONE_MORE_MS) : 0;
  }

  /** An address that knew the token has guessed nothing. */
  forget(address: string): void {
    this.#allowances.delete(neighbourhood(address));
  }

  /** How many addresses are remembered. */
  get size(): number {
    return this.#allowances.size;
  }
}

/** What of an address counts: of IPv6 the first 64 bits, which is what one machine is given at least. */
export function neighbourhood(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(":").length;
  return [...groups, ...Array(Math.max(0, missing)).fill("0"), ...(tail ?? "").split(":")]
    .slice(0, 4)
    .join(":");
}
