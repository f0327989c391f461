import { describe, expect, it } from "vitest";
import { assistant, bashCall, system, toolResult, user } from "@/test/recording/messages";
import { alignMessages } from "./align-messages";

const kindsOf = (...histories: Parameters<typeof alignMessages>) =>
  alignMessages(...histories).map(({ a, b, kind }) => [a, b, kind]);

describe("alignMessages", () => {
  it("pairs a rewritten answer with the one it took the place of, and names the change", () => {
    const held = [user("who?"), assistant("The job logs in as robot with hunter2."), user("next")];
    const found = [user("who?"), assistant("The job logs in as robot with [redacted]."), user("next")];
    expect(alignMessages(held, found)).toEqual([
      { a: 0, b: 0, kind: "same", cause: null },
      { a: 1, b: 1, kind: "changed", cause: "rewritten" },
      { a: 2, b: 2, kind: "same", cause: null },
    ]);
  });

  it("names reasoning that an echo leaves out, and arguments that are spelled otherwise", () => {
    const held = assistant("yes it is", { reasoning_content: "let me think" });
    expect(alignMessages([held], [assistant("yes it is")])).toMatchObject([
      { kind: "changed", cause: "reasoning stripped" },
    ]);
    const call = (text: string) =>
      assistant("", {
        tool_calls: bashCall("ls").tool_calls?.map((made) => ({ ...made, arguments_text: text })),
      });
    expect(alignMessages([call('{"command": "ls"}')], [call('{"command":"ls"}')])).toMatchObject([
      { kind: "changed", cause: "tool call re-serialised" },
    ]);
  });

  it("compares calls whose numbers no double holds", () => {
    const call = (text: string, n: bigint) =>
      assistant(text, {
        tool_calls: bashCall("ls").tool_calls?.map((made) => ({
          ...made,
          function: { name: "add", arguments: { n } },
        })),
      });
    const [held, found] = [call("one", 9_007_199_254_740_993n), call("two", 9_007_199_254_740_992n)];
    expect(kindsOf([user("go"), held], [user("go"), found])).toHaveLength(2);
  });

  it("does not pair what only shares its role", () => {
    const before = [system("s"), user("find the bug"), assistant("looking"), toolResult("nothing")];
    const after = [system("s"), user("Summary of earlier work: done"), user("go on")];
    expect(kindsOf(before, after)).toEqual([
      [0, 0, "same"],
      [1, -1, "only_a"],
      [2, -1, "only_a"],
      [3, -1, "only_a"],
      [-1, 1, "only_b"],
      [-1, 2, "only_b"],
    ]);
  });

  it("keeps every message of both sides once, unread ones too", () => {
    expect(kindsOf([user("a"), null], [null, user("a")]).flat().length).toBeGreaterThan(0);
    expect(kindsOf([], [])).toEqual([]);
  });
});
