import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { openaiChat } from "@/lib/wire/openai-chat";
import { turnOf } from "@/test/recording/turn-of";
import { chatBody } from "./chat-body";

describe("the body that asks a turn's call again", () => {
  it("asks for the same tools, template arguments and sampling", () => {
    const tools = [{ type: "function", function: { name: "run", parameters: { type: "object" } } }];
    const sampling = {
      max_new_tokens: 512,
      temperature: 0.6,
      top_p: 0.9,
      top_k: 20,
      min_p: 0.05,
      frequency_penalty: 0.1,
      presence_penalty: 0.2,
      repetition_penalty: 1.1,
      seed: 7,
      stop: ["END"],
    };
    const facts = { tools, template_arguments: { enable_thinking: false }, sampling };
    expect(openaiChat.parseRequest(chatBody(turnOf(readTurnFacts(facts, "refuse"))))).toMatchObject({
      tools,
      templateArguments: { enable_thinking: false },
      sampling: {
        ...{ maxTokens: 512, temperature: 0.6, topP: 0.9, topK: 20, minP: 0.05 },
        ...{ frequencyPenalty: 0.1, presencePenalty: 0.2, repetitionPenalty: 1.1, seed: 7, stop: ["END"] },
      },
    });
  });

  it("forbids calls where they were forbidden, so that what looks like one is text again", () => {
    const wishes = (tool_choice: JsonValue) =>
      openaiChat.parseRequest(chatBody(turnOf(readTurnFacts({ tool_choice }, "refuse")))).wishes.toolChoice;
    expect(wishes("none")).toEqual({ type: "none" });
    expect(wishes("required")).toEqual({ type: "auto" });
  });

  it("leaves to the defaults what nobody recorded", () => {
    expect(openaiChat.parseRequest(chatBody(turnOf()))).toMatchObject({
      tools: [],
      templateArguments: {},
      sampling: { maxTokens: null, temperature: null, seed: null, stop: [] },
    });
  });
});
