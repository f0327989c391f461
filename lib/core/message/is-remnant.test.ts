import { describe, expect, it } from "vitest";
import { assistant, bashCall, toolResult, user } from "@/test/recording/messages";
import { isRemnant } from "./is-remnant";

const lost = assistant("", { reasoning_content: "\nOne line is to change.\n" });

describe("isRemnant", () => {
  it("is true of an answer with nothing in it", () => {
    for (const empty of [assistant(""), assistant(" \n"), { role: "assistant", content: null } as const]) {
      expect(isRemnant(empty, [])).toBe(true);
    }
  });

  it("is true of reasoning only where an answer that began with it was lost", () => {
    const kept = assistant("", { reasoning_content: "One line is" });
    expect(isRemnant(kept, [lost])).toBe(true);
    expect(isRemnant(kept, [])).toBe(false);
    expect(isRemnant(kept, [assistant("", { reasoning_content: "Two lines." })])).toBe(false);
  });

  it("is false of what says something, and of anybody else's messages", () => {
    for (const other of [assistant("Now"), assistant("", bashCall("ls")), user(""), toolResult("")]) {
      expect(isRemnant(other, [lost])).toBe(false);
    }
  });
});
