import type { Policy } from "@/lib/core/policy/policy";
import type { BuilderPlan, Segment } from "./builder-plan";
import { headOf } from "./clip-segment";
import { type Claims, cutLength } from "./decide-claims";
import type { RefusedRun } from "./refused-runs";
import type { SampleSpan, SpanProvenance } from "./sample";
import { segmentsOf } from "./segments-of";

/** What is needed to say what became of a token. Builders are named by their position in `plans`. */
export interface SpanContext {
  readonly plans: readonly BuilderPlan[];
  readonly claims: Claims;
  /** Index in `samples` of the sample that a builder gives; null when it gives none. */
  readonly sampleOf: readonly (number | null)[];
  readonly policy: Pick<Policy, "max_sample_tokens">;
  /** Spans of runs that mean the same in every builder, made for one and found again by those that fork from it. */
  readonly shared: Map<Segment, readonly SampleSpan[]>;
  refusedOf(turn: number): readonly RefusedRun[];
}

/** The spans of the sample that a builder gives, cut to the policy's length. */
export function sampleSpans(context: SpanContext, builder: number): SampleSpan[] {
  const plan = context.plans[builder];
  if (plan === undefined) throw new RangeError(`No builder ${builder}`);
  const spans: SampleSpan[] = [];
  for (const segment of headOf(segmentsOf(plan), cutLength(plan, context.policy))) {
    for (const span of spansOf(context, builder, segment)) spans.push(span);
  }
  return spans;
}

function spansOf(context: SpanContext, builder: number, segment: Segment): readonly SampleSpan[] {
  // A builder's own turns train by its own claims, and so there alone.
  if (segment.kind === "output") return sampledSpans(context, builder, segment);
  const known = context.shared.get(segment);
  if (known !== undefined) return known;
  const made = sharedSpans(context, builder, segment);
  context.shared.set(segment, made);
  return made;
}

function sharedSpans(context: SpanContext, builder: number, segment: Segment): readonly SampleSpan[] {
  const { start, length } = segment;
  switch (segment.kind) {
    case "context":
      return [{ state: "context", start, length }];
    case "scaffold":
      return [{ state: "scaffold", reason: segment.reason, start, length }];
    case "realigned":
      return [{ state: "realigned", ...segment.loss, start, length }];
    case "output":
    case "carried":
      return sampledSpans(context, builder, segment);
    default:
      return segment satisfies never;
  }
}

type SampledSegment = Extract<Segment, { kind: "output" | "carried" }>;

/** Splits a run of sampled tokens where their fate changes. */
function sampledSpans(context: SpanContext, builder: number, segment: SampledSegment): SampleSpan[] {
  const { turn } = segment;
  const end = segment.outputStart + segment.length;
  const refused = context.refusedOf(turn);
  const claims = context.claims.of(turn);
  const trainsFrom =
    segment.kind === "output" ? context.claims.trainsFrom(builder, turn) : Number.POSITIVE_INFINITY;
  const isWholeTrained = trainsFrom <= segment.outputStart && refused.length === 0;
  if (isWholeTrained) {
    const { outputStart, start, length } = segment;
    return [{ state: "trained", turn, outputStart, start, length }];
  }
  const spans: SampleSpan[] = [];
  for (let at = segment.outputStart; at < end; ) {
    const run = provenanceAt(context, { turn, at, trainsFrom, refused, claims });
    const to = Math.min(end, run.to);
    spans.push({ ...run.provenance, start: segment.start + at - segment.outputStart, length: to - at });
    at = to;
  }
  return spans;
}

interface Position {
  readonly turn: number;
  readonly at: number;
  readonly trainsFrom: number;
  readonly refused: readonly RefusedRun[];
  readonly claims: ReturnType<Claims["of"]>;
}

/** The provenance of one output position, and the position up to which it holds. */
function provenanceAt(context: SpanContext, position: Position): { provenance: SpanProvenance; to: number } {
  const { turn, at, trainsFrom, refused, claims } = position;
  const refusal = refused.find((run) => run.to > at);
  if (refusal !== undefined && refusal.from <= at) {
    return {
      provenance: { state: "refused", turn, outputStart: at, reason: refusal.reason },
      to: refusal.to,
    };
  }
  const nextRefusal = refusal?.from ?? Number.POSITIVE_INFINITY;
  if (at >= trainsFrom) return { provenance: { state: "trained", turn, outputStart: at }, to: nextRefusal };
  const claim = claims.find((candidate) => candidate.to > at);
  const fate = claim === undefined ? UNCLAIMED : fateAt(context, claim.builder, turn, at);
  const to = Math.min(nextRefusal, trainsFrom, claim?.to ?? Number.POSITIVE_INFINITY, fate.to);
  const { claimedBy, outcome } = fate;
  return { provenance: { state: "reemitted", turn, outputStart: at, claimedBy, outcome }, to };
}

type Fate = Pick<Extract<SpanProvenance, { state: "reemitted" }>, "claimedBy" | "outcome"> & {
  readonly to: number;
};

const UNCLAIMED: Fate = { claimedBy: null, outcome: "dropped", to: Number.POSITIVE_INFINITY };

/**
 * What became of an output position in the builder that holds the claim on it. A cut falls on the same token in every
 * builder, so a token that is shown here was not cut there.
 */
function fateAt(context: SpanContext, builder: number, turn: number, at: number): Fate {
  const plan = context.plans[builder];
  const claimedBy = context.sampleOf[builder] ?? null;
  if (plan === undefined || claimedBy === null) return UNCLAIMED;
  const kept = plan.outputs.get(turn)?.length ?? 0;
  if (at >= kept) return { claimedBy, outcome: "realigned", to: Number.POSITIVE_INFINITY };
  return { claimedBy, outcome: "trained", to: kept };
}
