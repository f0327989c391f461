import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ToolCall } from "@/lib/core/message/message";
import { handsOver } from "./handed-task";
import { HandedTasks } from "./handed-tasks";

const taskCall = (...texts: readonly string[]): ToolCall => ({
  type: "function",
  function: { name: "Task", arguments: { description: "look", nested: texts } },
});

const texts = fc.constantFrom(
  "",
  "look",
  "Find dead code.",
  " Find dead code. ",
  "Find every test that is skipped",
  "Find every test that is skipped today, and say why.",
  "Find every test that was skipped",
);

describe("HandedTasks", () => {
  it("names the last of the calls that are meant", () => {
    const tasks = new HandedTasks<number>();
    tasks.add(taskCall("Find dead code."), 1);
    tasks.add(taskCall("Find dead code."), 2);
    expect(tasks.latest(["Find dead code."], () => true)).toBe(2);
    expect(tasks.latest(["Find dead code."], (turn) => turn < 2)).toBe(1);
    expect(tasks.latest(["Find dead code"], () => true)).toBeNull();
  });

  it("says of every session what asking each call says", () => {
    fc.assert(
      fc.property(fc.array(fc.array(texts)), fc.array(texts), fc.nat(8), (calls, opening, before) => {
        const tasks = new HandedTasks<number>();
        for (const [at, handed] of calls.entries()) tasks.add(taskCall(...handed), at);
        const slow = calls.findLastIndex(
          (handed, at) => at < before && handsOver(taskCall(...handed), opening),
        );
        expect(tasks.latest(opening, (at) => at < before)).toBe(slow < 0 ? null : slow);
      }),
    );
  });
});
