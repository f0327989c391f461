import type { SideCallEvidence } from "@/lib/core/recording/side-call-evidence";
import type { AuxiliaryKind } from "@/lib/core/recording/turn";
import { saysConversation } from "./client-rules";
import { SIDE_CALL_RULES } from "./side-call-rules";
import type { ToldCall } from "./told-call";

/** What a call counts as, and why; of an ordinary one there is nothing to say. */
export interface ToldKindOfCall {
  readonly kind: AuxiliaryKind;
  readonly sideCall: SideCallEvidence | null;
}

const ORDINARY: ToldKindOfCall = { kind: "none", sideCall: null };

/**
 * Tells whether a call is part of the conversation: first by what its client says of it, then by its shape with words
 * beside it, never by its size alone. Rules not in `enabled` are not asked. Pure: a recorded turn is told as the call
 * was.
 *
 * @example
 * tellSideCall(claudesQuotaProbe, allRules).kind; // "quota_probe"
 */
export function tellSideCall(call: ToldCall, enabled: ReadonlySet<string>): ToldKindOfCall {
  const isConversation = saysConversation(call);
  for (const { name, kind, by, evidence } of SIDE_CALL_RULES) {
    if (!enabled.has(name) || (isConversation && by === "shape")) continue;
    const seen = evidence(call);
    if (seen !== null) return { kind, sideCall: { rule: name, evidence: seen } };
  }
  return ORDINARY;
}
