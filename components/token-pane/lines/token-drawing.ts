import type { TokenRange } from "@/components/marks/token-range";
import type { LineLayout } from "@/components/token-pane/layout/line-layout";
import type { OverlayStep } from "@/components/token-pane/reads/overlays";
import type { SampleNode } from "@/components/token-pane/reads/sample-nodes";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { sampleName } from "@/lib/core/tokens/explain-token";
import type { TokenSpan } from "@/lib/core/tokens/token-span";
import type { ForkKind } from "@/lib/core/tree/tree";

/** Everything that the lines of a sample are drawn from; a line is drawn again only when this changes. */
export interface TokenDrawing {
  readonly tokens: SampleTokens;
  readonly layout: LineLayout;
  readonly codes: Uint8Array;
  readonly steps: readonly OverlayStep[];
  readonly nodes: readonly SampleNode[];
  /** By token: what stands above it, `S1` where a stretch begins that another sample holds. */
  readonly notes: ReadonlyMap<number, string>;
  /** By token: why the session forks there. */
  readonly forks: ReadonlyMap<number, readonly ForkKind[]>;
  /** What a realign changed, in order. */
  readonly changes: readonly TokenRange[];
  /** Whether lines are drawn between the tokens. */
  readonly apart: boolean;
}

/** Names of the samples that hold re-emitted stretches, by the stretch's first token. */
export function spanNotes(spans: readonly TokenSpan[]): ReadonlyMap<number, string> {
  return new Map(
    spans.flatMap((span) =>
      span.state === "reemitted" && span.claimed_by !== null
        ? [[span.start, sampleName(span.claimed_by)] as const]
        : [],
    ),
  );
}

/** Where the sample's path leaves another one: by token, the kinds of fork of the message that begins there. */
export function forkPlaces(nodes: readonly SampleNode[]): ReadonlyMap<number, readonly ForkKind[]> {
  return new Map(
    nodes.flatMap(({ start, node }) =>
      start > 0 && node.forks.length > 0 ? [[start, node.forks] as const] : [],
    ),
  );
}
