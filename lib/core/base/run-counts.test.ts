import { describe, expect, it } from "vitest";
import { RunCounts } from "./run-counts";

describe("the calls of a run over two threads", () => {
  const memory = RunCounts.memoryFor(2);
  const [first, second] = [new RunCounts(memory, 0), new RunCounts(memory, 1)];

  it("are as many as one thread might have, wherever they are", () => {
    expect([first.enter("mine", 2), second.enter("mine", 2)]).toEqual([true, true]);
    expect([first.enter("mine", 2), second.enter("mine", 2)]).toEqual([false, false]);
    expect(second.enter("other", 2)).toBe(true);
    first.leave("mine");
    expect([second.enter("mine", 2), first.enter("mine", 2)]).toEqual([true, false]);
  });

  it("are free again when the thread that had them is no more", () => {
    first.forget(1);
    const asked = [1, 2, 3].map(() => first.enter("mine", 2));
    expect(asked).toEqual([true, true, false]);
    expect(first.enter("other", 1)).toBe(true);
  });
});
