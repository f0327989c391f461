import { pathTo } from "@/lib/core/view/path-to";
import type { SessionView } from "@/lib/core/view/session-view";
import type { TokenColumns } from "./token-columns";

/** Where a message is spelled with other tokens than those shown: tokens `[from, to)` of a turn's sequence. */
export interface OtherSpelling {
  readonly turn: number;
  /** `rendered`: what the prompt would have held, had it been rendered instead of grafted. */
  readonly build: "sent" | "rendered";
  /** Whether the other tokens are the sampled ones; else those shown are. */
  readonly isSampled: boolean;
  readonly from: number;
  readonly to: number;
  /** Of these, how many come before the message; null where they are the message and nothing else. */
  readonly head: number | null;
}

/** Tokens read beyond the message: as many as another spelling may be longer, or be shifted by changes before it. */
const SLACK = 64;

/**
 * The other spelling of an answer: of tokens that a prompt holds the sampled ones, and of sampled ones those of the
 * prompt that took their place, branched off, or would have changed them. Null where there is none.
 *
 * @param at position of the message among the nodes.
 * @param columns its tokens as they are shown.
 *
 * @example
 * otherSpelling(view, 2, columns); // { turn: 2, build: "sent", isSampled: false, from: 479, to: 570, head: 0 }
 */
export function otherSpelling(
  { nodes, turns }: Pick<SessionView, "nodes" | "turns">,
  at: number,
  { start, ids, sampled, spans }: Pick<TokenColumns, "start" | "ids" | "sampled" | "spans">,
): OtherSpelling | null {
  const turn = turns[(nodes[at]?.turn ?? 0) - 1];
  if (!turn || ids.length === 0) return null;
  if (sampled.reduce((sum, flag) => sum + flag, 0) < turn.output_tokens) {
    const { index, prompt_tokens: from, output_tokens: length } = turn;
    return { turn: index, build: "sent", isSampled: true, from, to: from + length, head: null };
  }
  const realigned = spans.find((span) => span.state === "realigned");
  const by = realigned ? turns[realigned.by_turn - 1] : turns.find((other) => changes(other));
  if (!by) return null;
  const isShifted = (by.drift?.divergence ?? start) < start;
  const from = Math.max(0, start - (isShifted ? SLACK : 0));
  return {
    turn: by.index,
    build: !realigned && by.drift?.kind === "spared" ? "rendered" : "sent",
    isSampled: false,
    from,
    to: start + ids.length + SLACK,
    head: start - from,
  };

  function changes({ drift, node }: SessionView["turns"][number]): boolean {
    if (drift === null || node === null) return false;
    const isInside = drift.divergence >= start && drift.divergence < start + ids.length;
    return isInside && pathTo(nodes, node).includes(at);
  }
}
