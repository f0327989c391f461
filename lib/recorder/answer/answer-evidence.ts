import { createHash } from "node:crypto";
import { littleEndian } from "@/lib/core/base/little-endian";
import { columnFault } from "@/lib/core/evidence/column-fault";
import { entropyOf } from "@/lib/core/evidence/entropy-of";
import type { EvidenceSettings } from "@/lib/core/evidence/evidence-settings";
import { encodeTokenLists } from "@/lib/core/evidence/token-lists";
import type { EvidenceColumn } from "@/lib/core/recording/evidence-column";
import type { GenerationEvent, RoutedExperts } from "@/lib/engine/engine";
import { likeliestTokens } from "@/lib/engine/likeliest-tokens";

/** A column of evidence and its bytes. */
export interface EvidenceBlob {
  readonly column: EvidenceColumn;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What an engine told of an answer's tokens that was asked for, and why a part of it is not kept. */
export interface ToldEvidence {
  readonly blobs: readonly EvidenceBlob[];
  readonly faults: readonly string[];
}

/** Where an answer stands, in tokens. */
interface PlaceInTurn {
  readonly promptTokens: number;
  /** Ids that belong to the answer. */
  readonly kept: number;
}

type Part = Pick<EvidenceColumn, "kind" | "start" | "shape"> & { readonly bytes: Uint8Array<ArrayBuffer> };

/** The columns of an answer's evidence. One whose lengths are not those of the ids is left out. */
export function answerEvidence(
  generation: GenerationEvent | null,
  asked: EvidenceSettings,
  place: PlaceInTurn,
): ToldEvidence {
  if (generation === null || place.kept === 0) return { blobs: [], faults: [] };
  const blobs: EvidenceBlob[] = [];
  const faults: string[] = [];
  for (const { bytes, ...part } of partsOf(generation, asked, place)) {
    const digest = createHash("sha256").update(bytes).digest("hex");
    const column = { ...part, bytes: bytes.length, digest };
    const fault = columnFault(column, { promptTokens: place.promptTokens, sampledTokens: place.kept });
    if (fault === null) blobs.push({ column, bytes });
    else faults.push(fault);
  }
  return { blobs, faults };
}

function partsOf(
  { topLogProbs, support, experts }: GenerationEvent,
  asked: EvidenceSettings,
  { promptTokens, kept }: PlaceInTurn,
): readonly Part[] {
  const parts: Part[] = [];
  if (asked.top > 0 && topLogProbs) {
    const lists = topLogProbs.slice(0, kept).map((tokens) => likeliestTokens(tokens, asked.top));
    parts.push({ kind: "top", start: 0, ...encodeTokenLists(lists) });
  }
  const drawn = support?.slice(0, kept) ?? [];
  const entropy = Float64Array.from(drawn, entropyOf);
  if (asked.entropy && entropy.some((value) => !Number.isNaN(value))) {
    parts.push({
      kind: "entropy",
      start: 0,
      shape: [entropy.length],
      bytes: littleEndian.fromFloats(entropy),
    });
  }
  if (asked.support && support) parts.push({ kind: "support", start: 0, ...encodeTokenLists(drawn) });
  if (asked.experts && experts) parts.push(expertsPart(experts, promptTokens + kept - 1));
  return parts;
}

/** @param end Position behind the last token whose experts belong to the answer. */
function expertsPart({ start, tokens, values }: RoutedExperts, end: number): Part {
  const width = tokens === 0 ? 0 : values.length / tokens;
  const rows = Math.max(0, Math.min(tokens, end - start));
  const kept = values.subarray(0, rows * width);
  const isSmall = kept.every((expert) => expert >= 0 && expert < 256);
  const bytes = isSmall ? Uint8Array.from(kept) : littleEndian.fromIds(kept);
  return { kind: "experts", start, shape: [rows, width], bytes };
}
