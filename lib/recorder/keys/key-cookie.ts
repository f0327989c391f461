import { KEY_COOKIE } from "./offered-keys";

/**
 * The `set-cookie` that keeps a key where scripts cannot read it, so that the pages work without a header.
 *
 * @param key null: the one that is kept is forgotten.
 */
export function keyCookie(key: string | null, request: Request): string {
  const secure = request.headers.get("x-forwarded-proto") === "https" ? "; Secure" : "";
  const ends = key === null ? "; Max-Age=0" : "";
  return `${KEY_COOKIE}=${encodeURIComponent(key ?? "")}; Path=/; HttpOnly; SameSite=strict${secure}${ends}`;
}
