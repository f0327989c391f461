import type { TokenOwner } from "@/lib/core/tokens/asked-token-columns";
import type { InspectedSession } from "./inspect-session";

/** What tokens are asked of: a turn, a node or a sample, named as `TokenOwner` names them. */
export type AskedOwner = Extract<TokenOwner, { readonly of: "turn" | "sample" }> | AskedNode;

interface AskedNode {
  readonly of: "node";
  readonly node: string;
}

/**
 * The tokenizer of what is asked for: that of the model which sampled the turn, else the session's. A node that came in
 * a prompt has that of the turn which brought it.
 */
export function tokenizerOf({ record, recording, view }: InspectedSession, asked: AskedOwner): string {
  const turn = turnOf(view, asked);
  return recording.turns[(turn ?? 0) - 1]?.served?.tokenizer ?? record.tokenizer;
}

function turnOf(view: InspectedSession["view"], asked: AskedOwner): number | null {
  switch (asked.of) {
    case "turn":
      return asked.turn;
    case "node": {
      const node = view.nodes.find(({ id }) => id === asked.node);
      return node === undefined ? null : (node.turn ?? node.first_turn);
    }
    case "sample":
      return view.samples[asked.sample]?.turns[0] ?? null;
    default:
      return asked satisfies never;
  }
}
