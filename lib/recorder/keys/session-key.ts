import { createHmac, timingSafeEqual } from "node:crypto";

const BEGIN = "s.";

/**
 * The key of one session: `s.{id}.{HMAC-SHA256(id, secret)}`, the code in base64url. Nothing is stored of it: whoever
 * has the secret can check it.
 */
export function sessionKey(id: string, secret: Uint8Array): string {
  return `${BEGIN}${id}.${createHmac("sha256", secret).update(id).digest("base64url")}`;
}

/** The session whose key a text is; null for anything else. Compared in constant time. */
export function sessionOfKey(text: string, secret: Uint8Array): string | null {
  const end = text.lastIndexOf(".");
  if (!text.startsWith(BEGIN) || end <= BEGIN.length) return null;
  const id = text.slice(BEGIN.length, end);
  const [given, right] = [Buffer.from(text), Buffer.from(sessionKey(id, secret))];
  return given.length === right.length && timingSafeEqual(given, right) ? id : null;
}
