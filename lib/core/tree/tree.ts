import type { Message, Role } from "@/lib/core/message/message";

/** Short leaf that a client rewrote and the policy demoted instead of forking. */
export interface MergedRewrite {
  readonly abandonedTurnIndex: number;
  readonly abandonedResponseTokens: number;
}

/** Why a node has siblings or starts a root; finer causes are given by the classifier. */
export type ForkKind = "root" | "branch" | "rewrite" | "token_drift";

/** A message in the session's tree under one policy. */
export interface MessageNode {
  /** Hash of the path of messages from the root: one id wherever the node appears. */
  readonly id: string;
  readonly role: Role;
  readonly message: Message | null;
  /** The turn that sampled it, from 1; null for a routing-only node. */
  readonly turnIndex: number | null;
  readonly generated: boolean;
  readonly mergedRewrite: MergedRewrite | null;
  readonly children: readonly MessageNode[];
}
