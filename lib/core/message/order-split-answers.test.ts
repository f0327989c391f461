import { describe, expect, it } from "vitest";
import { assistant, bashCall, toolResult, user } from "@/test/recording/messages";
import { orderSplitAnswers } from "./order-split-answers";

const asked = user("Clean up.");
const calls = assistant("", bashCall("make clean", "call_1"));
const text = assistant("I clean up.");
const done = toolResult("done");

describe("orderSplitAnswers", () => {
  it("puts a text that came after the tool results beside its calls, as old Codex needs it", () => {
    const again = assistant("", bashCall("make", "call_2"));
    const said = assistant("I build it.");
    expect(orderSplitAnswers([asked, calls, done, text, again, done, done, said], () => true)).toEqual([
      asked,
      calls,
      text,
      done,
      again,
      said,
      done,
      done,
    ]);
  });

  it("asks about the halves as one message", () => {
    const asks: unknown[] = [];
    orderSplitAnswers([asked, calls, done, text], (joined) => asks.push(joined) === 0);
    expect(asks).toEqual([{ ...calls, content: "I clean up." }]);
  });

  it("leaves a call without a text and the next answer as they are", () => {
    const history = [asked, calls, done, text];
    expect(orderSplitAnswers(history, () => false)).toEqual(history);
  });

  it("leaves alone what cannot be two halves", () => {
    for (const history of [
      [asked, calls, done, user("Thanks.")],
      [asked, { ...calls, content: "On it." }, done, text],
      [asked, calls, done, assistant("On it.", bashCall("ls"))],
      [asked, calls, text, done],
      [asked, calls, done],
    ]) {
      expect(orderSplitAnswers(history, () => true)).toEqual(history);
    }
  });
});
