import OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import type { ResponseInputItem } from "openai/resources/responses/responses";
import { z } from "zod";
import { QUESTIONS, type SdkTalker, sdkConversation, WEATHER_TOOL, weatherOf } from "./sdk-conversation.case";

const weatherArguments = z.object({ city: z.string() });

function weather(argumentsText: string): string {
  return weatherOf(weatherArguments.parse(JSON.parse(argumentsText)).city);
}

function openai(baseUrl: string): OpenAI {
  return new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: "dummy", maxRetries: 0 });
}

type Chat = (client: OpenAI, messages: ChatCompletionMessageParam[]) => Promise<OpenAI.ChatCompletionMessage>;

const tools: OpenAI.ChatCompletionTool[] = [{ type: "function", function: { ...WEATHER_TOOL } }];

const whole: Chat = async (client, messages) => {
  const completion = await client.chat.completions.create({ model: "m", messages, tools });
  const message = completion.choices[0]?.message;
  if (message === undefined) throw new Error("No choice came back.");
  return message;
};

/** The accumulator keeps only the last piece of fields that it does not know, so reasoning comes back mangled. */
const accumulated: Chat = (client, messages) =>
  client.chat.completions.stream({ model: "m", messages, tools }).finalMessage();

function chatTalker(name: string, chat: Chat): SdkTalker {
  return {
    name,
    async talk(baseUrl) {
      const client = openai(baseUrl);
      const messages: ChatCompletionMessageParam[] = [];
      const ask = async (question: string): Promise<string> => {
        messages.push({ role: "user", content: question });
        for (;;) {
          const message = await chat(client, messages);
          messages.push(message);
          for (const call of message.tool_calls ?? []) {
            if (call.type !== "function") continue;
            messages.push({ role: "tool", tool_call_id: call.id, content: weather(call.function.arguments) });
          }
          if ((message.tool_calls ?? []).length === 0) return message.content ?? "";
        }
      };
      return [await ask(QUESTIONS[0]), await ask(QUESTIONS[1])];
    },
  };
}

type Respond = (client: OpenAI, input: ResponseInputItem[]) => Promise<OpenAI.Responses.Response>;

const responseTools: OpenAI.Responses.FunctionTool[] = [{ type: "function", strict: false, ...WEATHER_TOOL }];

const wholeResponse: Respond = (client, input) =>
  client.responses.create({ model: "m", input, tools: responseTools });

const streamedResponse: Respond = (client, input) =>
  client.responses.stream({ model: "m", input, tools: responseTools }).finalResponse();

/** Refers to what the server said by its ids, as the AI SDK does. */
const referringResponse: Respond = (client, input) => {
  const said = input.map((item): ResponseInputItem => {
    const isItsOwn = item.type === "reasoning" || (item.type === "message" && item.role === "assistant");
    return isItsOwn && "id" in item && item.id ? { type: "item_reference", id: item.id } : item;
  });
  return wholeResponse(client, said);
};

function responsesTalker(name: string, respond: Respond): SdkTalker {
  return {
    name,
    async talk(baseUrl) {
      const client = openai(baseUrl);
      const input: ResponseInputItem[] = [];
      const ask = async (question: string): Promise<string> => {
        input.push({ role: "user", content: question });
        for (;;) {
          const response = await respond(client, input);
          input.push(...response.output.filter(isInput));
          const calls = response.output.filter((item) => item.type === "function_call");
          for (const call of calls) {
            input.push({
              type: "function_call_output",
              call_id: call.call_id,
              output: weather(call.arguments),
            });
          }
          if (calls.length === 0) return response.output_text;
        }
      };
      return [await ask(QUESTIONS[0]), await ask(QUESTIONS[1])];
    },
  };
}

/** Goes on from each response by its id, and brings only what is new. */
function chainedTalker(name: string): SdkTalker {
  return {
    name,
    async talk(baseUrl) {
      const client = openai(baseUrl);
      let previous: string | null = null;
      const ask = async (question: string): Promise<string> => {
        let input: ResponseInputItem[] = [{ role: "user", content: question }];
        for (;;) {
          const response: OpenAI.Responses.Response = await client.responses.create({
            model: "m",
            input,
            tools: responseTools,
            previous_response_id: previous,
          });
          previous = response.id;
          const calls = response.output.filter((item) => item.type === "function_call");
          if (calls.length === 0) return response.output_text;
          input = calls.map((call) => ({
            type: "function_call_output",
            call_id: call.call_id,
            output: weather(call.arguments),
          }));
        }
      };
      return [await ask(QUESTIONS[0]), await ask(QUESTIONS[1])];
    },
  };
}

type Echoed = Extract<
  OpenAI.Responses.ResponseOutputItem,
  { type: "message" | "reasoning" | "function_call" }
>;

function isInput(item: OpenAI.Responses.ResponseOutputItem): item is Echoed {
  return item.type === "message" || item.type === "reasoning" || item.type === "function_call";
}

sdkConversation([
  chatTalker("openai SDK, chat", whole),
  chatTalker("openai SDK, chat, accumulated stream", accumulated),
  responsesTalker("openai SDK, responses", wholeResponse),
  responsesTalker("openai SDK, responses, accumulated stream", streamedResponse),
  responsesTalker("openai SDK, responses, items by reference", referringResponse),
  chainedTalker("openai SDK, responses, by the id of the last one"),
]);
