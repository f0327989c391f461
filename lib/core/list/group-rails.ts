import type { GradientUnit } from "@/lib/core/lab/gradient-weights";
import type { Lane } from "@/lib/core/lab/rollout-lanes";
import type { GroupSession } from "./group-view";

/** A rollout of a group beside the others. */
export interface RailRollout
  extends Pick<GroupSession, "id" | "reward" | "advantage" | "outcome" | "samples"> {
  /** Of the group's gradient, 0 to 1. */
  readonly share: number;
  /** What a trained token of each sample weighs, 0 to 1 of the heaviest token of the group. */
  readonly weights: readonly number[];
  /** Its samples on the group's axis; null where it is too long to be drawn beside others. */
  readonly lanes: readonly Lane[] | null;
}

/** A group as its gradient sees it. */
export interface GroupRails {
  readonly unit: GradientUnit;
  /** What all its rollouts were asked; empty when not known. */
  readonly prompt: string;
  /** Whether its rewards are all alike, so that nothing in it trains. */
  readonly isDead: boolean;
  /** Tokens of the longest sample that is drawn. */
  readonly axis: number;
  /** The best reward first; those without one last. */
  readonly rollouts: readonly RailRollout[];
}
