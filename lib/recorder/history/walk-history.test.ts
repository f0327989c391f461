import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/core/message/message";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { promptsFromArrays } from "@/lib/core/recording/prompts-from-arrays";
import type { Delivery, Turn } from "@/lib/core/recording/turn";
import { foldTurns } from "@/lib/core/tree/fold-turns";
import { assistant, user } from "@/test/recording/messages";
import { turnOf } from "@/test/recording/turn-of";
import { acceptedRewrites } from "./accepted-rewrites";
import { HistoryTree } from "./history-tree";

const ECHO = resolvePolicy("strict");

/** One call of a random session, and its answer. Few words, so that answers meet. */
interface Move {
  /** The turn that it goes on from; past the first, it asks anew. */
  readonly base: number;
  /** Whether the client trims what it gives back. */
  readonly trims: boolean;
  readonly asks: string;
  readonly answer: string;
  readonly delivery: Delivery;
  readonly subAgent: string | null;
}

const move: fc.Arbitrary<Move> = fc.record({
  base: fc.nat(6),
  trims: fc.boolean(),
  asks: fc.constantFrom("q", "more"),
  answer: fc.constantFrom("a", "a ", " a", "b"),
  delivery: fc.constantFrom<Delivery>("delivered", "pending", "undelivered", "partly_delivered"),
  subAgent: fc.constantFrom(null, "x"),
});

/** A call that asks one question at the head of the session. */
const opening = move.map((one): Move => ({ ...one, base: 99, asks: "q" }));

function echoOf(message: Message, trims: boolean): Message {
  const isTrimmed = trims && message.role === "assistant";
  return { ...message, content: isTrimmed ? (message.content ?? "").trim() : (message.content ?? "") };
}

/** The messages of a move's call: those of its base, the base's answer, and a question. */
function callOf({ base, trims, asks }: Move, turns: readonly Turn[]): readonly Message[] {
  const from = turns.at(-1 - base);
  const before = from === undefined ? [] : [...from.promptMessages, ...answerOf(from)];
  return [...before.map((message) => echoOf(message, trims)), user(asks)];
}

function answerOf({ responseMessage }: Turn): readonly Message[] {
  return responseMessage === null ? [] : [responseMessage];
}

/** A session recorded as the recorder does it: each prompt grafted on the answer that the history tree gives. */
function played(moves: readonly Move[]) {
  const tree = new HistoryTree();
  const turns: Turn[] = [];
  const arrays: { promptIds: Int32Array; outputIds: Int32Array }[] = [];
  const anchors: (number | null)[] = [];
  for (const [at, made] of moves.entries()) {
    const messages = callOf(made, turns);
    const caller = { matcher: "echo", client: "unknown", forgiven: [], subAgent: made.subAgent } as const;
    const match = tree.match("", messages, caller);
    const anchor = match.steps.findLast(({ node }) => node.turn !== null)?.node.turn?.recorded.index ?? null;
    const held = anchor === null ? undefined : arrays[anchor - 1];
    const index = at + 1;
    const turn = turnOf({
      index,
      outputIds: Int32Array.of(1000 + index),
      promptMessages: messages,
      responseMessage: assistant(made.answer),
      acceptedRewrites: acceptedRewrites({ match, messages, leftOut: [] }),
      delivery: made.delivery,
      subAgent: made.subAgent,
    });
    const promptIds = Int32Array.of(...(held?.promptIds ?? []), ...(held?.outputIds ?? []), index);
    turns.push(turn);
    arrays.push({ promptIds, outputIds: turn.outputIds });
    anchors.push(anchor);
    tree.add(turn);
  }
  return { turns, prompts: promptsFromArrays(arrays), anchors };
}

/** For each turn, the latest answer on its path in the tree. */
function answersAbove(turns: readonly Turn[], prompts: Parameters<typeof foldTurns>[2]): (number | null)[] {
  const { nodeOfTurn } = foldTurns(turns, ECHO, prompts);
  return turns.map(({ index }) => {
    let node = nodeOfTurn.get(index)?.parent ?? null;
    while (node !== null && !node.generated) node = node.parent;
    return node?.turnIndex ?? null;
  });
}

describe("the recorder and the tree choose alike", () => {
  it("between answers to one question, where ids tell nothing", () => {
    fc.assert(
      fc.property(fc.array(opening, { minLength: 1, maxLength: 6 }), move, (openings, last) => {
        const { turns, anchors } = played([...openings, { ...last, base: 0 }]);
        const unmarked = turns.map((turn) => ({ ...turn, acceptedRewrites: [] }));
        expect(answersAbove(unmarked, null)).toEqual(anchors);
      }),
    );
  });

  it("in any session, where each prompt goes on from the answer that it was grafted on", () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        const { turns, prompts, anchors } = played(moves);
        expect(answersAbove(turns, prompts)).toEqual(anchors);
      }),
    );
  });
});
