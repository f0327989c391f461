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
          if (results.length === 0)
            return content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("");
          messages.push({ role: "user", content: results });
        }
      };
      return [await ask(QUESTIONS[0]), await ask(QUESTIONS[1])];
    },
  };
}

sdkConversation([talker("anthropic SDK", whole), talker("anthropic SDK, accumulated stream", accumulated)]);
