import type { Policy } from "@/lib/core/policy/policy";
import type { BuilderPlan, Segment } from "./builder-plan";
import type { RefusedRun } from "./refused-runs";
import type { DropReason } from "./sample";

/** Output positions `[from, to)` of a turn, held by a builder. */
export interface Claim {
  readonly from: number;
  readonly to: number;
  readonly builder: number;
}

/** Who trains what. Builders are named by their position in the plan. */
export interface Claims {
  /** Why a builder gives no sample; null if it gives one. */
  readonly leftOut: readonly (DropReason | null)[];
  /** First output position of a turn that trains in a builder; a later one trains too, unless cut or refused. */
  trainsFrom(builder: number, turn: number): number;
  /** Claims on a turn's output, in order of position. They run past the cut, which falls on the same token in every builder. */
  of(turn: number): readonly Claim[];
}

type ClaimPolicy = Pick<Policy, "claims" | "train_once" | "max_sample_tokens" | "min_trained_tokens">;

/**
 * Decides which builder trains which sampled token, and which builders give samples. With `claims: "turn"` this is
 * rules 6 and 7 of docs/samples.md. The first builder that takes a turn in holds it for good, and a builder is judged
 * before it is cut. With `claims: "token"` builders are judged after realignment and cutting. The tokens that one of
 * them lost are free for the next.
 */
export function decideClaims(
  plans: readonly BuilderPlan[],
  refusedOf: (turn: number) => readonly RefusedRun[],
  policy: ClaimPolicy,
): Claims {
  const book = new ClaimBook(refusedOf, policy);
  const leftOut = plans.map((plan, builder) =>
    policy.claims === "turn" ? book.claimTurns(plan, builder) : book.claimTokens(plan, builder),
  );
  return {
    leftOut,
    trainsFrom: (builder, turn) => book.from[builder]?.get(turn) ?? Number.POSITIVE_INFINITY,
    of: (turn) => book.claims.get(turn) ?? [],
  };
}

/** Where a sample made of this builder ends. */
export function cutLength(plan: BuilderPlan, policy: Pick<Policy, "max_sample_tokens">): number {
  return policy.max_sample_tokens > 0 ? Math.min(plan.length, policy.max_sample_tokens) : plan.length;
}

class ClaimBook {
  readonly claims = new Map<number, Claim[]>();
  readonly from: Map<number, number>[] = [];

  constructor(
    private readonly refusedOf: (turn: number) => readonly RefusedRun[],
    private readonly policy: ClaimPolicy,
  ) {}

  claimTurns(plan: BuilderPlan, builder: number): DropReason | null {
    const from = new Map<number, number>();
    this.from.push(from);
    for (const turn of plan.turns) {
      const isFirst = !this.claims.has(turn);
      if (isFirst) this.claims.set(turn, [{ from: 0, to: Number.POSITIVE_INFINITY, builder }]);
      if (isFirst || !this.policy.train_once) from.set(turn, 0);
    }
    if (this.count(plan.segments, from, plan.length) === 0) return "no_trained_token";
    const trained = this.count(plan.segments, from, cutLength(plan, this.policy));
    return trained < this.policy.min_trained_tokens ? "below_min_trained_tokens" : null;
  }

  claimTokens(plan: BuilderPlan, builder: number): DropReason | null {
    const from = new Map<number, number>();
    this.from.push(from);
    for (const turn of plan.turns) from.set(turn, this.policy.train_once ? this.heldUpTo(turn) : 0);
    const trained = this.count(plan.segments, from, cutLength(plan, this.policy));
    if (trained === 0 || trained < this.policy.min_trained_tokens) {
      from.clear();
      return trained === 0 ? "no_trained_token" : "below_min_trained_tokens";
    }
    for (const segment of plan.segments) {
      if (segment.kind !== "output") continue;
      const held = this.heldUpTo(segment.turn);
      if (segment.length <= held) continue;
      const claims = this.claims.get(segment.turn) ?? [];
      this.claims.set(segment.turn, [...claims, { from: held, to: segment.length, builder }]);
    }
    return null;
  }

  /** A builder holds an answer from its first token on, so what is claimed of a turn is a prefix of its output. */
  private heldUpTo(turn: number): number {
    return this.claims.get(turn)?.at(-1)?.to ?? 0;
  }

  /** Tokens that would train in `[0, end)` of a builder. */
  private count(segments: readonly Segment[], from: ReadonlyMap<number, number>, end: number): number {
    let trained = 0;
    for (const segment of segments) {
      if (segment.kind !== "output") continue;
      const first = from.get(segment.turn) ?? Number.POSITIVE_INFINITY;
      const last = Math.min(segment.length, end - segment.start);
      if (first >= last) continue;
      trained += last - first;
      for (const run of this.refusedOf(segment.turn)) {
        trained -= Math.max(0, Math.min(run.to, last) - Math.max(run.from, first));
      }
    }
    return trained;
  }
}
