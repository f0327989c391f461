import { expect } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { type AskedAtDoor, type ProtocolDoor, withTools } from "./asked-at-door";
import { expectGrammar, sentBias } from "./engine-fields";
import { GRAMMAR, onAll, type WishRow } from "./wish-row";

const CALL = '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Oslo"}}\n</tool_call>';
const OTHER_CALL = '<tool_call>\n{"name": "now", "arguments": {"city": "Oslo"}}\n</tool_call>';

const choice = (
  chat: unknown,
  responses: unknown,
  messages: unknown,
): Readonly<Record<ProtocolDoor, AskedAtDoor>> =>
  withTools({
    chat: choiceAsked(chat),
    responses: choiceAsked(responses),
    messages: choiceAsked(messages),
  });

function choiceAsked(value: unknown): AskedAtDoor {
  const json = JSON.stringify(value);
  return { words: `\`tool_choice: ${json}\``, body: { tool_choice: JSON.parse(json) } };
}

/** Some of the tools, as each OpenAI protocol allows them; Messages has no such choice. */
function someTools(mode: string): Readonly<Record<ProtocolDoor, AskedAtDoor>> {
  const words = `\`allowed_tools\`, mode \`${mode}\``;
  const tool = { type: "function", function: { name: "get_weather" } };
  const flat = { type: "function", name: "get_weather" };
  const asked = (choice: JsonObject): AskedAtDoor => ({
    words,
    body: { tool_choice: { type: "allowed_tools", ...choice } },
  });
  return withTools({
    chat: asked({ allowed_tools: { mode, tools: [tool] } }),
    responses: asked({ mode, tools: [flat] }),
    messages: {
      ...asked({ mode, tools: [flat] }),
      words: "no such choice",
      refused: "`tool_choice.type` is not accepted",
    },
  });
}

/** Wishes about tools and their calls. */
export const TOOL_ROWS: readonly WishRow[] = [
  {
    wish: "a call or none, as the model likes",
    asked: choice("auto", "auto", { type: "auto" }),
    said: CALL,
    done: onAll({ by: "engine", note: "nothing is constrained" }),
    prove({ body, engine, reply, grammar }) {
      expect(grammar).toBeNull();
      expect(Object.fromEntries(sentBias(engine, body))).toEqual({});
      expect(reply.calls).toEqual(["get_weather"]);
    },
  },
  {
    wish: "no call",
    asked: choice("none", "none", { type: "none" }),
    said: CALL,
    done: onAll({ by: "recorder", note: "the token that opens a call is banned" }),
    prove({ body, engine, reply, tokenId }) {
      expect(sentBias(engine, body).get(tokenId("<tool_call>"))).toBe(-100);
      expect(reply.calls).toEqual([]);
      expect(reply.text).toContain("get_weather");
    },
  },
  {
    wish: "a call of any tool",
    asked: choice("required", "required", { type: "any" }),
    said: "Hello.",
    done: onAll(GRAMMAR),
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, {
        allowed: [CALL, OTHER_CALL, `${CALL}\n${OTHER_CALL}`, `<think>\nHm.\n</think>\n\n${CALL}`],
        refused: ["Hello.", "<think>\nHm.\n</think>\n\nHello.", CALL.replace("get_weather", "get_time")],
      });
      expect(reply.calls).toEqual(["get_weather"]);
    },
  },
  {
    wish: "a call of one tool",
    asked: choice(
      { type: "function", function: { name: "get_weather" } },
      { type: "function", name: "get_weather" },
      { type: "tool", name: "get_weather" },
    ),
    said: OTHER_CALL,
    done: onAll(GRAMMAR),
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, { allowed: [CALL], refused: ["Hello.", OTHER_CALL] });
      expect(reply.calls).toEqual(["get_weather"]);
    },
  },
  {
    wish: "a call of some of the tools",
    asked: someTools("required"),
    said: OTHER_CALL,
    done: onAll(GRAMMAR),
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, { allowed: [CALL], refused: ["Hello.", OTHER_CALL] });
      expect(reply.calls).toEqual(["get_weather"]);
    },
  },
  {
    wish: "a call of some of the tools, or none",
    asked: someTools("auto"),
    said: "Hello.",
    done: onAll({
      by: "refused",
      instead: "send those alone in `tools`, or mode `required`",
      words: "send those alone in tools",
    }),
    prove: () => undefined,
  },
  {
    wish: "one call at most",
    asked: withTools({
      chat: { words: "`parallel_tool_calls: false`", body: { parallel_tool_calls: false } },
      responses: { words: "`parallel_tool_calls: false`", body: { parallel_tool_calls: false } },
      messages: {
        words: "`disable_parallel_tool_use: true`",
        body: { tool_choice: { type: "auto", disable_parallel_tool_use: true } },
      },
    }),
    said: `${CALL}\n${OTHER_CALL}`,
    done: onAll({ by: "recorder", note: "the answer ends with the first call" }),
    prove({ reply, grammar }) {
      expect(grammar).toBeNull();
      expect(reply.calls).toEqual(["get_weather"]);
    },
  },
  {
    wish: "one call at most, of any tool",
    asked: withTools({
      chat: {
        words: "both",
        body: { tool_choice: "required", parallel_tool_calls: false },
      },
      responses: { words: "both", body: { tool_choice: "required", parallel_tool_calls: false } },
      messages: { words: "both", body: { tool_choice: { type: "any", disable_parallel_tool_use: true } } },
    }),
    said: `${CALL}\n${OTHER_CALL}`,
    done: onAll(GRAMMAR),
    async prove({ grammar, reply }) {
      await expectGrammar(grammar, { allowed: [CALL], refused: [`${CALL}\n${OTHER_CALL}`] });
      expect(reply.calls).toEqual(["get_weather"]);
    },
  },
  {
    wish: "tools of a provider's own servers, alone",
    asked: {
      chat: { words: "a tool that is no function", body: { tools: [{ type: "web_search" }] } },
      responses: { words: '`{"type":"web_search"}`', body: { tools: [{ type: "web_search" }] } },
      messages: {
        words: "a tool without a schema",
        body: { tools: [{ type: "web_fetch_20250910", name: "web_fetch" }] },
      },
    },
    said: "Hello.",
    done: onAll({
      by: "refused",
      instead: "offer a function with a schema, such as one of an MCP server at the client",
      words: "function",
    }),
    prove: () => undefined,
  },
  {
    wish: "tools of a provider's own servers, beside others",
    asked: {
      chat: {
        words: "a tool that is no function",
        body: { tools: [{ type: "web_search" }] },
        refused: 'must be "function"',
      },
      responses: {
        words: '`{"type":"web_search"}`',
        body: {
          tools: [{ type: "web_search" }, { type: "function", name: "now", parameters: { type: "object" } }],
        },
      },
      messages: {
        words: "a tool without a schema",
        body: {
          tools: [
            { type: "web_fetch_20250910", name: "web_fetch" },
            { name: "now", input_schema: { type: "object" } },
          ],
        },
      },
    },
    said: "Hello.",
    done: onAll({ by: "recorder", note: "left out, and named in the header" }),
    prove({ reply, prompt }) {
      expect(reply.withoutEffect).toMatch(/^tools\.web_/);
      expect(prompt).not.toMatch(/web_(search|fetch)/);
    },
  },
];
