import { createHash } from "node:crypto";
import type { AskedCall } from "@/lib/core/recording/turn-facts";

/** What a call shows of having been made before. */
export interface CallMarks extends AskedCall {
  /** The client says that it tried already. */
  readonly isRetry: boolean;
}

/** In which clients name a call that is to be answered once; the first that is there. */
const KEY_HEADERS = ["idempotency-key", "x-idempotency-key"] as const;

/** The OpenAI and Anthropic SDKs count their tries in it, from 0. */
const RETRY_HEADER = "x-stainless-retry-count";

/**
 * Whether the answer is to be streamed, as a member of a body's text. It is no part of what is asked: Claude Code asks
 * without a stream for what it lost of one. A name in quotes before a colon cannot stand within a JSON string. Members of the
 * name deeper in a body are left out as well, of all bodies alike.
 */
const STREAM_MEMBERS =
  /,\s*"stream"\s*:\s*(?:true|false|null)|"stream"\s*:\s*(?:true|false|null)\s*,?|,\s*"stream_options"\s*:\s*(?:null|\{[^{}]*\})|"stream_options"\s*:\s*(?:null|\{[^{}]*\})\s*,?/g;

/** Hexadecimal digits of a hash: enough to tell the calls of a session apart. */
const DIGITS = 32;

function hashOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex").slice(0, DIGITS);
}

/**
 * By what a call is known when it comes again: its protocol, who in the session asks, and its body to the byte.
 *
 * @param body The text of the body, as it came.
 */
export function callMarks(
  headers: Headers,
  call: { readonly protocol: string; readonly subAgent: string | null; readonly body: string },
): CallMarks {
  const key = KEY_HEADERS.map((name) => headers.get(name)?.trim()).find(Boolean);
  return {
    body: hashOf(call.protocol, call.subAgent ?? "", call.body.replace(STREAM_MEMBERS, "")),
    idempotencyKey: key === undefined ? null : hashOf(key),
    isRetry: Number(headers.get(RETRY_HEADER) ?? 0) >= 1,
  };
}
