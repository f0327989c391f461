import type { Scaffold } from "@/lib/core/recording/turn";
import { type GraftRefusal, refuseGraft } from "./graft-refusal";

/** The end-of-turn token that the template puts after an answer. */
export interface Closer {
  readonly id: number;
  /** `next`: it is the opener of the message that follows, and itself the stop token (GLM). */
  readonly belongsTo: "answer" | "next";
}

/** How an answer ended. */
export interface AnswerEnd {
  /** The last sampled id, when it is a stop token. */
  readonly sampledStop: number | null;
  /** Whether it was cut by length or aborted. */
  readonly cut: boolean;
}

/** What stands for the closer in the framing. */
export type CloserPlacement =
  /** It was sampled: the framing starts after it. */
  | { readonly type: "sampled" }
  /** It opens the next message, and nothing of the answer. */
  | { readonly type: "context" }
  /** The recorder adds it, masked. */
  | { readonly type: "scaffold"; readonly reason: Scaffold["reason"] };

/**
 * Decides how a graft passes from an answer to the template's closer. A sampled token is never relabelled and never
 * taken away: another stop stays, and the closer follows it as scaffold.
 *
 * @param isOpener Whether a token opens a message, where closers are openers.
 *
 * @example
 * closerAfterStop({ id: 9, belongsTo: "answer" }, { sampledStop: 9, cut: false }, isOpener) // { type: "sampled" }
 * closerAfterStop({ id: 9, belongsTo: "answer" }, { sampledStop: null, cut: true }, isOpener)
 * // { type: "scaffold", reason: "closer_after_truncation" }
 */
export function closerAfterStop(
  closer: Closer,
  end: AnswerEnd,
  isOpener: (id: number) => boolean,
): CloserPlacement | GraftRefusal {
  if (end.sampledStop === closer.id) return { type: "sampled" };
  if (closer.belongsTo === "next") {
    if (end.sampledStop !== null && isOpener(end.sampledStop)) {
      return refuseGraft("other_opener", "The answer stopped on the opener of another role than follows it.");
    }
    return { type: "context" };
  }
  return { type: "scaffold", reason: end.cut ? "closer_after_truncation" : "closer_after_other_stop" };
}
