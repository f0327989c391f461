import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, jsonSchema, type ModelMessage, stepCountIs, streamText, tool } from "ai";
import { QUESTIONS, type SdkTalker, sdkConversation, WEATHER_TOOL, weatherOf } from "./sdk-conversation.case";

const tools = {
  [WEATHER_TOOL.name]: tool({
    description: WEATHER_TOOL.description,
    inputSchema: jsonSchema<{ city: string; days: number }>({
      type: "object",
      properties: { city: { type: "string" }, days: { type: "number" } },
      required: ["city", "days"],
    }),
    execute: async ({ city }) => weatherOf(city),
  }),
};

interface Said {
  readonly text: string;
  readonly messages: readonly ModelMessage[];
}

type Model = ReturnType<ReturnType<typeof createOpenAICompatible>>;
type Say = (model: Model, messages: ModelMessage[]) => Promise<Said>;

const STEPS = { tools, maxRetries: 0, stopWhen: stepCountIs(3) };

const generate: Say = async (model, messages) => {
  const { text, response } = await generateText({ model, messages, ...STEPS });
  return { text, messages: response.messages };
};

const stream: Say = async (model, messages) => {
  const result = streamText({ model, messages, ...STEPS });
  return { text: await result.text, messages: (await result.response).messages };
};

function talker(name: string, say: Say): SdkTalker {
  return {
    name,
    async talk(baseUrl) {
      const provider = createOpenAICompatible({
        name: "turntree",
        baseURL: `${baseUrl}/v1`,
        apiKey: "dummy",
      });
      const first: ModelMessage[] = [{ role: "user", content: QUESTIONS[0] }];
      const answered = await say(provider("m"), first);
      const history: ModelMessage[] = [
        ...first,
        ...answered.messages,
        { role: "user", content: QUESTIONS[1] },
      ];
      return [answered.text, (await say(provider("m"), history)).text];
    },
  };
}

sdkConversation([talker("ai SDK, generateText", generate), talker("ai SDK, streamText", stream)]);
