import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/core/message/message";
import type { Turn } from "@/lib/core/recording/turn";
import { assistant, toolResult, user } from "@/test/recording/messages";
import { turnOf } from "@/test/recording/turn-of";
import { acceptedRewrites } from "./accepted-rewrites";
import { HistoryTree } from "./history-tree";
import type { Caller } from "./walk-history";

const HEAD = "head";
const ECHO: Caller = { matcher: "echo", client: "unknown", forgiven: [], subAgent: null };

function turn(
  index: number,
  promptMessages: readonly Message[],
  answer: Message,
  more: Partial<Turn> = {},
): Turn {
  return turnOf({
    index,
    promptMessages,
    responseMessage: answer,
    outputIds: Int32Array.of(index),
    headerDigest: HEAD,
    ...more,
  });
}

function treeOf(...turns: readonly Turn[]): HistoryTree {
  const tree = new HistoryTree();
  for (const one of turns) tree.add(one);
  return tree;
}

/** The turn on which a call with these messages would be built. */
function anchorOf(tree: HistoryTree, messages: readonly Message[], caller: Caller = ECHO): number | null {
  const { steps } = tree.match(HEAD, messages, caller);
  return steps.findLast(({ node }) => node.turn !== null)?.node.turn?.recorded.index ?? null;
}

describe("among equal answers", () => {
  const asked = [user("q")];

  it("the one whose path goes on wins", () => {
    const tree = treeOf(
      turn(1, asked, assistant("a")),
      turn(2, [...asked, assistant("a"), user("then")], assistant("b")),
      turn(3, asked, assistant("a")),
    );
    const history = [...asked, assistant("a"), user("then"), assistant("b"), user("more")];
    expect(anchorOf(tree, history)).toBe(2);
  });

  it("then the one that was delivered, then the latest", () => {
    const delivered = treeOf(
      turn(1, asked, assistant("a")),
      turn(2, asked, assistant("a"), { delivery: "undelivered" }),
    );
    expect(anchorOf(delivered, [...asked, assistant("a"), user("then")])).toBe(1);
    const both = treeOf(turn(1, asked, assistant("a")), turn(2, asked, assistant("a")));
    expect(anchorOf(both, [...asked, assistant("a"), user("then")])).toBe(2);
  });

  it("an exact one wins over one that needs a tolerance", () => {
    const tree = treeOf(turn(1, asked, assistant("a")), turn(2, asked, assistant("a ")));
    expect(anchorOf(tree, [...asked, assistant("a"), user("then")])).toBe(1);
  });

  it("the same sub-agent's wins over another's", () => {
    const tree = treeOf(
      turn(1, asked, assistant("a"), { subAgent: "x" }),
      turn(2, asked, assistant("a"), { subAgent: "y" }),
    );
    expect(anchorOf(tree, [...asked, assistant("a"), user("then")], { ...ECHO, subAgent: "x" })).toBe(1);
  });
});

describe("a turn that is added", () => {
  it("stands below the answer that it echoes in another spelling", () => {
    const tree = treeOf(turn(1, [user("q")], assistant("a ")));
    const messages = [user("q"), assistant("a"), user("then")];
    const match = tree.match(HEAD, messages, ECHO);
    tree.add(
      turn(2, messages, assistant("b"), {
        acceptedRewrites: acceptedRewrites({ match, messages, leftOut: [] }),
      }),
    );
    expect(anchorOf(tree, [...messages, assistant("b"), user("more")])).toBe(2);
  });

  it("counts towards the cap unless it is a retry or no part of the conversation", () => {
    const tree = treeOf(
      turn(1, [user("q")], assistant("a")),
      turn(2, [user("q")], assistant("a"), { retryOf: 1 }),
      turn(3, [user("t")], assistant("title"), { auxiliary: "title" }),
    );
    expect(tree.counted).toBe(1);
  });
});

describe("a text", () => {
  const tree = treeOf(
    turn(1, [user("Edit the notes.")], assistant("They are edited.")),
    turn(2, [user("Read."), toolResult("1 file changed")], assistant("Read.")),
  );

  it.each([
    ["a user's message beside other text", "[User]: Edit the notes.\n[Tool]: done", true],
    ["an answer beside other text", "[Assistant]: They are edited.", true],
    ["a tool's result alone, which any command may print", "[Tool]: 1 file changed", false],
    ["nothing of the session", "[User]: Edit something.", false],
    ["a message again and nothing else, as a call asked twice does", "Edit the notes.", false],
  ])("that holds %s: whether it quotes the session", (_, text, expected) => {
    expect(tree.said.quotedIn(text) !== null).toBe(expected);
  });
});

describe("a history", () => {
  it("under another head is not known", () => {
    const tree = treeOf(turn(1, [user("q")], assistant("a")));
    expect(tree.match("other head", [user("q"), assistant("a")], ECHO).depth).toBe(0);
  });

  it("that ends where a lost answer was asked for asks for it again", () => {
    const tree = treeOf(turn(1, [user("q")], assistant("a"), { delivery: "undelivered" }));
    const lost = (messages: readonly Message[]) =>
      tree.answerAskedAgain(HEAD, { match: tree.match(HEAD, messages, ECHO), messages }, ECHO);
    expect(lost([user("q")])).toBe(1);
    expect(lost([user("q"), user("more")])).toBeNull();
  });

  it("that an agent asks the same again throws the first answer away, and another client's does not", () => {
    const messages = [user("q")];
    const again = (tree: HistoryTree, caller: Caller) =>
      tree.answerAskedAgain(HEAD, { match: tree.match(HEAD, messages, caller), messages }, caller);
    const qwen: Caller = { ...ECHO, client: "qwen-code" };
    const answered = treeOf(turn(1, messages, assistant("a"), { finishReason: "length" }));
    expect(again(answered, qwen)).toBe(1);
    expect(again(answered, { ...qwen, subAgent: "x" })).toBeNull();
    expect(again(answered, ECHO)).toBeNull();
    const goneOn = treeOf(
      turn(1, messages, assistant("a")),
      turn(2, [...messages, assistant("a"), user("m")], assistant("b")),
    );
    expect(again(goneOn, qwen)).toBeNull();
  });

  it("with the beginning of a lost answer shows that so much arrived", () => {
    const tree = treeOf(turn(1, [user("q")], assistant("the whole answer"), { delivery: "undelivered" }));
    const messages = [user("q"), assistant("the whole"), user("go on")];
    expect(tree.partlyEchoed(HEAD, tree.match(HEAD, messages, ECHO), messages)).toEqual([1]);
  });

  it("with the beginning of an answer that arrived says nothing about it: the client shortened it", () => {
    const tree = treeOf(turn(1, [user("q")], assistant("the whole answer")));
    const messages = [user("q"), assistant("the whole"), user("go on")];
    expect(tree.partlyEchoed(HEAD, tree.match(HEAD, messages, ECHO), messages)).toEqual([]);
  });
});
