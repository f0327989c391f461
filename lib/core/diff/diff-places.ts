import type { SessionView } from "@/lib/core/view/session-view";
import { signalsTakenBy } from "./signal-takers";

/** A turn whose prompt departed from what was held, or was spared that by a graft. */
export interface Departure {
  /** The message that its difference opens with. */
  readonly node: string;
  readonly turn: number;
  readonly kind: "fork" | "rewrite" | "suffered" | "spared";
  readonly cause: string | null;
  /** Sampled tokens that lost their signal to its prompt. */
  readonly lost: number;
}

/** Where in a session there is a difference to look at. */
export interface DiffPlaces {
  readonly session: string;
  readonly revision: number;
  readonly turns: number;
  readonly departures: readonly Departure[];
}

/**
 * The turns of a session whose prompts depart from what was held, in order: forks, merged rewrites, and drift that the
 * audit found. One entry a turn.
 */
export function departuresOf(view: SessionView): readonly Departure[] {
  const found = new Map<number, Departure>();
  const add = (departure: Omit<Departure, "lost">): void => {
    const { turn } = departure;
    if (found.has(turn)) return;
    const lost = signalsTakenBy(view, turn).reduce((sum, { tokens }) => sum + tokens, 0);
    found.set(turn, { ...departure, lost });
  };
  const answers = new Map(view.nodes.flatMap((node) => (node.turn === null ? [] : [[node.turn, node.id]])));
  for (const node of view.nodes) {
    const turn = node.turn ?? node.first_turn;
    const id = answers.get(turn) ?? node.id;
    if (node.merged_rewrite) add({ node: id, turn, kind: "rewrite", cause: "rewritten" });
    if (node.fork_cause) add({ node: id, turn, kind: "fork", cause: node.fork_cause });
  }
  for (const { index, drift, node } of view.turns) {
    const id = view.nodes[node ?? -1]?.id;
    if (drift && id) add({ node: id, turn: index, kind: drift.kind, cause: drift.cause });
  }
  return [...found.values()].sort((a, b) => a.turn - b.turn);
}
