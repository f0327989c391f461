import { expect, it } from "vitest";
import { z } from "zod";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { openaiChat } from "@/lib/wire/openai-chat";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

interface ChatMessage {
  readonly role: string;
  readonly content: string | null;
  readonly tool_calls?: readonly unknown[];
  readonly tool_call_id?: string;
}

const CODEX = "codex_cli_rs/0.57.0 (Linux)";
const BASH = { type: "function", function: { name: "bash", parameters: { type: "object", properties: {} } } };
const CALL = '<tool_call>\n{"name": "bash", "arguments": {"command": "make clean"}}\n</tool_call>';
const asked: ChatMessage = { role: "user", content: "clean up" };
const done: ChatMessage = { role: "tool", content: "done", tool_call_id: "x" };
const thanks: ChatMessage = { role: "user", content: "thanks" };

/** One call whose answer is given; returns the message as the client gets it. */
async function ask(
  session: string,
  messages: readonly ChatMessage[],
  text: string,
  userAgent = CODEX,
): Promise<ChatMessage> {
  const answers = JSON.stringify([{ text, tokenisation: "odd" }]);
  await fetch(`${simulated.engine.url}/sim/answers`, { method: "POST", body: answers });
  const response = await fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    headers: { "user-agent": userAgent },
    body: JSON.stringify({ model: "m", messages, tools: [BASH] }),
  });
  expect(response.status).toBe(200);
  return (await response.json()).choices[0].message;
}

/** An answer as Codex gives it back until 0.57: its calls, their results, then its text. */
function halves(answer: ChatMessage): ChatMessage[] {
  return [
    { role: "assistant", content: null, tool_calls: answer.tool_calls ?? [] },
    done,
    { role: "assistant", content: answer.content },
  ];
}

const generations = z.array(z.object({ input_ids: z.array(z.number()) }));

/** The prompt ids of every call so far, as they arrived at the engine. */
async function promptsAtEngine(): Promise<number[][]> {
  const heard = generations.parse(await (await fetch(`${simulated.engine.url}/sim/generations`)).json());
  return heard.map(({ input_ids }) => input_ids);
}

function rendered(messages: readonly ChatMessage[]): number[] {
  const call = openaiChat.parseRequest(JSON.parse(JSON.stringify({ messages, tools: [BASH] })));
  const { model } = simulated.server.runtime;
  const { ids } = model.render({
    messages: call.messages,
    tools: call.tools,
    templateArguments: {},
    addGenerationPrompt: true,
  });
  return [...ids];
}

it("a text that Codex gives back after the tool results stays on one chain of sampled ids", async () => {
  const first = await ask("late-text", [asked], `I clean up.\n${CALL}`);
  const second = await ask("late-text", [asked, ...halves(first)], `Once more.\n${CALL}`);
  await ask("late-text", [asked, ...halves(first), ...halves(second), thanks], "Welcome.");

  const recording = await simulated.server.runtime.store.readRecording("late-text");
  const { model } = simulated.server.runtime;
  const result = "\n<|im_start|>user\n<tool_response>\ndone\n</tool_response><|im_end|>\n";
  const framings = [
    `${result}<|im_start|>assistant\n`,
    `${result}<|im_start|>user\nthanks<|im_end|>\n<|im_start|>assistant\n`,
  ];
  const atEngine = await promptsAtEngine();
  for (const [earlier, framing] of framings.entries()) {
    const held = [...(atEngine[earlier] ?? []), ...(recording.turns[earlier]?.outputIds ?? [])];
    const prompt = atEngine[earlier + 1] ?? [];
    expect(prompt.slice(0, held.length)).toEqual(held);
    expect(model.decode(prompt.slice(held.length))).toBe(framing);
    expect(prompt).toEqual([...recording.prompts.ids(earlier + 2)]);
  }
  expect(linearise(recording, resolvePolicy("strict")).samples.map(({ turns }) => turns)).toEqual([
    [1, 2, 3],
  ]);
});

it("both halves are kept as what was accepted", async () => {
  const { turns } = await simulated.server.runtime.store.readRecording("late-text");
  const tolerance = "text and tool calls split";
  expect(turns[2]?.acceptedRewrites).toMatchObject([
    { messageIndex: 1, turnIndex: 1, tolerance, echoed: { tool_calls: [{ function: { name: "bash" } }] } },
    { messageIndex: 2, turnIndex: 1, tolerance, echoed: { content: "I clean up." } },
    { messageIndex: 4, turnIndex: 2, tolerance },
    { messageIndex: 5, turnIndex: 2, tolerance, echoed: { content: "Once more." } },
  ]);
});

it("the client's order stands where the answer is not on the path, and for other clients", async () => {
  const answer = await ask("moved", [asked], `I clean up.\n${CALL}`);
  const elsewhere = [{ role: "user", content: "elsewhere" }, ...halves(answer), thanks];
  await ask("moved", elsewhere, "Welcome.");
  expect((await promptsAtEngine()).at(-1)).toEqual(rendered(elsewhere));
  const same = [asked, ...halves(answer), thanks];
  await ask("moved", same, "Welcome.", "somebody/1.0");
  expect((await promptsAtEngine()).at(-1)).toEqual(rendered(same));
});

it("an answer without calls that follows a call without a text is not joined with it", async () => {
  const first = await ask("plain", [asked], CALL);
  const second = await ask("plain", [asked, { ...first }, done], "I clean up.");
  await ask("plain", [asked, { ...first }, done, { ...second }, thanks], "Welcome.");
  const recording = await simulated.server.runtime.store.readRecording("plain");
  expect(recording.turns.map(({ graft }) => graft)).toMatchObject([
    { anchor: null },
    { anchor: 1 },
    { anchor: 2 },
  ]);
});
