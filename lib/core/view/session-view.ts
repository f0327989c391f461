import type { DriftCause } from "@/lib/core/causes/drift-cause";
import type { SpawningCall } from "@/lib/core/causes/spawning-calls";
import type { JsonObject } from "@/lib/core/json/json-value";
import type { Role } from "@/lib/core/message/message";
import type { Policy } from "@/lib/core/policy/policy";
import type { EvidenceKind } from "@/lib/core/recording/evidence-column";
import type {
  AuxiliaryKind,
  Delivery,
  FinishReason,
  PromptBuild,
  RefusalReason,
} from "@/lib/core/recording/turn";
import type { WeightSpan } from "@/lib/core/recording/weight-span";
import type { LostRun } from "@/lib/core/samples/sample";
import type { ForkKind, MergedRewrite } from "@/lib/core/tree/tree";
import type { SideCallView } from "./side-call-view";
import type { TurnDrift } from "./turn-drift";

/** Number of tokens per state, in the order of `TOKEN_STATES`. */
export type StateCounts = readonly number[];

/**
 * A message node as the page draws it. Nodes stand in order of insertion, so that a recording that grows only ever
 * appends; `parent` points into the same list.
 */
export interface NodeView {
  readonly id: string;
  /** Position of the parent in `nodes`; -1 for a root. */
  readonly parent: number;
  readonly depth: number;
  readonly role: Role;
  /** The turn that sampled it; null for a routing-only node. */
  readonly turn: number | null;
  /** The turn that brought it into the tree. */
  readonly first_turn: number;
  /** Start of the message's text, or of its first tool call. */
  readonly preview: string;
  readonly tool_calls: readonly string[];
  readonly forks: readonly ForkKind[];
  /** Why it forks, as the classifier names it; null where it does not. */
  readonly fork_cause: DriftCause | null;
  /** Null when the message's start was not recorded. */
  readonly tokens: number | null;
  /**
   * The fate of the node's own tokens over all samples. A generated node counts its sampled tokens, each once. A
   * routing-only node counts its context tokens.
   */
  readonly counts: StateCounts;
  readonly drift_spans: number;
  readonly merged_rewrite: MergedRewrite | null;
}

/** The part of a sample that belongs to one node. */
export interface SampleCell {
  /** Position in `nodes`. */
  readonly node: number;
  readonly start: number;
  readonly length: number;
  readonly counts: StateCounts;
}

/** One sample as the ribbon draws it. */
export interface SampleView {
  readonly index: number;
  /** Position in `nodes` of the last node whose tokens it holds. */
  readonly leaf: number;
  readonly turns: readonly number[];
  readonly cells: readonly SampleCell[];
  readonly length: number;
  readonly response_length: number;
  readonly trained_tokens: number;
  readonly reward: number | JsonObject | null;
  readonly truncated: boolean;
  readonly use_tool: boolean;
  readonly ill_formed: boolean;
}

/** Facts of a turn that the page shows beside its node. */
export interface TurnView {
  readonly index: number;
  /** Position in `nodes`; null when the policy merged the turn away or has no node for it. */
  readonly node: number | null;
  readonly prompt_tokens: number;
  readonly output_tokens: number;
  readonly log_probs: "recorded" | "partly recorded" | "not recorded";
  readonly finish_reason: FinishReason;
  readonly delivery: Delivery;
  /** How often the reply was sent: once more for each retry that it answered. */
  readonly deliveries: number;
  readonly auxiliary: AuxiliaryKind;
  /** How a call beside the conversation was told and what it cost; null for a turn that always was part of it. */
  readonly side_call: SideCallView | null;
  readonly refusal: RefusalReason | null;
  readonly ill_formed: string | null;
  readonly prompt_build: PromptBuild;
  readonly retry_of: number | null;
  readonly sub_agent: string | null;
  /** The tool call that spawned the sub-agent whose conversation this turn opens; null where it opens none. */
  readonly spawned_by: SpawningCall | null;
  readonly weight_version: string | null;
  /** The weights of its sampled tokens, where they changed in mid-answer; null where one version sampled all. */
  readonly weight_spans: readonly WeightSpan[] | null;
  /** Which evidence was recorded of its tokens. */
  readonly evidence: readonly EvidenceKind[];
  /** What was forgiven where the client echoed a message in another spelling. */
  readonly accepted_rewrites: readonly string[];
  /** What the other way to build its prompt would have changed, or did change; null where nothing differs. */
  readonly drift: TurnDrift | null;
  /** Why its prompt was not grafted; null where it was, or was not tried. */
  readonly graft_refusal: string | null;
}

/** The ledger: `trained + realigned + refused + dropped === sampled`. */
export interface LedgerView {
  readonly sampled: number;
  readonly trained: number;
  readonly realigned: number;
  readonly refused: number;
  readonly dropped: number;
  readonly trained_twice: number;
  readonly balanced: boolean;
  readonly lost: readonly LostRun[];
}

/** A session under one policy: structure and counts, no token arrays. What `GET /api/sessions/{id}/tree` answers. */
export interface SessionView {
  readonly policy: Policy;
  readonly nodes: readonly NodeView[];
  readonly turns: readonly TurnView[];
  readonly samples: readonly SampleView[];
  readonly ledger: LedgerView;
}
