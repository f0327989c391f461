import { z } from "zod";
import { errorMessage } from "@/lib/core/base/error-message";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import type { CheckReport } from "./check-report";
import { endingBias } from "./ending-bias";
import { type LiveBench, liveSessionUrl, postJson } from "./live-bench";
import { recordedSession } from "./recorded-session";

/** Small and closed, so that a model that says anything comes to an end. */
const WISH = {
  type: "object",
  properties: { city: { enum: ["Rome", "Paris"] }, days: { enum: [1, 2, 3] }, windy: { type: "boolean" } },
  required: ["city", "days", "windy"],
  additionalProperties: false,
};

const wish = z.strictObject({
  city: z.enum(["Rome", "Paris"]),
  days: z.literal([1, 2, 3]),
  windy: z.boolean(),
});

const USER = [{ role: "user", content: "Weather?" }];
const LIMITS = { model: "m", temperature: 1, max_tokens: 200 };
const FUNCTION = { name: "get_weather", description: "Weather.", parameters: WISH };

const chatReply = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          tool_calls: z
            .array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) }))
            .nullish(),
        }),
      }),
    )
    .min(1),
});

const messagesReply = z.object({
  content: z.array(
    z.object({ type: z.string(), name: z.string().optional(), input: z.unknown().optional() }),
  ),
});

const responsesReply = z.object({
  output: z.array(
    z.object({
      type: z.string(),
      name: z.string().optional(),
      arguments: z.string().optional(),
      content: z.array(z.object({ text: z.string().optional() })).nullish(),
    }),
  ),
});

/** One demand, and what an answer must hold so that it was met. */
interface Demand {
  readonly name: string;
  readonly path: string;
  readonly body: object;
  /** Throws where the reply does not say what was demanded. */
  readonly read: (reply: unknown) => void;
}

const content = (reply: unknown) => chatReply.parse(reply).choices[0]?.message.content ?? "";

const chatCall = (reply: unknown) => {
  const call = chatReply.parse(reply).choices[0]?.message.tool_calls?.[0]?.function;
  wish.parse(JSON.parse(call?.arguments ?? "null"));
  z.literal("get_weather").parse(call?.name);
};

const CHAT = "/v1/chat/completions";
const SCHEMA = { type: "json_schema", json_schema: { name: "wish", strict: true, schema: WISH } };
const TOOLS = [{ type: "function", function: FUNCTION }];

const DEMANDS: readonly Demand[] = [
  {
    name: "chat response_format json_schema",
    path: CHAT,
    body: { ...LIMITS, messages: USER, response_format: SCHEMA },
    read: (reply) => wish.parse(JSON.parse(content(reply))),
  },
  {
    name: "chat structured_outputs regex",
    path: CHAT,
    body: { ...LIMITS, messages: USER, structured_outputs: { regex: "[0-9]{3}-[a-f]{2}" } },
    read: (reply) =>
      z
        .string()
        .regex(/^[0-9]{3}-[a-f]{2}$/)
        .parse(content(reply)),
  },
  {
    name: "chat structured_outputs choice",
    path: CHAT,
    body: { ...LIMITS, messages: USER, structured_outputs: { choice: ["yes", "no"] } },
    read: (reply) => z.enum(["yes", "no"]).parse(content(reply)),
  },
  {
    name: "chat tool_choice required",
    path: CHAT,
    body: { ...LIMITS, messages: USER, tools: TOOLS, tool_choice: "required" },
    read: chatCall,
  },
  {
    name: "chat tool_choice by name",
    path: CHAT,
    body: {
      ...{ ...LIMITS, messages: USER, tools: TOOLS },
      tool_choice: { type: "function", function: { name: FUNCTION.name } },
    },
    read: chatCall,
  },
  {
    name: "messages tool_choice any",
    path: "/v1/messages",
    body: {
      ...{ ...LIMITS, messages: USER, tool_choice: { type: "any" } },
      tools: [{ name: FUNCTION.name, description: FUNCTION.description, input_schema: WISH }],
    },
    read: (reply) =>
      wish.parse(messagesReply.parse(reply).content.find(({ type }) => type === "tool_use")?.input),
  },
  {
    name: "responses text.format json_schema",
    path: "/v1/responses",
    body: {
      ...{ model: "m", temperature: 1, max_output_tokens: 200, input: "Weather?" },
      text: { format: { type: "json_schema", name: "wish", strict: true, schema: WISH } },
    },
    read: (reply) => {
      const { output } = responsesReply.parse(reply);
      const text = output.flatMap((item) => item.content ?? []).map((part) => part.text ?? "");
      wish.parse(JSON.parse(text.join("")));
    },
  },
  {
    name: "responses tool_choice required",
    path: "/v1/responses",
    body: {
      ...{ model: "m", temperature: 1, max_output_tokens: 200, input: "Weather?" },
      ...{ tools: [{ type: "function", strict: true, ...FUNCTION }], tool_choice: "required" },
    },
    read: (reply) => {
      const call = responsesReply.parse(reply).output.find(({ type }) => type === "function_call");
      wish.parse(JSON.parse(call?.arguments ?? "null"));
    },
  },
];

/** Each demand is made of a live sampler and met by its grammar. */
export async function checkGrammars(bench: LiveBench): Promise<CheckReport> {
  const problems: string[] = [];
  const bias = await endingBias();
  for (const demand of DEMANDS) {
    const problem = await problemWith(bench, demand, bias);
    if (problem !== null) problems.push(`${demand.name}: ${problem}`);
  }
  return {
    check: "answers within a grammar",
    figures: `${DEMANDS.length - problems.length} of ${DEMANDS.length} demands met: ${DEMANDS.map(({ name }) => name).join(", ")}`,
    problems,
  };
}

async function problemWith(
  bench: LiveBench,
  { name, path, body, read }: Demand,
  bias: Readonly<Record<string, number>>,
): Promise<string | null> {
  const session = `grammar-${name.replaceAll(/[^a-z]+/g, "-")}`;
  const response = await postJson(`${liveSessionUrl(bench, session)}${path}`, { ...body, logit_bias: bias });
  const text = await response.text();
  const unmet = response.headers.get("x-turntree-without-effect");
  if (!response.ok) return `${response.status} ${text.slice(0, 400)}`;
  try {
    read(JSON.parse(text));
  } catch (error) {
    const words = errorMessage(error).replaceAll(/\s+/g, " ").slice(0, 200);
    return `${words}; sampled: ${await sampledText(bench, session)}`;
  }
  return unmet === null ? null : `without effect: ${unmet}`;
}

/** What was sampled in a session of one call, as text. */
async function sampledText({ turntree }: LiveBench, session: string): Promise<string> {
  const model = await loadLanguageModel("qwen3");
  const { calls } = await recordedSession(turntree, session);
  return JSON.stringify(calls.map(({ turn }) => model.decode(turn.outputIds)).join()).slice(0, 900);
}
