/** The cookie that the inspector's login sets. */
export const KEY_COOKIE = "turntree_token";

function cookie(headers: Headers): string | null {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim().split("="));
  const value = pairs.find(([key]) => key === KEY_COOKIE)?.[1];
  try {
    return value === undefined ? null : decodeURIComponent(value);
  } catch {
    return value ?? null;
  }
}

function bearer(headers: Headers): string | null {
  return /^Bearer\s+(.+)$/i.exec(headers.get("authorization") ?? "")?.[1]?.trim() ?? null;
}

const given = (texts: readonly (string | null)[]): readonly string[] =>
  texts.filter((text): text is string => text !== null && text !== "");

/** The bearer token, else `x-api-key`: what a client is configured with. */
export function credentialOf(headers: Headers): string | null {
  return given([bearer(headers), headers.get("x-api-key")?.trim() ?? null])[0] ?? null;
}

/** What a management call or a page offers as its key. */
export function offeredToManagement(headers: Headers): readonly string[] {
  return given([bearer(headers), headers.get("x-turntree-token"), cookie(headers)]);
}

/**
 * What a model call offers as its key. One that the path or Turntree's own header holds is meant, and nothing else is
 * asked. A client's own credentials are there for whatever server it believes to call.
 *
 * @param pathKey that of `/k/{key}`; null without.
 */
export function offeredToCall(headers: Headers, pathKey: string | null): readonly string[] {
  const [meant] = given([pathKey, headers.get("x-turntree-token")]);
  return meant === undefined ? given([bearer(headers), headers.get("x-api-key")?.trim() ?? null]) : [meant];
}
