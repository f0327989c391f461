import { credentialOf } from "@/lib/recorder/keys/offered-keys";
import { clientSession } from "@/lib/recorder/session/client-session";

/** So many guesses that were wrong are remembered. */
const MOST_LEARNED = 10_000;

/**
 * Guesses by its headers which session a call is of, so that nobody has to read its body here. The thread that reads it
 * says when the guess was wrong: then what it says is remembered for calls with the same headers.
 */
export class SessionGuess {
  readonly #learned = new Map<string, string>();

  /** @param session that the path or the key names; null where neither does. */
  of(session: string | null, headers: Headers): string {
    if (session !== null) return session;
    const said = saidBy(headers);
    return this.#learned.get(said) ?? said;
  }

  /** The session of a call that was guessed wrong. */
  learn(headers: Headers, session: string): void {
    const said = saidBy(headers);
    this.#learned.delete(said);
    this.#learned.set(said, session);
    const [oldest] = this.#learned.keys();
    if (this.#learned.size > MOST_LEARNED && oldest !== undefined) this.#learned.delete(oldest);
  }
}

function saidBy(headers: Headers): string {
  const named = headers.get("x-turntree-session");
  return named || clientSession(headers).id || credentialOf(headers) || "default";
}
