import Anthropic from "@anthropic-ai/sdk";
import { expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { linearise } from "@/lib/core/samples/linearise";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const MAIN_TOOL = {
  name: "WebSearch",
  input_schema: { type: "object" as const, properties: { query: { type: "string" } } },
};

/** The side call of Claude Code's WebSearch, as it goes over the wire. */
const SEARCH = {
  model: "m",
  max_tokens: 500,
  system: [{ type: "text", text: "You are an assistant for performing a web search tool use" }],
  tools: [{ type: "web_search_20250305", name: "web_search", max_uses: 8 }],
  tool_choice: { type: "tool", name: "web_search" },
  messages: [{ role: "user", content: "Perform a web search for the query: turntree recorder for agents" }],
} as const satisfies Anthropic.MessageCreateParams & { readonly system: object };

const RESULT = { type: "web_search_tool_result_error", error_code: "unavailable" };

function client(session: string): Anthropic {
  return new Anthropic({ apiKey: "dummy", baseURL: `${simulated.server.url}/s/${session}`, maxRetries: 0 });
}

it("is answered without results, is no sample, and no sub-agent of the call that wanted it", async () => {
  const anthropic = client("search");
  const call = JSON.stringify({ name: "WebSearch", arguments: { query: "turntree recorder for agents" } });
  const say = `[[sim ${JSON.stringify({ text: `<tool_call>\n${call}\n</tool_call>` })}]]`;
  await anthropic.messages.create({
    model: "m",
    max_tokens: 500,
    tools: [MAIN_TOOL],
    messages: [{ role: "user", content: `Search.\n${say}` }],
  });
  const { content, usage } = await anthropic.messages.create(SEARCH);
  expect(content).toMatchObject([
    { type: "server_tool_use", name: "web_search", input: { query: "turntree recorder for agents" } },
    { type: "web_search_tool_result", content: RESULT },
    { type: "text", text: expect.stringContaining("no search was made") },
  ]);
  expect(usage).toMatchObject({ input_tokens: 0, output_tokens: 0 });
  const recording = await simulated.server.runtime.store.readRecording("search");
  const policy = BUILT_IN_POLICIES.strict;
  const view = buildSessionView(recording, policy, linearise(recording, policy));
  expect(view.samples.map(({ turns }) => turns)).toEqual([[1]]);
  expect(view.turns[1]).toMatchObject({
    auxiliary: "web_search",
    side_call: { rule: "web_search", evidence: expect.stringContaining("the only tool is web_search") },
    spawned_by: null,
    output_tokens: 0,
  });
  expect(view.nodes.flatMap(({ fork_cause }) => fork_cause ?? [])).toEqual([]);
});

it("streams the same answer, as the SDK reads it", async () => {
  const stream = client("streamed").messages.stream(SEARCH);
  const { content, stop_reason } = await stream.finalMessage();
  expect(stop_reason).toBe("end_turn");
  expect(content).toMatchObject([
    { type: "server_tool_use", input: { query: "turntree recorder for agents" } },
    { type: "web_search_tool_result", content: RESULT },
    { type: "text", text: expect.stringContaining("no search was made") },
  ]);
});

it("stays refused in words where it is nobody's side call", async () => {
  const plain = { ...SEARCH, system: [], messages: [{ role: "user" as const, content: "Look it up." }] };
  await expect(client("plain").messages.create(plain)).rejects.toThrow(/tools holds only web_search/);
});
