import type { TurnView } from "@/lib/core/view/session-view";

/** A turn of a view for tests: delivered, with log-probs, and nothing out of the ordinary. */
export function plainTurn(facts: Partial<TurnView> = {}): TurnView {
  return {
    index: 1,
    node: null,
    prompt_tokens: 4,
    output_tokens: 2,
    log_probs: "recorded",
    finish_reason: "stop",
    delivery: "delivered",
    deliveries: 1,
    auxiliary: "none",
    refusal: null,
    ill_formed: null,
    prompt_build: "render",
    retry_of: null,
    sub_agent: null,
    spawned_by: null,
    side_call: null,
    weight_version: null,
    weight_spans: null,
    evidence: [],
    accepted_rewrites: [],
    drift: null,
    graft_refusal: null,
    ...facts,
  };
}
