import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/core/message/message";
import { assistant, user } from "@/test/recording/messages";
import { turnOf } from "@/test/recording/turn-of";
import { HistoryTree } from "./history-tree";
import { matchCall } from "./match-call";
import type { Caller } from "./walk-history";

const HEAD = "head";
const CALLER: Caller = { matcher: "echo", client: "unknown", forgiven: [], subAgent: null };
const asked = user("q");
const thought = { reasoning_content: "Let me see." };

/** Two answers to one question, both lost on the way, and a third that arrived. */
function treeOfLostAnswers(): HistoryTree {
  const tree = new HistoryTree();
  const add = (index: number, answer: Message, delivery: "undelivered" | "delivered") =>
    tree.add(
      turnOf({ index, promptMessages: [asked], responseMessage: answer, delivery, headerDigest: HEAD }),
    );
  add(1, assistant("first", thought), "undelivered");
  add(2, assistant("second", thought), "undelivered");
  add(3, assistant("third"), "delivered");
  return tree;
}

describe("messages without words that a client keeps of lost answers", () => {
  const kept = assistant("", thought);

  it("are left out of the call, and each says which message follows it", () => {
    const messages = [asked, kept, assistant("third"), assistant(" "), user("more")];
    const { messages: shown, match, leftOut } = matchCall(treeOfLostAnswers(), HEAD, messages, CALLER);
    expect(shown).toEqual([asked, assistant("third"), user("more")]);
    expect(match.depth).toBe(2);
    expect(leftOut).toEqual([
      { messageIndex: 1, message: kept, turn: 2 },
      { messageIndex: 2, message: assistant(" "), turn: null },
    ]);
  });

  it("hold the reasoning of the latest lost answer that it may be of", () => {
    const { leftOut } = matchCall(treeOfLostAnswers(), HEAD, [asked, kept, user("more")], CALLER);
    expect(leftOut).toEqual([{ messageIndex: 1, message: kept, turn: 2 }]);
  });

  it("stand as they came where messages are compared to the letter", () => {
    const messages = [asked, kept, user("more")];
    const exact: Caller = { ...CALLER, matcher: "exact" };
    expect(matchCall(treeOfLostAnswers(), HEAD, messages, exact)).toMatchObject({ messages, leftOut: [] });
  });
});
