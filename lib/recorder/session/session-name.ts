import { createHmac } from "node:crypto";
import { beginsLikeKey } from "@/lib/core/base/secret-shapes";
import { isSessionId } from "@/lib/core/recording/session-id";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const UUID_AT_END = /[-_.:][0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What stands between separators in a name: a word, a number, a word with a number, a few hexadecimal digits. */
const NAME_PART = /^([A-Z]?[a-z]{0,14}|[A-Z]{1,15}|\d{1,14}|[a-z]{1,15}\d{1,6}|[0-9a-f]{1,8})$/;

/**
 * Whether a credential reads like a session's name rather than like a secret. In doubt it is a secret: a name of one
 * part has no digits, since passwords do.
 *
 * @example
 * readsLikeId("rollout-17.3"); // true
 * readsLikeId("sk-proj-Q2x..."); // false: a key's beginning
 * readsLikeId("550e8400-e29b-41d4-a716-446655440000"); // false: some services give out keys of this form
 */
export function readsLikeId(text: string): boolean {
  if (!isSessionId(text) || text.length > 80 || UUID.test(text) || beginsLikeKey(text)) return false;
  const parts = text.replace(UUID_AT_END, "-uuid").split(/[^A-Za-z0-9]+/);
  if (parts.length === 1 || text.includes("@")) return /^[A-Za-z]{1,15}$/.test(text);
  return parts.every((part) => NAME_PART.test(part));
}

/** A session id that stands for a secret without giving it away: a keyed hash, 128 bits of it. */
export function hashSecret(secret: string, key: string): string {
  return `key-${createHmac("sha256", key).update(secret).digest("hex").slice(0, 32)}`;
}
