import { expect, it } from "vitest";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const TOOLS = [
  { name: "get_weather", input_schema: { type: "object", properties: { city: { type: "string" } } } },
];
const CALL = '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Oslo"}}\n</tool_call>';
const QUESTION = { role: "user", content: simLine({ text: CALL }, "What is the weather?") };

async function send(session: string, body: object, path = "/v1/messages") {
  const response = await fetch(`${simulated.server.url}/s/${session}${path}`, {
    method: "POST",
    headers: { "anthropic-beta": "message-threads-2026-08-12" },
    body: JSON.stringify({ model: "m", max_tokens: 500, ...body }),
  });
  return { status: response.status, body: await response.json() };
}

async function turns(session: string) {
  return (await simulated.server.runtime.store.readRecording(session)).turns;
}

it("an Anthropic thread that goes on is sent back for its whole conversation, which is grafted", async () => {
  const first = await send("thread", { messages: [QUESTION], tools: TOOLS, thread: { type: "create" } });
  expect(first.status).toBe(200);
  const result = {
    role: "user",
    content: [{ type: "tool_result", tool_use_id: first.body.content[0].id, content: "It is sunny in Oslo" }],
  };
  const continued = { type: "continue", previous_message_id: first.body.id };
  const lost = await send("thread", { messages: [result], thread: continued });
  expect(lost.status).toBe(404);
  expect(lost.body).toMatchObject({
    type: "error",
    error: { type: "not_found_error", details: { error_code: "thread_not_found" } },
  });
  expect(await turns("thread")).toHaveLength(1);

  const whole = [QUESTION, { role: "assistant", content: first.body.content }, result];
  const again = await send("thread", { messages: whole, tools: TOOLS, thread: { type: "create" } });
  expect(again.status).toBe(200);
  expect((await turns("thread")).map(({ promptBuild, graft }) => [promptBuild, graft?.anchor])).toEqual([
    ["render", null],
    ["graft", 1],
  ]);
});

it("a thread that goes on is not counted either, nor when it brings no message", async () => {
  const thread = { type: "continue", previous_message_id: "msg_1" };
  for (const path of ["/v1/messages", "/v1/messages/count_tokens"]) {
    const { status, body } = await send("unknown-thread", { messages: [], thread }, path);
    expect([status, body.error.details]).toEqual([404, { error_code: "thread_not_found" }]);
  }
  expect(await simulated.server.runtime.store.findSession("unknown-thread")).toBeNull();
});
