import Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { QUESTIONS, type SdkTalker, sdkConversation, WEATHER_TOOL, weatherOf } from "./sdk-conversation.case";

const weatherInput = z.object({ city: z.string() });

const tools: Anthropic.Tool[] = [
  {
    name: WEATHER_TOOL.name,
    description: WEATHER_TOOL.description,
    input_schema: {
      type: "object",
      properties: WEATHER_TOOL.parameters.properties,
      required: [...WEATHER_TOOL.parameters.required],
    },
  },
];

type Send = (client: Anthropic, messages: Anthropic.MessageParam[]) => Promise<Anthropic.Message>;

const LIMITS = { model: "m", max_tokens: 1_000, tools };

const whole: Send = (client, messages) => client.messages.create({ ...LIMITS, messages });

const accumulated: Send = (client, messages) =>
  client.messages.stream({ ...LIMITS, messages }).finalMessage();

function talker(name: string, send: Send): SdkTalker {
  return {
    name,
    async talk(baseUrl) {
      const client = new Anthropic({ baseURL: baseUrl, apiKey: "dummy", maxRetries: 0 });
      const messages: Anthropic.MessageParam[] = [];
      const ask = async (question: string): Promise<string> => {
        messages.push({ role: "user", content: question });
        for (;;) {
          const { content } = await send(client, messages);
          messages.push({ role: "assistant", content });
          const results = content.flatMap((block): Anthropic.ToolResultBlockParam[] =>
            block.type === "tool_use"
              ? [
                  {
                    type: "tool_result",
                    tool_use_id: block.id,
                    content: weatherOf(weatherInput.parse(block.input).city),
                  },
                ]
              : [],
          );
          if (results.length === 0) return textOf({ content });
          messages.push({ role: "user", content: results });
        }
      };
      return [await ask(QUESTIONS[0]), await ask(QUESTIONS[1])];
    },
  };
}

function textOf({ content }: { readonly content: readonly { readonly type: string }[] }): string {
  return content.flatMap((block) => ("text" in block ? [String(block.text)] : [])).join("");
}

/** Sends only what is new, unless the server has lost the thread. */
function runningTalker(name: string, stream: boolean): SdkTalker {
  return {
    name,
    async talk(baseUrl) {
      const client = new Anthropic({ baseURL: baseUrl, apiKey: "dummy", maxRetries: 0 });
      const [schema] = tools;
      if (schema === undefined) throw new Error("There is no tool.");
      const runnable = {
        ...schema,
        parse: (input: unknown) => weatherInput.parse(input),
        run: ({ city }: z.output<typeof weatherInput>) => weatherOf(city),
      };
      const run = async (messages: Anthropic.Beta.BetaMessageParam[]) => {
        const runner = client.beta.messages.toolRunner({
          ...{ model: "m", max_tokens: 1_000, stream },
          ...{ tools: [runnable], messages },
        });
        const text = textOf(await runner.runUntilDone());
        return { text, history: runner.params.messages };
      };
      const first = await run([{ role: "user", content: QUESTIONS[0] }]);
      const second = await run([...first.history, { role: "user", content: QUESTIONS[1] }]);
      return [first.text, second.text];
    },
  };
}

sdkConversation([
  talker("anthropic SDK", whole),
  talker("anthropic SDK, accumulated stream", accumulated),
  runningTalker("anthropic SDK, tool runner", false),
  runningTalker("anthropic SDK, tool runner over streams", true),
]);
