import { createHash, timingSafeEqual } from "node:crypto";

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function cookie(headers: Headers, name: string): string | null {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim().split("="));
  const value = pairs.find(([key]) => key === name)?.[1];
  try {
    return value === undefined ? null : decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** The cookie that the inspector's login sets. */
export const API_TOKEN_COOKIE = "turntree_token";

/**
 * Whether a model call carries the API token: in `x-turntree-token` or as the path prefix `/t/{token}`. The bearer
 * is not asked, since it names the session there. Always true when no token is set.
 */
export function isCallAllowed(headers: Headers, pathToken: string | null, apiToken: string | null): boolean {
  if (apiToken === null) return true;
  return same(pathToken ?? headers.get("x-turntree-token") ?? "", apiToken);
}

/** Whether a management call carries the API token: as bearer, in `x-turntree-token`, or in the login cookie. */
export function isManagementAllowed(headers: Headers, apiToken: string | null): boolean {
  if (apiToken === null) return true;
  const bearer = /^Bearer\s+(.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  const offered = [bearer, headers.get("x-turntree-token"), cookie(headers, API_TOKEN_COOKIE)];
  return offered.some((token) => token != null && same(token, apiToken));
}
