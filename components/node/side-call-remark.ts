import { plural } from "@/lib/core/base/format-count";
import type { TurnView } from "@/lib/core/view/session-view";
import type { SideCallView } from "@/lib/core/view/side-call-view";

/** How a call beside the conversation was told and what it cost; null for a turn that always was part of it. */
export function sideCallRemark({ auxiliary, side_call: call }: TurnView): string | null {
  if (call === null) return null;
  const before = call.recorded_as === null ? "" : ` It was recorded as ${kindWords(call.recorded_as)}.`;
  if (auxiliary === "none") return `Part of the conversation, by the rules as they are now.${before}`;
  return `A side call (${auxiliary.replaceAll("_", " ")}), not part of the conversation proper.${toldBy(call)}${before} ${costOf(call)}`;
}

function kindWords(kind: TurnView["auxiliary"]): string {
  return kind === "none" ? "part of the conversation" : `a side call (${kind.replaceAll("_", " ")})`;
}

function toldBy({ rule, evidence }: SideCallView): string {
  return rule === null || evidence === null ? "" : ` Told by the rule ${rule}: ${evidence}.`;
}

function costOf({ prompt_tokens, cached_tokens, sampled_tokens }: SideCallView): string {
  const cached = cached_tokens ? `, ${cached_tokens} of them cached,` : "";
  return `It cost ${plural(prompt_tokens, "prompt token")}${cached} and ${plural(sampled_tokens, "sampled token")}.`;
}
