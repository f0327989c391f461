import { commonPrefixLength } from "@/lib/core/base/common-prefix-length";
import { refuseGraft } from "./graft-refusal";
import { PROVEN, type Proof } from "./proof";

/**
 * Proves that a prompt begins with all of an anchor's prompt ids and all of its sampled ids. The whole prefix is
 * compared: a million ids take about two milliseconds, and a look at its end alone proves nothing.
 *
 * @example provePrefix(Int32Array.of(1, 2, 3), Int32Array.of(1), Int32Array.of(2)).type === "proven"
 */
export function provePrefix(prompt: Int32Array, anchorPrompt: Int32Array, anchorOutput: Int32Array): Proof {
  const inPrompt = commonPrefixLength(prompt, anchorPrompt);
  if (inPrompt < anchorPrompt.length) return differs(inPrompt, "the anchor's prompt");
  const rest = prompt.subarray(anchorPrompt.length);
  const inOutput = commonPrefixLength(rest, anchorOutput);
  if (inOutput < anchorOutput.length)
    return differs(anchorPrompt.length + inOutput, "what the anchor sampled");
  return PROVEN;
}

function differs(position: number, what: string): Proof {
  return refuseGraft("prefix_differs", `At position ${position} the prompt departs from ${what}.`);
}
