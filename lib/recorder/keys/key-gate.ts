import { GuessLimiter, neighbourhood } from "./guess-limiter";
import type { Key } from "./key";
import { digestOf, type KeyHolder, type KeyRing } from "./key-ring";

/** Why nobody was recognised: nothing was offered, nothing of it is a key, or the address has to wait so long, in ms. */
export type Unrecognised =
  | { readonly kind: "none" | "wrong" }
  | { readonly kind: "waits"; readonly waitMs: number };

/** Addresses that are remembered, and wrong keys of each. */
const MOST_ADDRESSES = 10_000;
const MOST_WRONG_KEYS = 12;

/** What came from an address: tokens that were right, and digests of the last keys that were wrong. */
interface KnownSender {
  readonly tokens: Set<KeyHolder>;
  readonly wrong: Set<string>;
}

const OPEN: Key = { kind: "open" };

/**
 * Recognises keys, and slows down who guesses them. A session's key cannot be guessed and is never waited for. Nor is
 * a token from an address where it was right before: whoever guesses from there holds up nobody who works there. A
 * wrong key that comes again is no new guess, as where a client goes on with an old one.
 */
export class KeyGate {
  readonly #senders = new Map<string, KnownSender>();

  constructor(
    readonly ring: KeyRing,
    private readonly guesses = new GuessLimiter(),
  ) {}

  /**
   * @param offered texts of which one may be a key.
   * @param address of the sender.
   */
  recognise(offered: readonly string[], address: string): Key | Unrecognised {
    if (!this.ring.isSet) return OPEN;
    if (offered.length === 0) return { kind: "none" };
    for (const text of offered) {
      const session = this.ring.sessionOf(text);
      if (session !== null) return { kind: "session", session };
    }
    return this.#token(offered, address);
  }

  #token(offered: readonly string[], address: string): Key | Unrecognised {
    const sender = this.#sender(neighbourhood(address));
    const kind = offered.map((text) => this.ring.tokenOf(text)).find((token) => token !== null) ?? null;
    if (kind !== null && sender.tokens.has(kind)) return { kind };
    const digests = offered.map((text) => digestOf(text).toString("base64"));
    if (digests.every((digest) => sender.wrong.has(digest))) return { kind: "wrong" };
    const waitMs = this.guesses.take(address);
    if (waitMs > 0) return { kind: "waits", waitMs };
    if (kind === null) {
      for (const digest of digests) keep(sender.wrong, digest, MOST_WRONG_KEYS);
      return { kind: "wrong" };
    }
    this.guesses.forget(address);
    sender.tokens.add(kind);
    return { kind };
  }

  /** The last one that came stands last, and the first one is forgotten. */
  #sender(place: string): KnownSender {
    const sender = this.#senders.get(place) ?? { tokens: new Set(), wrong: new Set() };
    this.#senders.delete(place);
    this.#senders.set(place, sender);
    const [oldest] = this.#senders.keys();
    if (this.#senders.size > MOST_ADDRESSES && oldest !== undefined) this.#senders.delete(oldest);
    return sender;
  }
}

function keep(kept: Set<string>, one: string, most: number): void {
  kept.add(one);
  const [oldest] = kept;
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}
