import { type ClientName, echoTolerances } from "./echo-tolerances";
import { joinSplitAnswer } from "./join-split-answer";
import type { Message } from "./message";
import { messageIdentity } from "./message-identity";

/** How an answer came back. */
export interface Echo {
  /** Messages that stand for it: some clients give text and calls back apart. */
  readonly consumed: 1 | 2;
  /** What must be forgiven; empty when nothing. */
  readonly tolerances: readonly string[];
}

const SPLIT = "text and tool calls split";

/**
 * Reads a message, alone or with the next one, as the echo of an answer; null when it is none. An equal one is the
 * echo whatever follows it.
 *
 * @example
 * readEcho({ role: "assistant", content: "Hi. " }, { role: "assistant", content: "Hi." }, undefined, "unknown");
 * // { consumed: 1, tolerances: ["white space"] }
 */
export function readEcho(
  held: Message,
  echoed: Message,
  next: Message | undefined,
  client: ClientName,
): Echo | null {
  if (messageIdentity(held) === messageIdentity(echoed)) return { consumed: 1, tolerances: [] };
  const whole = joinSplitAnswer(echoed, next);
  const asOne = whole === null ? null : echoTolerances(held, whole, client);
  if (asOne !== null) return { consumed: 2, tolerances: [SPLIT, ...asOne] };
  const tolerances = echoTolerances(held, echoed, client);
  return tolerances === null ? null : { consumed: 1, tolerances };
}
