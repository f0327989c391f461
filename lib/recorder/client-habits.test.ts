import { describe, expect, it } from "vitest";
import { type ChatMessage, fromUser, graftClient } from "@/test/recorder/graft-client";

const { simulated, next, ask, shapeOf } = graftClient();

const done = { text: "Done." };

function tool(name: string, properties: object) {
  return { type: "function", function: { name, parameters: { type: "object", properties } } };
}

function callOf(name: string, args: object): string {
  return `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`;
}

/** An answer of one call, given back with other arguments, and the turn after it. */
async function giveBack(
  session: string,
  called: { readonly tool: ReturnType<typeof tool>; readonly args: object; readonly text?: string },
  changed: { readonly args: object; readonly content?: string | null },
  headers: Record<string, string>,
  before: readonly ChatMessage[] = [],
) {
  const { name } = called.tool.function;
  const more = { tools: [called.tool], headers };
  const history = [...before, fromUser("Go.")];
  const text = `${called.text ?? ""}${callOf(name, called.args)}`;
  const answer = await ask(session, history, { text }, more);
  const [call] = answer.tool_calls ?? [];
  const echoed = Object.assign({}, call, { function: { name, arguments: JSON.stringify(changed.args) } });
  const content = changed.content === undefined ? answer.content : changed.content;
  const id = String(Reflect.get(Object(call), "id"));
  await ask(
    session,
    [
      ...history,
      { role: "assistant", content, tool_calls: [echoed] },
      { role: "tool", content: "x", tool_call_id: id },
    ],
    done,
    more,
  );
  return shapeOf(session);
}

const OPENAI = { "user-agent": "OpenAI/Python 3.3.0" };
const weather = tool("get_weather", { city: { type: "string" }, days: { type: "number", default: 1 } });

describe("a client that gives a call back", () => {
  it.each([
    ["the AI SDK", { "user-agent": "ai/7.0.173 ai-sdk-provider-utils/5.0.81 node.js/22" }],
    ["a client that is not known", {}],
  ])("with the default that the tool's schema states goes on from it: %s", async (name, headers) => {
    const shape = await giveBack(
      `declared-default-${name.length}`,
      { tool: weather, args: { city: "Oslo" } },
      { args: { city: "Oslo", days: 1 } },
      headers,
    );
    expect(shape).toMatchObject({ samples: [[1, 2]], forks: [], forgiven: ["default argument added"] });
  });

  it("with a value that the schema does not state forks", async () => {
    const shape = await giveBack(
      "other-value",
      { tool: weather, args: { city: "Oslo" } },
      { args: { city: "Oslo", days: 2 } },
      {},
    );
    expect(shape).toMatchObject({ samples: [[1], [2]], forks: ["rewritten"], forgiven: [] });
  });

  it("without an argument that its schema does not know is forgiven as the AI SDK, and not as pydantic-ai", async () => {
    const called = { tool: tool("w", { c: { type: "string" } }), args: { c: "P", x: 1 } };
    const changed = { args: { c: "P" } };
    const ai = await giveBack("ai-drops", called, changed, { "user-agent": "ai/7.0.173" });
    expect(ai).toMatchObject({ client: "ai-sdk", forgiven: ["unknown argument dropped"] });
    const pydantic = await giveBack("pydantic-drops", called, changed, {
      "user-agent": "pydantic-ai/2.62.0",
    });
    expect(pydantic).toMatchObject({ client: "pydantic-ai", samples: [[1], [2]], forgiven: [] });
  });

  it("without the text beside it forks by default, and the fork says so", async () => {
    const shape = await giveBack(
      "text-dropped",
      { tool: weather, args: { city: "Oslo" }, text: "I will look.\n" },
      { args: { city: "Oslo" }, content: "" },
      OPENAI,
    );
    expect(shape).toMatchObject({ samples: [[1], [2]], forks: ["text dropped beside calls"], forgiven: [] });
  });
});

describe("Claude Code behind a router", () => {
  const bash = tool("Bash", { command: { type: "string" } });
  const called = { tool: bash, args: { command: "cd /w && ls" } };
  const changed = { args: { command: "ls" } };
  const billed = {
    role: "system",
    content:
      "x-anthropic-billing-header: cc_version=2.1.332.f38; cc_entrypoint=sdk-cli;\nYou are a Claude agent.",
  };

  it("is known by its billing line, so that its habits are forgiven", async () => {
    const shape = await giveBack("routed", called, changed, { "user-agent": "node" }, [billed]);
    expect(shape).toMatchObject({ client: "claude-code", samples: [[1, 2]], forks: [] });
    expect(shape.forgiven).toContain("cd prefix removed");
  });

  it("is what the header x-turntree-client says, with no word in the prompt", async () => {
    const headers = { "user-agent": "node", "x-turntree-client": "Claude-Code" };
    const shape = await giveBack("named", called, changed, headers);
    expect(shape).toMatchObject({
      client: "claude-code",
      samples: [[1, 2]],
      forgiven: ["cd prefix removed"],
    });
  });

  it("forks as any other where nothing tells", async () => {
    const shape = await giveBack("untold", called, changed, { "user-agent": "node" });
    expect(shape).toMatchObject({ client: "unknown", samples: [[1], [2]] });
  });
});

it("a client that nobody knows is recorded under the name that it is given, and a bad name is refused", async () => {
  await ask("own-name", [fromUser("Hello.")], done, { headers: { "x-turntree-client": "my agent 2" } });
  expect((await shapeOf("own-name")).client).toBe("my agent 2");
  const response = await fetch(`${simulated.server.url}/s/bad-name/v1/chat/completions`, {
    method: "POST",
    headers: { "x-turntree-client": "<b>" },
    body: JSON.stringify({ model: "m", messages: [fromUser("Hello.")] }),
  });
  expect(response.status).toBe(400);
  expect((await response.json()).error.message).toContain("x-turntree-client must begin with");
});

it("a stop string that is given back with the answer is what was sampled", async () => {
  const history = [fromUser("Go.")];
  const text = "Thought: look\n<code>\nprint(1)\n</code> and more";
  const more = { stop: ["</code>"], headers: OPENAI };
  const { content } = await ask("stop-back", history, { text }, more);
  const echoed = { role: "assistant", content: `${content}</code>` };
  await ask("stop-back", [...history, echoed, fromUser("Observation: 1")], done, more);
  expect(await shapeOf("stop-back")).toMatchObject({
    samples: [[1, 2]],
    forks: [],
    forgiven: ["stop string given back"],
  });
});

it("reasoning that comes back as a text of its own over Responses goes on from the answer", async () => {
  const tools = [
    { type: "function", name: "w", parameters: { type: "object", properties: { c: { type: "string" } } } },
  ];
  const send = async (input: readonly object[]) => {
    const response = await fetch(`${simulated.server.url}/s/reasoning-text/v1/responses`, {
      method: "POST",
      headers: { "user-agent": "pydantic-ai/2.62.0" },
      body: JSON.stringify({ model: "m", input, tools }),
    });
    expect(response.status).toBe(200);
    return response.json();
  };
  await next({ text: `<think>\nhm\n</think>\n\nLooking.${callOf("w", { c: "P" })}` });
  const { output } = await send([fromUser("Go.")]);
  const { call_id: id, arguments: args } = output.at(-1);
  await next(done);
  await send([
    fromUser("Go."),
    { role: "assistant", content: "<think>\nhm\n</think>" },
    { role: "assistant", content: "Looking." },
    { type: "function_call", call_id: id, name: "w", arguments: args },
    { type: "function_call_output", call_id: id, output: "x" },
  ]);
  const shape = await shapeOf("reasoning-text");
  expect(shape).toMatchObject({ samples: [[1, 2]], forks: [] });
  expect(new Set(shape.forgiven)).toEqual(new Set(["reasoning given as text"]));
});
