import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import type { ResponseInputItem } from "openai/resources/responses/responses";

/** How a conversation is sampled; what a protocol has no field for is left out. */
export interface Knobs {
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP: number;
}

/** One way to talk: a protocol, streamed or whole. */
export interface LiveClient {
  readonly name: string;
  readonly streamed: boolean;
  /** Holds a conversation of some turns, giving back tool results where the model calls. */
  talk(url: string, knobs: readonly Knobs[]): Promise<void>;
}

const PARAMETERS = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "integer", minimum: 1, default: 1 } },
  required: ["city"],
};

const WEATHER = { name: "get_weather", description: "Weather of a city.", parameters: PARAMETERS };
const RESULT = "21 °C, light wind";
const QUESTION = (turn: number) => `Question ${turn}: how is it in Rome, é 中 🙂?`;

/** A minute is more than any of these answers takes, once an engine has begun. */
const PATIENCE = { apiKey: "unused", maxRetries: 0, timeout: 120_000 };

function chat(streamed: boolean): LiveClient {
  return {
    name: `openai chat, ${streamed ? "streamed" : "whole"}`,
    streamed,
    async talk(url, knobs) {
      const client = new OpenAI({ baseURL: `${url}/v1`, ...PATIENCE });
      const messages: ChatCompletionMessageParam[] = [{ role: "system", content: "You are a helper." }];
      const tools: OpenAI.ChatCompletionTool[] = [{ type: "function", function: WEATHER }];
      for (const [turn, { maxTokens, temperature, topP }] of knobs.entries()) {
        if (messages.at(-1)?.role !== "tool") messages.push({ role: "user", content: QUESTION(turn) });
        const body = { model: "m", messages, tools, max_tokens: maxTokens, temperature, top_p: topP };
        const message = streamed
          ? await client.chat.completions.stream(body).finalMessage()
          : (await client.chat.completions.create(body)).choices[0]?.message;
        if (message === undefined) throw new Error("no choice came back");
        messages.push(message);
        for (const call of message.tool_calls ?? []) {
          messages.push({ role: "tool", tool_call_id: call.id, content: RESULT });
        }
      }
    },
  };
}

function messages(streamed: boolean): LiveClient {
  return {
    name: `anthropic messages, ${streamed ? "streamed" : "whole"}`,
    streamed,
    async talk(url, knobs) {
      const client = new Anthropic({ baseURL: url, ...PATIENCE });
      const said: Anthropic.MessageParam[] = [];
      const schema = { ...PARAMETERS, type: "object" as const };
      const tools = [{ name: WEATHER.name, description: WEATHER.description, input_schema: schema }];
      let results: Anthropic.ToolResultBlockParam[] = [];
      for (const [turn, { maxTokens, temperature }] of knobs.entries()) {
        const content = results.length > 0 ? results : QUESTION(turn);
        said.push({ role: "user", content });
        const body = { model: "m", max_tokens: maxTokens, temperature, messages: said, tools };
        const answer = streamed
          ? await client.messages.stream(body).finalMessage()
          : await client.messages.create(body);
        said.push({ role: "assistant", content: answer.content });
        results = answer.content.flatMap((block) =>
          block.type === "tool_use"
            ? [{ type: "tool_result" as const, tool_use_id: block.id, content: RESULT }]
            : [],
        );
      }
    },
  };
}

type Echoed = Extract<
  OpenAI.Responses.ResponseOutputItem,
  { type: "message" | "reasoning" | "function_call" }
>;

function responses(streamed: boolean): LiveClient {
  return {
    name: `openai responses, ${streamed ? "streamed" : "whole"}`,
    streamed,
    async talk(url, knobs) {
      const client = new OpenAI({ baseURL: `${url}/v1`, ...PATIENCE });
      const input: ResponseInputItem[] = [];
      const tools = [{ type: "function" as const, strict: false, ...WEATHER }];
      let called = false;
      for (const [turn, { maxTokens, temperature, topP }] of knobs.entries()) {
        if (!called) input.push({ role: "user", content: QUESTION(turn) });
        const body = {
          ...{ model: "m", input, tools, max_output_tokens: maxTokens, temperature, top_p: topP },
          ...{ instructions: "You are a helper." },
        };
        const answer: OpenAI.Responses.Response = streamed
          ? await client.responses.stream(body).finalResponse()
          : await client.responses.create(body);
        input.push(...answer.output.filter(isInput));
        const calls = answer.output.filter((item) => item.type === "function_call");
        for (const { call_id } of calls)
          input.push({ type: "function_call_output", call_id, output: RESULT });
        called = calls.length > 0;
      }
    },
  };
}

function isInput(item: OpenAI.Responses.ResponseOutputItem): item is Echoed {
  return item.type === "message" || item.type === "reasoning" || item.type === "function_call";
}

/** The three protocols, each streamed and whole. */
export const LIVE_CLIENTS: readonly LiveClient[] = [chat, messages, responses].flatMap((client) => [
  client(false),
  client(true),
]);
