import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { anthropicMessages } from "./anthropic-messages";
import { openaiChat } from "./openai-chat";
import { openaiResponses } from "./openai-responses";
import { RequestError } from "./request-error";

const message = { role: "user", content: "Hello" };

/** Each protocol, a body that it takes, and a tool of its provider's own servers. */
const DOORS = [
  [openaiChat, { messages: [message] }, null],
  [openaiResponses, { input: [message] }, { type: "web_search" }],
  [
    anthropicMessages,
    { messages: [message], max_tokens: 9 },
    { type: "web_search_20250305", name: "web_search" },
  ],
] as const;

describe.each(DOORS)("what no server but the provider's own can do ($name)", (protocol, body, serverTool) => {
  const refusal = (more: JsonObject): string => {
    try {
      protocol.parseRequest({ ...body, ...more });
    } catch (error) {
      if (error instanceof RequestError) return error.message;
      throw error;
    }
    return "accepted";
  };

  it.each([
    ["a second answer", { n: 2 }, /^n must be 1: .*send the call again/],
    ["a search of the web", { web_search_options: {} }, /^web_search_options must be absent: .*function/],
    [
      "calls to other servers",
      { mcp_servers: [{ type: "url", url: "https://a" }] },
      /^mcp_servers must be absent/,
    ],
    ["code that it runs", { container: { skills: [] } }, /^container must be absent/],
  ])("is refused in words that say what to send: %s", (_, more, words) => {
    expect(refusal(more)).toMatch(words);
    expect(() =>
      protocol.parseRequest({ ...body, ...more }, { media: "refuse", forwarded: true }),
    ).not.toThrow();
  });

  it("is no matter where a call asks for none of it", () => {
    expect(refusal({ n: 1, mcp_servers: [], container: null })).toBe("accepted");
  });

  it.runIf(serverTool !== null)("is refused where it is all that a call offers", () => {
    expect(refusal({ tools: [serverTool] })).toMatch(/^tools holds only web_search.*: offer a function/);
  });
});
