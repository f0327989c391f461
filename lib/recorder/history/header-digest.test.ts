import { describe, expect, it } from "vitest";
import { assistant, system, user } from "@/test/recording/messages";
import { headerDigest } from "./header-digest";

type Call = Parameters<typeof headerDigest>[0];

const TOOL = { type: "function", function: { name: "ls" } } as const;
const CALL: Call = {
  messages: [system("You are an agent."), user("go")],
  tools: [TOOL],
  templateArguments: { enable_thinking: true },
};

describe("the digest of a prompt's head", () => {
  it.each<[string, Partial<Call>]>([
    ["system text", { messages: [system("You are another."), user("go")] }],
    ["tools", { tools: [TOOL, { type: "function", function: { name: "cat" } }] }],
    ["spelling of a tool", { tools: [{ function: { name: "ls" }, type: "function" }] }],
    ["template arguments", { templateArguments: { enable_thinking: false } }],
  ])("is another with another %s", (_, change) => {
    expect(headerDigest({ ...CALL, ...change }, null)).not.toBe(headerDigest(CALL, null));
  });

  it("is another for another model", () => {
    const digests = [null, "judge", "teacher"].map((model) => headerDigest(CALL, model));
    expect(new Set(digests).size).toBe(3);
  });

  it("is the same whatever is said below the head, by the system too", () => {
    const messages = [...CALL.messages, assistant("done"), system("It is Tuesday."), user("more")];
    expect(headerDigest({ ...CALL, messages }, null)).toBe(headerDigest(CALL, null));
  });
});
