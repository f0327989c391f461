import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const PARAMETERS = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "number", default: 1 } },
  required: ["city"],
};
const FUNCTION = { type: "function", function: { name: "get_weather", parameters: PARAMETERS } };
const OTHER = { type: "function", function: { name: "now", parameters: { type: "object", properties: {} } } };
const flat = ({ function: { name, parameters } }: typeof FUNCTION | typeof OTHER) => ({
  type: "function",
  name,
  parameters,
});
const input = ({ function: { name, parameters } }: typeof FUNCTION | typeof OTHER) => ({
  name,
  input_schema: parameters,
});

const SCHEMA = {
  type: "object",
  properties: { x: { type: "number" } },
  required: ["x"],
  additionalProperties: false,
};

let calls = 0;

async function post(path: string, body: object): Promise<Response> {
  return fetch(`${simulated.server.url}/s/demanded-${calls}${path}`, {
    method: "POST",
    body: JSON.stringify({ model: "m", ...body }),
  });
}

function messages(wanted: string): object {
  return {
    messages: [
      { role: "user", content: `Say hello to 'Oslo'.\n[[sim ${JSON.stringify({ text: wanted })}]]` },
    ],
  };
}

const chatReply = z.object({
  choices: z.tuple([
    z.object({
      finish_reason: z.string(),
      message: z.object({
        content: z.string().nullable(),
        reasoning_content: z.string().optional(),
        tool_calls: z
          .array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) }))
          .default([]),
      }),
    }),
  ]),
});

async function chat(fields: object, wanted = "Hello.") {
  const response = await post("/v1/chat/completions", { ...messages(wanted), ...fields });
  expect(response.headers.get("x-turntree-without-effect")).toBeNull();
  const { choices } = chatReply.parse(await response.json());
  return { ...choices[0].message, finish: choices[0].finish_reason };
}

async function constraints(): Promise<unknown> {
  const lines = await fetch(`${simulated.server.url}/api/sessions/demanded-${calls}/turns.jsonl`);
  const turn = z.object({ constraints: z.unknown() });
  return turn.parse(
    z.object({ facts: z.unknown() }).parse(JSON.parse((await lines.text()).split("\n")[1] ?? "")).facts,
  ).constraints;
}

beforeEach(() => {
  calls++;
});

describe("a call that its client demands", () => {
  it("comes although the model would rather talk, over Chat Completions", async () => {
    const named = { type: "function", function: { name: "get_weather" } };
    const { tool_calls, content, finish } = await chat({ tools: [OTHER, FUNCTION], tool_choice: named });
    expect({ content, finish, name: tool_calls[0]?.function.name }).toEqual({
      content: null,
      finish: "tool_calls",
      name: "get_weather",
    });
    expect(JSON.parse(tool_calls[0]?.function.arguments ?? "")).toEqual({ city: "Oslo" });
    expect(await constraints()).toEqual([{ kind: "grammar", cause: "tool_choice", ids: null }]);
  });

  it("comes over the Responses API", async () => {
    const named = { type: "function", name: "get_weather" };
    const said = messages("Hello.");
    const body = { input: z.object({ messages: z.array(z.unknown()) }).parse(said).messages };
    const response = await post("/v1/responses", { ...body, tools: [flat(FUNCTION)], tool_choice: named });
    const { output } = z
      .object({ output: z.array(z.looseObject({ type: z.string() })) })
      .parse(await response.json());
    expect(output).toMatchObject([{ type: "function_call", name: "get_weather" }]);
  });

  it.each([
    ["any", { type: "any" }],
    ["named", { type: "tool", name: "get_weather" }],
  ])("comes over Messages: %s", async (_, choice) => {
    const body = { ...messages("Hello."), max_tokens: 99, tools: [input(FUNCTION)], tool_choice: choice };
    const response = await post("/v1/messages", body);
    const reply = z
      .object({ stop_reason: z.string(), content: z.array(z.unknown()) })
      .parse(await response.json());
    expect(reply).toMatchObject({
      stop_reason: "tool_use",
      content: [{ type: "tool_use", name: "get_weather" }],
    });
  });

  it("comes streamed as it comes whole", async () => {
    const body = { ...messages("Hello."), tools: [FUNCTION], tool_choice: "required", stream: true };
    const text = await (await post("/v1/chat/completions", body)).text();
    expect(text).toContain('"name":"get_weather"');
    expect(text).toContain('"finish_reason":"tool_calls"');
    expect(text).not.toContain("Hello.");
  });

  it("leaves the model its reasoning, and its own call where it makes one", async () => {
    const own =
      '<think>\nOslo, then.\n</think>\n\n<tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>';
    const said = await chat({ tools: [FUNCTION, OTHER], tool_choice: "required" }, own);
    expect(said.reasoning_content).toBe("Oslo, then.");
    expect(said.tool_calls.map((call) => call.function.name)).toEqual(["now"]);
  });

  it("is one where the client takes one", async () => {
    const one = '<tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>';
    const body = { tools: [OTHER], tool_choice: "required", parallel_tool_calls: false };
    expect((await chat(body, `${one}\n${one}`)).tool_calls).toHaveLength(1);
    expect((await chat({ ...body, parallel_tool_calls: true }, `${one}\n${one}`)).tool_calls).toHaveLength(2);
  });
});

describe("JSON that its client demands", () => {
  const format = { type: "json_schema", json_schema: { name: "a", strict: true, schema: SCHEMA } };

  it.each([
    ["Chat Completions", "/v1/chat/completions", { response_format: format }, "choices"],
    [
      "Responses",
      "/v1/responses",
      { text: { format: { type: "json_schema", name: "a", schema: SCHEMA } } },
      "output",
    ],
    [
      "Messages",
      "/v1/messages",
      { output_config: { format: { type: "json_schema", schema: SCHEMA } } },
      "content",
    ],
    [
      "Messages, as it was in the beta",
      "/v1/messages",
      { output_format: { type: "json_schema", schema: SCHEMA } },
      "content",
    ],
  ])("is what comes over %s", async (_, path, fields, member) => {
    const said = messages("Hello.");
    const responses = { input: z.object({ messages: z.array(z.unknown()) }).parse(said).messages };
    const body = path === "/v1/responses" ? responses : { ...said, max_tokens: 99 };
    const response = await post(path, { ...body, ...fields });
    expect(response.headers.get("x-turntree-without-effect")).toBeNull();
    const reply = z.record(z.string(), z.unknown()).parse(await response.json());
    expect(JSON.stringify(reply[member])).toContain('{\\"x\\": 1}');
    expect(await constraints()).toEqual([{ kind: "grammar", cause: "response_format", ids: null }]);
  });

  it("is any object where no schema is given", async () => {
    const said = await chat({ response_format: { type: "json_object" } });
    expect(JSON.parse(said.content ?? "")).toBeInstanceOf(Object);
  });

  it("stands beside calls: tools that are offered may still be called", async () => {
    const call = '<tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>';
    const body = { response_format: format, tools: [OTHER] };
    expect((await chat(body, call)).tool_calls).toHaveLength(1);
    expect(JSON.parse((await chat(body, "Hello.")).content ?? "")).toEqual({ x: 1 });
  });

  it("is a choice of texts, a regex or rules where an open engine's fields ask for those", async () => {
    const choice = { structured_outputs: { choice: ["yes", "no"] } };
    expect((await chat(choice, "Hello.")).content).toBe("yes");
    expect((await chat({ regex: "[a-z]{2}" }, "ab")).content).toBe("ab");
    expect((await chat({ ebnf: 'root ::= "ab"' }, "ab")).content).toBe("ab");
  });

  it.each([
    [
      "/v1/chat/completions",
      { response_format: { type: "json_schema", json_schema: { schema: { type: "nonsense" } } } },
    ],
    ["/v1/messages", { output_config: { format: { type: "json_schema", schema: { type: "nonsense" } } } }],
  ])(
    "is refused in the engine's words where the engine cannot take the schema, at %s",
    async (path, fields) => {
      for (const stream of [false, true]) {
        const response = await post(path, { ...messages("Hello."), max_tokens: 9, stream, ...fields });
        expect(response.status).toBe(400);
        const { error } = z
          .object({ error: z.object({ type: z.string(), message: z.string() }) })
          .parse(await response.json());
        expect(error).toEqual(expect.objectContaining({ type: "invalid_request_error" }));
        expect(error.message).toContain('Unsupported type "nonsense"');
      }
    },
  );
});
