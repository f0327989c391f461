import type { Message } from "@/lib/core/message/message";
import { type GraftRefusal, refuseGraft } from "@/lib/core/proof/graft-refusal";
import { PROBE_QUESTION, SENTINEL } from "./probe-conversation";
import { leadingResults } from "./shape";
import type { SplitProbe } from "./split-probe";

/**
 * Takes a rendered probe apart that holds no marks. The head ends with the user's question, and a closer that opens a
 * message, as the model's family says, belongs to the next one. A probe in which the sentinel stands elsewhere than in
 * the answer says nothing: a new message may quote it.
 *
 * @param messages The new messages.
 * @param closers Finds the names of end-of-turn tokens.
 */
export function splitUnmarkedProbe(
  rendered: string,
  messages: readonly Message[],
  closers: RegExp,
  isOpener: (name: string) => boolean,
): SplitProbe | GraftRefusal {
  const question = rendered.indexOf(PROBE_QUESTION);
  const spoken = rendered.split(SENTINEL).length - 1;
  const sentinel = rendered.lastIndexOf(SENTINEL);
  const answers = Math.max(leadingResults(messages.map(({ role }) => ({ role, calls: 0 }))), 1);
  if (question < 0 || spoken !== answers || sentinel < question) {
    return refuseGraft("probe_unreadable", "The template does not print the probe's answer once.");
  }
  closers.lastIndex = sentinel + SENTINEL.length;
  const found = closers.exec(rendered);
  if (found === null) return refuseGraft("no_closer", "No end-of-turn token follows the answer.");
  return {
    type: "split",
    head: rendered.slice(0, question + PROBE_QUESTION.length),
    closer: found[0],
    belongsTo: isOpener(found[0]) ? "next" : "answer",
    tail: rendered.slice(found.index + found[0].length),
  };
}
