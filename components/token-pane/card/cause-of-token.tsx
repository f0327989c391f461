"use client";

import { CauseButton } from "@/components/causes/cause-button";
import { nodeOfTurn } from "@/lib/core/diff/signal-takers";
import type { TokenSpan } from "@/lib/core/tokens/token-span";
import { realignedCause } from "@/lib/core/verdict/session-verdict";
import type { CardSource } from "./card-source";

/** The way from a token that does not train to the card of what kept it from training. */
export function CauseOfToken({
  source,
  span,
}: {
  readonly source: Pick<CardSource, "model">;
  readonly span: TokenSpan;
}) {
  const { view } = source.model;
  if (span.state !== "realigned" && span.state !== "refused" && span.state !== "dropped") return null;
  const isRealigned = span.state === "realigned";
  const turn = isRealigned ? span.by_turn : span.turn;
  const cause = isRealigned ? realignedCause(view, turn) : span.reason;
  return (
    <span className="self-start">
      <CauseButton asked={{ did: span.state, cause, node: nodeOfTurn(view, turn) }}>
        <span className="underline decoration-line-strong underline-offset-4">
          What did it, and what heals it
        </span>
      </CauseButton>
    </span>
  );
}
