import type { Message } from "@/lib/core/message/message";
import type { Delivery, Turn } from "@/lib/core/recording/turn";

/** A message of a live session's history, shared by every call that runs through it. */
export interface TreeNode {
  readonly message: Message;
  /** The turn that sampled it; null for a message that came in a prompt. */
  readonly turn: SampledTurn | null;
  readonly children: TreeNode[];
}

/** A turn as a live session keeps it at hand. */
export interface SampledTurn {
  readonly recorded: Turn;
  delivery: Delivery;
  /** How often its reply was sent. */
  deliveries: number;
  /** Whether a later call holds the answer: its client has received it. */
  isEchoed: boolean;
}

/** Whether a node is an answer that did not reach the client whole. */
export function isLost({ turn }: TreeNode): boolean {
  return turn?.delivery === "undelivered" || turn?.delivery === "partly_delivered";
}
