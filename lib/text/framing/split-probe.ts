import { type GraftRefusal, refuseGraft } from "@/lib/core/proof/graft-refusal";
import { markMessage } from "@/lib/text/template/template-codes";
import { FIRST_NEW_MESSAGE, SENTINEL } from "./probe-conversation";

/** A rendered probe, in parts. Texts still hold their codes. */
export interface SplitProbe {
  readonly type: "split";
  /** All that stands before the answer's own framing. */
  readonly head: string;
  /** Name of the first end-of-turn token after the answer. */
  readonly closer: string;
  readonly belongsTo: "answer" | "next";
  /** All that follows the closer. */
  readonly tail: string;
}

/**
 * Takes a rendered probe apart at the first closer after the sentinel. A closer that stands right at the start of
 * the next message opens that message; one that comes any later closes something else, and there is none for the
 * answer.
 *
 * @param closers Finds the names of end-of-turn tokens.
 */
export function splitProbe(rendered: string, closers: RegExp): SplitProbe | GraftRefusal {
  const answerStart = rendered.indexOf(markMessage(1));
  const sentinel = rendered.lastIndexOf(SENTINEL, lastProbePosition(rendered));
  if (answerStart < 0 || sentinel < answerStart) {
    return refuseGraft("probe_unreadable", "The template does not print the probe's answer.");
  }
  const from = sentinel + SENTINEL.length;
  closers.lastIndex = from;
  const found = closers.exec(rendered);
  if (found === null) return refuseGraft("no_closer", "No end-of-turn token follows the answer.");
  const nextMark = rendered.indexOf(markMessage(FIRST_NEW_MESSAGE), from);
  const nextStart = nextMark + markMessage(FIRST_NEW_MESSAGE).length;
  const closesAnswer = nextMark < 0 || found.index < nextMark;
  if (!closesAnswer && found.index !== nextStart) {
    return refuseGraft(
      "no_closer",
      "The first end-of-turn token after the answer belongs to a later message.",
    );
  }
  return {
    type: "split",
    head: rendered.slice(0, answerStart),
    closer: found[0],
    belongsTo: closesAnswer ? "answer" : "next",
    tail: rendered.slice(found.index + found[0].length),
  };
}

/** Before the first new message: a sentinel that a new message quotes is not the probe's. */
function lastProbePosition(rendered: string): number {
  const mark = rendered.indexOf(markMessage(FIRST_NEW_MESSAGE));
  return mark < 0 ? rendered.length : mark;
}
