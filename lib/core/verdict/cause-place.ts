import { nodeOfTurn } from "@/lib/core/diff/signal-takers";
import type { CauseTally } from "@/lib/core/recording/session-cause";
import type { SessionView } from "@/lib/core/view/session-view";
import { lossKey, runLossKey, type VerdictLoss } from "./session-verdict";

/**
 * The message at which a cause shows first: the prompt that took sampled tokens, the answer that was refused, the call
 * that begins another branch, or the one whose prompt a full render would have changed. Null when it is nowhere in the
 * tree.
 *
 * @example
 * causePlace(view, { subject: "realigned", cause: "white space" }); // "3f2a…"
 */
export function causePlace(
  view: Pick<SessionView, "ledger" | "nodes" | "turns">,
  { subject, cause }: Pick<CauseTally, "subject" | "cause">,
): string | null {
  switch (subject) {
    case "fork":
      return answerFrom(
        view.nodes,
        view.nodes.findIndex((node) => node.fork_cause === cause),
      );
    case "drift": {
      const drifted = view.turns.find(({ drift }) => drift?.cause === cause);
      return drifted ? nodeOfTurn(view, drifted.index) : null;
    }
    case "realigned":
    case "refused": {
      const lost = view.ledger.lost.find(
        (run) => runLossKey(view, run) === lossKey({ state: subject, cause }),
      );
      if (!lost) return null;
      return nodeOfTurn(view, lost.fate.state === "realigned" ? lost.fate.byTurn : lost.turn);
    }
    default:
      return subject satisfies never;
  }
}

/** The message whose call made a loss: of the turn that lost most, the prompt that took it, else its own answer. */
export function nodeOfLoss(
  view: Pick<SessionView, "nodes" | "turns">,
  { turns: [worst] }: Pick<VerdictLoss, "turns">,
): string | null {
  return worst ? nodeOfTurn(view, worst.by ?? worst.turn) : null;
}

/** The node itself where a call made it, else the first answer below it: a difference is told of the prompt of a call. */
function answerFrom(nodes: SessionView["nodes"], at: number): string | null {
  const first = nodes[at];
  if (!first || first.turn !== null) return first?.id ?? null;
  const under = new Set([at]);
  const below = nodes.find((node, place) => {
    if (!under.has(node.parent)) return false;
    under.add(place);
    return node.turn !== null;
  });
  return below?.id ?? null;
}
