import { describe, expect, it } from "vitest";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { FamilyBench } from "@/test/text/family-bench";
import { gptOssFiles } from "@/test/text/load-family";

const simulated = simulatedRecorder({}, gptOssFiles);

interface ChatMessage {
  readonly role: string;
  readonly content: string | null;
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly object[];
  readonly tool_call_id?: string;
}

/** Reasoning, text and a call, as gpt-oss samples them. */
const ALL_THREE =
  "<|channel|>analysis<|message|>A thought.<|end|><|start|>assistant<|channel|>commentary<|message|>I look.<|end|>" +
  '<|start|>assistant to=functions.look<|channel|>commentary json<|message|>{"at": "x"}';
const PLAIN = "<|channel|>final<|message|>The answer.";

/** What its template prints behind system text and tools; the text beside a call as analysis. */
const WITHOUT_REASONING =
  "<|start|>assistant<|channel|>analysis<|message|>I look.<|end|>" +
  '<|start|>assistant to=functions.look<|channel|>commentary json<|message|>{"at": "x"}<|call|>' +
  '<|start|>functions.look to=assistant<|channel|>commentary<|message|>"A result."<|end|>';

const LOOK = {
  type: "function",
  function: { name: "look", description: "Looks.", parameters: { type: "object", properties: {} } },
};
const user = (content: string): ChatMessage => ({ role: "user", content });
const result: ChatMessage = { role: "tool", content: "A result.", tool_call_id: "x" };

/** One call whose answer is given; returns the message as the client gets it. */
async function ask(session: string, messages: readonly ChatMessage[], text: string): Promise<ChatMessage> {
  const ids = [...new FamilyBench(simulated.server.runtime.model).sample(text, null)];
  await fetch(`${simulated.engine.url}/sim/answers`, { method: "POST", body: JSON.stringify([{ ids }]) });
  const response = await fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages, tools: [LOOK] }),
  });
  expect(response.status).toBe(200);
  return (await response.json()).choices[0].message;
}

async function recorded(session: string) {
  const { runtime } = simulated.server;
  const { turns, prompts } = await runtime.store.readRecording(session);
  return turns.map((turn) => ({ ...turn, prompt: runtime.model.decode(prompts.ids(turn.index)) }));
}

/** The rewrite of the message at a place, whose reasoning alone was left out. */
const leftOut = (messageIndex: number) => ({
  messageIndex,
  turnIndex: null,
  tolerance: "reasoning left out beside text and a call",
  held: expect.not.objectContaining({ reasoning_content: expect.anything() }),
  echoed: expect.objectContaining({ content: "I look.", reasoning_content: "A thought." }),
});

describe("an answer of reasoning, text and a call, which the template refuses together", () => {
  it("stays as it was sampled where the prompt is grafted on it", async () => {
    const answer = await ask("grafted", [user("Look.")], ALL_THREE);
    expect(answer).toMatchObject({ content: "I look.", reasoning_content: "A thought." });
    await ask("grafted", [user("Look."), answer, result], PLAIN);
    const [, second] = await recorded("grafted");
    expect(second).toMatchObject({ promptBuild: "graft", acceptedRewrites: [] });
    expect(second?.prompt).toContain(ALL_THREE);
  });

  it("is rendered without its reasoning after a fork, and by what is grafted on that, each time said", async () => {
    const answer = await ask("forked", [user("Look.")], ALL_THREE);
    const fork = [user("A summary."), answer, result];
    const next = await ask("forked", fork, PLAIN);
    await ask("forked", [...fork, next, user("More.")], PLAIN);
    const [, second, third] = await recorded("forked");
    expect(second?.prompt.slice(second.prompt.indexOf("<|start|>user"))).toBe(
      `<|start|>user<|message|>A summary.<|end|>${WITHOUT_REASONING}<|start|>assistant`,
    );
    expect(second?.promptMessages[1]).toMatchObject({ reasoning_content: "A thought." });
    expect(second).toMatchObject({ promptBuild: "render", acceptedRewrites: [leftOut(1)] });
    expect(third).toMatchObject({ promptBuild: "graft", acceptedRewrites: [leftOut(1)] });
  });

  it("is rendered without it for a session that asks for renders, whose audit names what it lost", async () => {
    await fetch(`${simulated.server.url}/api/sessions`, {
      method: "POST",
      body: '{"id":"rendered","prompt_mode":"render"}',
    });
    const answer = await ask("rendered", [user("Look.")], ALL_THREE);
    await ask("rendered", [user("Look."), answer, result], PLAIN);
    const [, second] = await recorded("rendered");
    expect(second?.prompt.slice(second.prompt.indexOf("<|start|>user"))).toBe(
      `<|start|>user<|message|>Look.<|end|>${WITHOUT_REASONING}<|start|>assistant`,
    );
    expect(second?.acceptedRewrites).toEqual([leftOut(1)]);
    const audit = async () => (await recorded("rendered"))[1]?.audit;
    await expect.poll(audit).toMatchObject({ cause: "reasoning stripped" });
  });

  it("is rendered without it after a refused graft, here of one that somebody else gave", async () => {
    const first = await ask("refused", [user("Hello.")], PLAIN);
    const call = { id: "x", type: "function", function: { name: "look", arguments: '{"at": "x"}' } };
    const foreign = {
      role: "assistant",
      content: "I look.",
      reasoning_content: "A thought.",
      tool_calls: [call],
    };
    await ask("refused", [user("Hello."), first, user("Look."), foreign, result], PLAIN);
    const [, second] = await recorded("refused");
    expect(second?.graft).toMatchObject({ refusal: "probe_refused" });
    expect(second?.prompt.slice(second.prompt.indexOf("<|start|>user"))).toBe(
      `<|start|>user<|message|>Hello.<|end|><|start|>assistant<|channel|>final<|message|>The answer.<|end|>` +
        `<|start|>user<|message|>Look.<|end|>${WITHOUT_REASONING}<|start|>assistant`,
    );
    expect(second?.acceptedRewrites).toEqual([leftOut(3)]);
  });
});
