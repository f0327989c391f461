import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { anthropicMessages } from "@/lib/wire/anthropic-messages";
import { openaiChat } from "@/lib/wire/openai-chat";
import { openaiResponses } from "@/lib/wire/openai-responses";

/** What servers take that this one does not know, or does not do. */
const ODD: readonly JsonObject[] = [
  { tool_choice: { type: "file_search" } },
  { response_format: { type: "grammar", syntax: "lark" } },
  { text: { format: { type: "grammar" } } },
  { output_config: { format: { type: "grammar" } } },
  { logit_bias: { "5": 400 } },
  { seed: 36893488147419103232n },
  { n: 4 },
  { thinking: "adaptive" },
];

const DOORS = [
  [openaiChat, { messages: [{ role: "user", content: "Hello" }] }],
  [openaiResponses, { input: "Hello" }],
  [anthropicMessages, { max_tokens: 5, messages: [{ role: "user", content: "Hello" }] }],
] as const;

describe("a call that another server answers", () => {
  it.each(ODD.map((odd) => [Object.keys(odd)[0], odd] as const))(
    "may ask for %s in a way that is not known here, and is read all the same",
    (_, odd) => {
      for (const [protocol, body] of DOORS) {
        const { messages } = protocol.parseRequest({ ...body, ...odd }, { media: "refuse", forwarded: true });
        expect(messages).toEqual([{ role: "user", content: "Hello" }]);
      }
    },
  );

  it("is refused where its messages cannot be read", () => {
    expect(() => openaiChat.parseRequest({ messages: 5 }, { media: "refuse", forwarded: true })).toThrow(
      "messages is not accepted",
    );
  });
});
