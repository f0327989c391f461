import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { openEngineCall } from "./open-engine-call";

export interface ForwardInput {
  /** Base URL of the server, with or without `/v1` at its end. */
  readonly url: string;
  readonly method: Dispatcher.HttpMethod;
  /** Path below the session's own, such as `/v1/chat/completions`, with its query. */
  readonly path: string;
  readonly headers: Headers;
  /** Which values no other server is told: a header with such a value is not passed on. */
  readonly isWithheld?: (value: string) => boolean;
  readonly body: Uint8Array | undefined;
  readonly signal: AbortSignal;
  readonly silenceMs: number;
}

/** The server's answer, its body byte for byte as it comes. */
export interface ForwardedReply {
  readonly status: number;
  readonly headers: Headers;
  readonly contentType: string;
  body(): AsyncGenerator<Uint8Array, void, undefined>;
}

/** Headers that belong to one connection, and those that the recorder's own client library writes. */
const NOT_FORWARDED = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "host",
  "content-length",
  "accept-encoding",
]);

/** What a server behind may not do to the browsers of this one: log them in, or loosen what holds for its pages. */
const NOT_RETURNED = new Set([
  ...[...NOT_FORWARDED].filter((name) => name !== "content-length"),
  "set-cookie",
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
]);

/**
 * Passes a call on to another server as it is. Nothing of the body is read or changed; the answer is asked for
 * uncompressed, so that the same bytes can be recorded and sent on. Throws as `openEngineCall` does.
 */
export async function forwardCall(input: ForwardInput): Promise<ForwardedReply> {
  const base = input.path.startsWith("/v1/") ? input.url.replace(/\/v1$/, "") : input.url;
  const call = await openEngineCall({
    url: `${base}${input.path}`,
    method: input.method,
    headers: { ...forwardedHeaders(input), "accept-encoding": "identity" },
    body: input.body,
    signal: input.signal,
    silenceMs: input.silenceMs,
  });
  return {
    status: call.status,
    headers: returnedHeaders(call.headers),
    contentType: call.contentType,
    body: call.bytes,
  };
}

function forwardedHeaders({ headers, isWithheld = () => false }: ForwardInput): Record<string, string> {
  return Object.fromEntries(
    Array.from(headers).flatMap(([name, value]) => {
      if (NOT_FORWARDED.has(name) || name.startsWith("x-turntree-")) return [];
      const told = name === "cookie" ? otherCookies(value) : value;
      return told === "" || isWithheld(told) ? [] : [[name, told]];
    }),
  );
}

/** The cookies that are not Turntree's own. */
function otherCookies(cookies: string): string {
  return cookies
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => !pair.startsWith("turntree_"))
    .join("; ");
}

function returnedHeaders(headers: IncomingHttpHeaders): Headers {
  const returned = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || NOT_RETURNED.has(name)) continue;
    for (const one of Array.isArray(value) ? value : [value]) returned.append(name, one);
  }
  return returned;
}
