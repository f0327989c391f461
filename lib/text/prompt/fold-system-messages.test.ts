import { describe, expect, it } from "vitest";
import { foldSystemMessages } from "./fold-system-messages";

const system = (content: string) => ({ role: "system" as const, content });
const user = (content: string) => ({ role: "user" as const, content });
const tool = (content: string) => ({ role: "tool" as const, content });

describe("folding system messages", () => {
  it("leaves the first one and lists without others alone", () => {
    const messages = [system("s"), user("q"), tool("4")];
    expect(foldSystemMessages(messages)).toEqual({ messages, folded: [] });
  });

  it("puts a later one into the user message before it", () => {
    const { messages, folded } = foldSystemMessages([system("s"), user("q"), system("env")]);
    const held = user("q\n<system-reminder>\nenv\n</system-reminder>");
    expect(messages).toEqual([system("s"), held]);
    expect(folded).toEqual([{ messageIndex: 1, held, echoed: system("env") }]);
  });

  it("gives it a user message of its own after a tool result, and keeps the order", () => {
    const { messages } = foldSystemMessages([user("q"), tool("4"), system("a"), system("b"), user("next")]);
    expect(messages).toEqual([
      user("q"),
      tool("4"),
      user("<system-reminder>\na\n</system-reminder>\n<system-reminder>\nb\n</system-reminder>"),
      user("next"),
    ]);
  });
});
