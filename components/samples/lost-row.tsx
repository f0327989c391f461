"use client";

import type { ReactNode } from "react";
import type { SessionModel } from "@/components/session/session-model";
import { useShowMessage } from "@/components/session/use-show-message";
import { STATE_WORDS } from "@/components/ui/state-words";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { nodeOfTurn } from "@/lib/core/diff/signal-takers";
import type { LostMaterial, LostTurn } from "./lost-material";

/** More turns than this are counted instead of listed. */
const LISTED_TURNS = 6;

/** Sampled tokens that no sample trains, why, and the way to the turns that lost them and to those that took them. */
export function LostRow({
  material,
  model,
}: {
  readonly material: LostMaterial;
  readonly model: SessionModel;
}) {
  const { state, reason, tokens, turns } = material;
  const { glyph, label } = STATE_WORDS[state];
  const listed = turns.slice(0, LISTED_TURNS);
  return (
    <p className="flex items-center gap-3 border border-transparent px-2 py-1 text-xs text-ink-2">
      <span aria-hidden className="w-8 shrink-0 text-ink-3">
        {glyph}
      </span>
      <span aria-hidden className={`cell-${state} h-2 w-8 shrink-0 rounded-xs`} />
      <span className="min-w-0">
        <span className="font-medium text-ink">
          {formatCount(tokens)} {label}
        </span>{" "}
        in{" "}
        {listed.map((turn, at) => (
          <span key={`${turn.turn} ${turn.by}`}>
            {at > 0 && ", "}
            <TurnPair turn={turn} model={model} />
          </span>
        ))}
        {turns.length > listed.length && ` and ${plural(turns.length - listed.length, "more turn")}`}:{" "}
        {reason}.
      </span>
    </p>
  );
}

/** The turn that lost tokens and, where a later prompt took them, the way to that difference. */
function TurnPair({ turn: { turn, by }, model }: { readonly turn: LostTurn; readonly model: SessionModel }) {
  return (
    <>
      <TurnButton turn={turn} model={model}>
        turn {turn}
      </TurnButton>
      {by !== null && (
        <>
          {" "}
          (
          <TurnButton turn={by} model={model} tab="diff">
            the prompt of turn {by}
          </TurnButton>
          )
        </>
      )}
    </>
  );
}

function TurnButton({
  turn,
  model,
  tab,
  children,
}: {
  readonly turn: number;
  readonly model: SessionModel;
  readonly tab?: "diff";
  readonly children: ReactNode;
}) {
  const showMessage = useShowMessage();
  const node = nodeOfTurn(model.view, turn);
  if (node === null) return children;
  return (
    <button
      type="button"
      title={tab ? `How the prompt of turn ${turn} departs from what was held` : `The answer of turn ${turn}`}
      onClick={() => showMessage(node, tab)}
      className="text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink"
    >
      {children}
    </button>
  );
}
