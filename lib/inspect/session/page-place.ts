import { sequenceIds } from "@/lib/core/tokens/sample-token-columns";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import type { InspectedSession } from "./inspect-session";

/** What of a session is meant; all of it where nothing is said. */
export interface PointedAt {
  /** From 1. */
  readonly turn?: number | undefined;
  /** Tokens `[from, to)` of the turn's sequence, its prompt and then its answer. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Position among the messages, from 0. */
  readonly message?: number | undefined;
}

/** What the address of the session's page says to show it: the message, and the tokens in the sample that holds them. */
export type PlaceOnPage = Readonly<Record<"node" | "sample" | "tok" | "tab", string | number | undefined>>;

/** The place on the session's page. Throws `NotFoundError` for a turn, tokens or a message that it does not have. */
export function pagePlace(inspected: InspectedSession, at: PointedAt): PlaceOnPage {
  const { view } = inspected;
  const { turn, message } = at;
  if (turn === undefined)
    return { ...NOWHERE, node: message === undefined ? undefined : nodeAt(view, message) };
  const shown = view.turns[turn - 1];
  if (shown === undefined) throw new NotFoundError(`The session has no turn ${turn}.`);
  const node = message === undefined ? view.nodes[shown.node ?? -1]?.id : nodeAt(view, message);
  const { from, to = from === undefined ? undefined : from + 1 } = at;
  if (from === undefined || to === undefined) return { ...NOWHERE, node };
  const length = shown.prompt_tokens + shown.output_tokens;
  if (from >= to || to > length)
    throw new NotFoundError(`Turn ${turn} has no tokens ${from} to ${to}: it has ${length}.`);
  const sample = holdingSample(inspected, turn, from, to);
  if (sample === null) return { ...NOWHERE, node, tab: "tokens" };
  return { ...NOWHERE, node, sample: sample + 1, tok: `${from}-${to - 1}` };
}

const NOWHERE: PlaceOnPage = { node: undefined, sample: undefined, tok: undefined, tab: undefined };

function nodeAt({ nodes }: InspectedSession["view"], message: number): string {
  const node = nodes[message];
  if (node === undefined)
    throw new NotFoundError(`There is no message ${message}: the session has ${nodes.length}, from 0.`);
  return node.id;
}

/** The sample that holds these very tokens at this very place; those of the turn's own first. */
function holdingSample(
  { recording, result, view }: InspectedSession,
  turn: number,
  from: number,
  to: number,
): number | null {
  const ids = sequenceIds(recording, turn, from, to);
  const holds = (at: number): boolean => {
    const sample = result.samples[at];
    if (sample === undefined || to > sample.length) return false;
    const held = sequenceIds(recording, sample.lastTurn, from, to);
    return ids.every((id, place) => id === held[place]);
  };
  const own = view.samples.find(({ index, turns }) => turns.includes(turn) && holds(index));
  return (own ?? view.samples.find(({ index }) => holds(index)))?.index ?? null;
}
