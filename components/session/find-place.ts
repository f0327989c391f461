import { formatCount, plural } from "@/lib/core/base/format-count";
import type { SessionView } from "@/lib/core/view/session-view";
import type { GoToPlace } from "./parse-go-to";

/** What to show: the message, sample or token that a place names. Samples count from 0 here. */
export type FoundPlace =
  | { readonly ok: true; readonly words: string; readonly node: string }
  | { readonly ok: true; readonly words: string; readonly sample: number; readonly token: number | null }
  | { readonly ok: false; readonly problem: string };

/**
 * Looks a place up in a session.
 *
 * @param openSample index of the sample that is open, whose tokens `#1500` counts; the first where none is.
 */
export function findPlace(
  view: Pick<SessionView, "nodes" | "turns" | "samples">,
  place: GoToPlace,
  openSample: number | null,
): FoundPlace {
  switch (place.kind) {
    case "turn":
      return findTurn(view, place.turn);
    case "node": {
      const node = view.nodes.find(({ id }) => id.startsWith(place.prefix));
      if (!node) return problem(`no message's id begins with "${place.prefix}"`);
      return { ok: true, node: node.id, words: `${node.role}: ${node.preview}` };
    }
    case "token":
      return findSample(view, (openSample ?? 0) + 1, place.token);
    case "sample":
      return findSample(view, place.sample, place.token);
    default:
      return place satisfies never;
  }
}

function findTurn({ turns, nodes }: Pick<SessionView, "nodes" | "turns">, index: number): FoundPlace {
  const turn = turns[index - 1];
  if (!turn) return problem(`this session has ${plural(turns.length, "turn")}, from t1`);
  const node = turn.node === null ? undefined : nodes[turn.node];
  if (!node) return problem(`turn ${index} has no message in the tree under this policy`);
  return { ok: true, node: node.id, words: `turn ${index}: ${node.preview}` };
}

function findSample(
  { samples }: Pick<SessionView, "samples">,
  number: number,
  token: number | null,
): FoundPlace {
  const sample = samples[number - 1];
  if (!sample) return problem(`this session has ${plural(samples.length, "sample")}, from S1`);
  if (token !== null && token >= sample.length)
    return problem(`S${number} has ${plural(sample.length, "token")}, from #0`);
  const words = `S${number}, ${formatCount(sample.trained_tokens)} of ${plural(sample.length, "token")} trained`;
  return {
    ok: true,
    sample: sample.index,
    token,
    words: token === null ? words : `token ${formatCount(token)} of S${number}`,
  };
}

const problem = (text: string): FoundPlace => ({
  ok: false,
  problem: `${text[0]?.toUpperCase()}${text.slice(1)}.`,
});
