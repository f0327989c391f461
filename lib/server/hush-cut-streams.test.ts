import { afterEach, describe, expect, it } from "vitest";
import { hushCutStreams } from "./hush-cut-streams";

const own = console.error;
afterEach(() => {
  console.error = own;
});

describe("the log", () => {
  it("holds no trace of a stream that was cut, and every other error", () => {
    const printed: unknown[][] = [];
    console.error = (...words: unknown[]) => void printed.push(words);
    hushCutStreams();
    console.error(" ⨯", new Error("failed to pipe response", { cause: new Error("aborted") }));
    console.error(" ⨯", new Error("something else"));
    console.error("failed to pipe response");
    expect(printed).toEqual([[" ⨯", new Error("something else")], ["failed to pipe response"]]);
  });
});
