import { plural } from "@/lib/core/base/format-count";
import { REFUSAL_WORDS } from "@/lib/core/tokens/explain-token";
import type { NodeView, TurnView } from "@/lib/core/view/session-view";
import type { TurnDrift } from "@/lib/core/view/turn-drift";
import { sideCallRemark } from "./side-call-remark";

/** What is out of the ordinary about a turn, in sentences; nothing when all is as it should be. */
export function turnRemarks(turn: TurnView | undefined, node: NodeView): readonly string[] {
  const remarks: (string | false | null | undefined)[] = [
    node.fork_cause && `The session forks here. Cause: ${node.fork_cause}.`,
    node.merged_rewrite &&
      `The client rewrote the answer of turn ${node.merged_rewrite.abandonedTurnIndex}; the policy merged the rewrite, so ${plural(node.merged_rewrite.abandonedResponseTokens, "sampled token")} are in no sample.`,
    turn && turn.output_tokens === 0 && "No token ids are recorded for this answer, so it cannot be trained.",
    turn && turn.output_tokens > 0 && turn.log_probs !== "recorded" && `Its log-probs are ${turn.log_probs}.`,
    turn?.drift && driftRemark(turn.drift),
    turn?.graft_refusal && `Its prompt was rendered in full: ${turn.graft_refusal}`,
    turn?.refusal && `The recorder refused it: ${REFUSAL_WORDS[turn.refusal]}.`,
    turn?.ill_formed && `Its output does not parse: ${turn.ill_formed}.`,
    turn?.finish_reason === "length" && "The answer was cut off by the length limit.",
    turn?.finish_reason === "abort" && "The answer was aborted.",
    turn?.delivery === "undelivered" && "The client went away before the reply was whole.",
    turn?.delivery === "partly_delivered" && "The client received only a part of the reply.",
    turn && sideCallRemark(turn),
    turn?.retry_of !== null && turn?.retry_of !== undefined && `Asks turn ${turn.retry_of} again.`,
    turn?.spawned_by && `Spawned by the call of ${turn.spawned_by.tool} in turn ${turn.spawned_by.turn}.`,
    turn?.sub_agent && `Made by the sub-agent "${turn.sub_agent}".`,
  ];
  return remarks.filter((remark) => typeof remark === "string");
}

function driftRemark({ kind, divergence, changed_tokens, cause }: TurnDrift): string {
  const changed = `${plural(changed_tokens, "held token")} from token ${divergence} on (${cause})`;
  return kind === "spared"
    ? `Spared: a full render of its prompt would have changed ${changed}.`
    : `Changed tokens: its prompt was rendered afresh and changed ${changed}.`;
}
