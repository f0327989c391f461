import { createHash } from "node:crypto";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { writeEvidence } from "@/lib/core/recording/evidence-column";
import { writeSegments, writeWeightSpans } from "@/lib/core/recording/generation-part";
import type { Turn } from "@/lib/core/recording/turn";

/** The chain of a session in which no turn has evidence yet. */
const NO_EVIDENCE = new Uint8Array(32);

type Told = Pick<Turn, "index" | "weightSpans" | "segments" | "evidence">;

/**
 * One more link of a session's chain of evidence: SHA-256 over the chain so far and what the turn holds of weights,
 * segments and columns, the columns by their digests. A turn without any leaves the chain as it is. So the chain over
 * the digests of tokens stays what it was before evidence was kept.
 */
export function nextEvidenceLink(before: Uint8Array | null, turn: Told): Uint8Array<ArrayBuffer> | null {
  const { index, weightSpans, segments, evidence } = turn;
  if (weightSpans === null && segments === null && evidence === null) {
    return before === null ? null : Uint8Array.from(before);
  }
  const told = stringifyJson({
    turn: index,
    weight_spans: weightSpans && writeWeightSpans(weightSpans),
    segments: segments && writeSegments(segments),
    evidence: evidence && writeEvidence(evidence),
  });
  return Uint8Array.from(
    createHash("sha256")
      .update(before ?? NO_EVIDENCE)
      .update(told)
      .digest(),
  );
}
