import { createHmac } from "node:crypto";

/** What may stand in a path and on a page as it is. */
export const SESSION_ID = /^[A-Za-z0-9][\w.:@+=~-]{0,199}$/;

/** How API keys begin at the services people have them from. */
const KEY_PREFIX =
  /^(sk|pk|rk|hf|gsk|xai|ghp|gho|glpat|github_pat|key|api[-_]?key|AIza|AKIA|eyJ|nvapi|csk|r8)[-_A-Z0-9]/i;

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A run of letters and digits this long that no separator breaks is a key or a token rather than a name. */
const LONGEST_PLAIN_RUN = 24;

export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text);
}

/**
 * Whether a bearer token reads like a session's name rather than like a secret.
 *
 * @example
 * readsLikeId("rollout-17.3"); // true
 * readsLikeId("sk-proj-Q2x..."); // false: a key's prefix
 */
export function readsLikeId(text: string): boolean {
  if (!isSessionId(text) || text.length > 80) return false;
  if (UUID.test(text)) return true;
  if (KEY_PREFIX.test(text)) return false;
  return text.split(/[^A-Za-z0-9]+/).every((run) => run.length < LONGEST_PLAIN_RUN || !/\d/.test(run));
}

/** A session id that stands for a secret without giving it away: a keyed hash, 128 bits of it. */
export function hashSecret(secret: string, key: string): string {
  return `key-${createHmac("sha256", key).update(secret).digest("hex").slice(0, 32)}`;
}
