import { describe, expect, it } from "vitest";
import { z } from "zod";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { FramingResult } from "@/lib/core/proof/framing";
import { linearise } from "@/lib/core/samples/linearise";
import type { LanguageModel } from "@/lib/text/language-model";
import { openaiChat } from "@/lib/wire/openai-chat";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { createRecorder } from "./recorder";
import { simulatedRecorder } from "./simulated-recorder.case";

const simulated = simulatedRecorder();

interface ChatMessage {
  readonly role: string;
  readonly content: string | null;
  readonly tool_calls?: readonly unknown[];
  readonly tool_call_id?: string;
  readonly reasoning_content?: string;
}

const user = (content: string): ChatMessage => ({ role: "user", content });
const echo = (content: string): ChatMessage => ({ role: "assistant", content });

/** Has the engine sample this next, whoever asks. */
async function next(answer: SimAnswerInput): Promise<void> {
  await fetch(`${simulated.engine.url}/sim/answers`, { method: "POST", body: JSON.stringify([answer]) });
}

/** One call whose answer is given; returns the message as the client gets it. */
async function ask(
  session: string,
  messages: readonly ChatMessage[],
  answer: SimAnswerInput,
  more: { readonly [field: string]: unknown; readonly headers?: Record<string, string> } = {},
): Promise<ChatMessage> {
  await next(answer);
  const { headers = {}, ...fields } = more;
  const response = await fetch(`${simulated.server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ model: "m", messages, ...fields }),
  });
  expect(response.status).toBe(200);
  return (await response.json()).choices[0].message;
}

async function recorded(session: string) {
  const { turns, prompts } = await simulated.server.runtime.store.readRecording(session);
  return turns.map((turn) => ({
    ...turn,
    prompt: [...prompts.ids(turn.index)],
    output: [...turn.outputIds],
  }));
}

const generations = z.array(z.object({ input_ids: z.array(z.number()) }));

/** The prompt ids of the last call, as they arrived at the engine. */
async function lastPromptAtEngine(): Promise<number[]> {
  const heard = generations.parse(await (await fetch(`${simulated.engine.url}/sim/generations`)).json());
  return heard.at(-1)?.input_ids ?? [];
}

function rendered(messages: readonly ChatMessage[], tools: readonly object[] = []): number[] {
  const call = openaiChat.parseRequest(JSON.parse(JSON.stringify({ messages, tools })));
  const input = {
    messages: call.messages,
    tools: call.tools,
    templateArguments: {},
    addGenerationPrompt: true,
  };
  return [...simulated.server.runtime.model.render(input).ids];
}

const ODD: SimAnswerInput = {
  text: "<think>\nWell.\n</think>\n\nAn unlikely tokenisation indeed",
  tokenisation: "odd",
};
const CALL = '<tool_call>\n{"name": "bash", "arguments": {"command": "rm -rf build"}}\n</tool_call>';
const BASH = { type: "function", function: { name: "bash", parameters: { type: "object", properties: {} } } };

describe("a prompt that extends what was sampled", () => {
  it("begins at the engine with the anchor's prompt and its sampled ids, verbatim", async () => {
    const first = await ask("chain", [user("one")], ODD);
    const second = await ask("chain", [user("one"), first, user("two")], ODD);
    await ask("chain", [user("one"), first, user("two"), second, user("three")], ODD);
    const turns = await recorded("chain");
    expect(turns.map((turn) => turn.promptBuild)).toEqual(["render", "graft", "graft"]);
    expect(turns.map((turn) => turn.facts.graft)).toMatchObject([
      { anchor: null },
      { anchor: 1 },
      { anchor: 2 },
    ]);
    for (const [earlier, later] of [
      [turns[0], turns[1]],
      [turns[1], turns[2]],
    ]) {
      const held = [...(earlier?.prompt ?? []), ...(earlier?.output ?? [])];
      expect(later?.prompt.slice(0, held.length)).toEqual(held);
    }
    expect(await lastPromptAtEngine()).toEqual(turns[2]?.prompt);
    const history = [user("one"), first, user("two"), second, user("three")];
    expect(turns[2]?.prompt).not.toEqual(rendered(history));
  });

  it("trains every turn in one sample, which a rendered prompt would not", async () => {
    const recording = await simulated.server.runtime.store.readRecording("chain");
    const { samples, ledger } = linearise(recording, resolvePolicy("strict"));
    expect(samples).toHaveLength(1);
    expect(ledger.trained).toBe(ledger.sampled);
  });

  it("knows where each message begins", async () => {
    const [, second] = await recorded("chain");
    const starts = [...(second?.messageStarts ?? [])];
    expect(starts).toHaveLength(3);
    expect(
      simulated.server.runtime.model.decode(second?.prompt.slice(starts[1], (starts[1] ?? 0) + 2) ?? []),
    ).toBe("<|im_start|>assistant");
    expect(
      simulated.server.runtime.model.decode(second?.prompt.slice(starts[2], (starts[2] ?? 0) + 2) ?? []),
    ).toBe("<|im_start|>user");
  });

  it("is rendered for a session that asks for that", async () => {
    await fetch(`${simulated.server.url}/api/sessions`, {
      method: "POST",
      body: '{"id":"plain","prompt_mode":"render"}',
    });
    const first = await ask("plain", [user("one")], ODD);
    await ask("plain", [user("one"), first, user("two")], ODD);
    expect((await recorded("plain")).map((turn) => turn.promptBuild)).toEqual(["render", "render"]);
    expect(await lastPromptAtEngine()).toEqual(rendered([user("one"), first, user("two")]));
  });

  it("closes an answer that was cut off by a masked token of its own", async () => {
    const cut = await ask("cut", [user("go")], { text: "never ending", stop: "none" }, { max_tokens: 3 });
    await ask("cut", [user("go"), cut, user("on")], ODD);
    const [first, second] = await recorded("cut");
    const seam = (first?.prompt.length ?? 0) + (first?.output.length ?? 0);
    expect(second?.scaffolds).toEqual([{ start: seam, length: 1, reason: "closer_after_truncation" }]);
    expect(simulated.server.runtime.model.decode([second?.prompt[seam] ?? -1])).toBe("<|im_end|>");
  });

  it("is grafted again after a restart, from the database alone", async () => {
    const first = await ask("restart", [user("one")], ODD);
    await next(ODD);
    const body = JSON.stringify({ messages: [user("one"), first, user("two")] });
    const request = new Request("http://localhost/", { method: "POST", body });
    const target = { protocol: openaiChat, session: "restart", token: null };
    const restarted = createRecorder(simulated.server.runtime);
    await (await restarted.call(target, request)).text();
    await restarted.close();
    expect((await recorded("restart"))[1]?.facts.graft).toMatchObject({ anchor: 1, refusal: null });
  });
});

describe("a history that the client changed", () => {
  it("forks when a guard edits a call and keeps its id", async () => {
    const asked = [user("clean up")];
    const answer = await ask("guard", asked, { text: CALL }, { tools: [BASH] });
    const edited = JSON.parse(JSON.stringify(answer).replace("rm -rf build", "ls build"));
    const result = { role: "tool", content: "main.o", tool_call_id: "x" };
    const history = [...asked, edited, result];
    await ask("guard", history, ODD, { tools: [BASH] });
    const turns = await recorded("guard");
    expect(turns[1]).toMatchObject({
      promptBuild: "render",
      facts: { graft: { anchor: null, refusal: null } },
    });
    expect(await lastPromptAtEngine()).toEqual(rendered(history, [BASH]));
    expect(turns[1]?.acceptedRewrites).toEqual([]);
  });

  it("does not bring back what a compaction removed, though it re-sends an old call", async () => {
    const answer = await ask("compacted", [user("clean up")], { text: CALL }, { tools: [BASH] });
    const result = { role: "tool", content: "done", tool_call_id: "x" };
    const history = [user("Summary: you were asked to clean up."), answer, result];
    await ask("compacted", history, ODD, { tools: [BASH] });
    expect(await lastPromptAtEngine()).toEqual(rendered(history, [BASH]));
    expect((await recorded("compacted"))[1]?.promptBuild).toBe("render");
  });

  it("takes part of a turn for context when a cut stream left the client with no more", async () => {
    await ask("partial", [user("tell")], { text: "The whole long story of it" });
    const history = [user("tell"), echo("The whole"), user("go on")];
    await ask("partial", history, ODD);
    expect(await lastPromptAtEngine()).toEqual(rendered(history));
  });

  it("extends the one of two equal answers that the call's id names", async () => {
    const asked = [user("clean up")];
    const first = await ask("twins", asked, { text: CALL, tokenisation: "plain" }, { tools: [BASH] });
    await ask("twins", asked, { text: CALL, tokenisation: "odd" }, { tools: [BASH] });
    const result = { role: "tool", content: "done", tool_call_id: "x" };
    await ask("twins", [...asked, first, result], ODD, { tools: [BASH] });
    expect((await recorded("twins"))[2]?.facts.graft).toMatchObject({ anchor: 1 });
  });

  it("starts anew when the head of the prompt changes", async () => {
    const system = { role: "system", content: "Be brief." };
    const first = await ask("head", [system, user("one")], ODD);
    const history = [{ role: "system", content: "Be long." }, user("one"), first, user("two")];
    await ask("head", history, ODD);
    expect((await recorded("head"))[1]?.promptBuild).toBe("render");
    expect(await lastPromptAtEngine()).toEqual(rendered(history));
  });
});

describe("an echo in another spelling", () => {
  it("keeps the chain, and both spellings", async () => {
    const first = await ask("echoes", [user("one")], ODD);
    const trimmed = { role: "assistant", content: ` ${first.content}\n` };
    await ask("echoes", [user("one"), trimmed, user("two")], ODD);
    const [, second] = await recorded("echoes");
    expect(second?.promptBuild).toBe("graft");
    expect(second?.acceptedRewrites).toMatchObject([
      { messageIndex: 1, turnIndex: 1, tolerance: "reasoning dropped, white space", echoed: trimmed },
    ]);
  });

  it("is a fork for a session that matches exactly", async () => {
    await fetch(`${simulated.server.url}/api/sessions`, {
      method: "POST",
      body: '{"id":"exactly","matcher":"exact"}',
    });
    const first = await ask("exactly", [user("one")], ODD);
    await ask(
      "exactly",
      [user("one"), { role: "assistant", content: `${first.content} ` }, user("two")],
      ODD,
    );
    expect((await recorded("exactly"))[1]?.promptBuild).toBe("render");
  });

  it("joins what old Codex puts into two messages", async () => {
    const text = `I clean up.\n${CALL}`;
    const answer = await ask("split", [user("clean up")], { text }, { tools: [BASH] });
    const history = [
      user("clean up"),
      { role: "assistant", content: null, tool_calls: answer.tool_calls ?? [] },
      { role: "assistant", content: answer.content },
      { role: "tool", content: "done", tool_call_id: "x" },
    ];
    await ask("split", history, ODD, { tools: [BASH] });
    const [, second] = await recorded("split");
    expect(second?.promptBuild).toBe("graft");
    expect(second?.acceptedRewrites.map((rewrite) => rewrite.messageIndex)).toEqual([1, 2]);
  });

  it("gives the samples that exact matching gives under slime", async () => {
    const samples = async (session: string, matcher: string) => {
      await fetch(`${simulated.server.url}/api/sessions`, {
        method: "POST",
        body: JSON.stringify({ id: session, matcher, prompt_mode: "render" }),
      });
      const first = await ask(session, [user("one")], { text: "same", tokenisation: "plain" });
      await ask(session, [user("one"), { role: "assistant", content: `${first.content} ` }, user("two")], {
        text: "end",
        tokenisation: "plain",
      });
      return linearise(await simulated.server.runtime.store.readRecording(session), resolvePolicy("slime"))
        .samples;
    };
    expect(await samples("under-echo", "echo")).toEqual(await samples("under-exact", "exact"));
  });
});

async function audits(session: string) {
  return (await recorded(session)).map((turn) => turn.facts.audit ?? null);
}

describe("the audit", () => {
  it("says what drift a grafted session was spared, and why", async () => {
    const first = await ask("spared", [user("one")], ODD);
    await ask("spared", [user("one"), first, user("two")], ODD);
    const answer = (await recorded("spared"))[0];
    await expect
      .poll(() => audits("spared"))
      .toMatchObject([null, { cause: "reasoning stripped", divergence: expect.any(Number) }]);
    const [, audit] = await audits("spared");
    expect(audit).toMatchObject({ changed_tokens: expect.any(Number) });
    expect(answer?.prompt.length).toBeGreaterThan(0);
  });

  it("says what drift a rendered session suffers", async () => {
    await fetch(`${simulated.server.url}/api/sessions`, {
      method: "POST",
      body: '{"id":"suffers","prompt_mode":"render"}',
    });
    const odd: SimAnswerInput = { text: "An unlikely tokenisation indeed", tokenisation: "odd" };
    const first = await ask("suffers", [user("one")], odd);
    await ask("suffers", [user("one"), first, user("two")], odd);
    await expect
      .poll(() => audits("suffers"))
      .toMatchObject([null, { cause: "retokenised", divergence: expect.any(Number) }]);
  });

  it("finds nothing where a render would have sent the same", async () => {
    const plain: SimAnswerInput = { text: "Plain words.", tokenisation: "plain" };
    const tool = { role: "tool", content: "done", tool_call_id: "x" };
    const first = await ask(
      "same",
      [user("clean")],
      { text: CALL, tokenisation: "plain" },
      { tools: [BASH] },
    );
    await ask("same", [user("clean"), first, tool], plain, { tools: [BASH] });
    await expect
      .poll(() => audits("same"))
      .toMatchObject([null, { divergence: null, changed_tokens: 0, cause: null }]);
  });
});

describe("a client that glues parallel calls together", () => {
  const headers = { "user-agent": "codex_cli_rs/0.57.0 (Debian 12; x86_64)" };

  it("is given the first of them, and the prompt goes on from what it got", async () => {
    const asked = [user("clean up twice")];
    const answer = await ask("glue", asked, { text: `${CALL}\n${CALL}` }, { tools: [BASH], headers });
    expect(answer.tool_calls).toHaveLength(1);
    const result = { role: "tool", content: "done", tool_call_id: "x" };
    await ask("glue", [...asked, answer, result], ODD, { tools: [BASH], headers });
    const [first, second] = await recorded("glue");
    expect(first?.responseMessage?.tool_calls).toHaveLength(1);
    const isWhole =
      simulated.server.runtime.model.decode(first?.output ?? []).split("<tool_call>").length === 2;
    expect(second?.promptBuild).toBe(isWhole ? "graft" : "render");
  });

  it("is any other client's business no more", async () => {
    const answer = await ask("both-calls", [user("twice")], { text: `${CALL}\n${CALL}` }, { tools: [BASH] });
    expect(answer.tool_calls).toHaveLength(2);
  });
});

describe("a call that ends with an answer", () => {
  it("goes on with it, as context", async () => {
    const history = [user("count"), echo("one two")];
    await ask("prefill", history, { text: " three" });
    const prompt = await lastPromptAtEngine();
    expect(simulated.server.runtime.model.decode(prompt)).toMatch(/one two$/);
    expect((await recorded("prefill"))[0]).toMatchObject({ promptBuild: "render" });
  });
});

describe("a framing that is not what it says", () => {
  const mutations: readonly (readonly [string, (ids: readonly number[]) => number[], string])[] = [
    ["drops a token at the seam", (ids) => ids.slice(1), "framing_text_differs"],
    ["shifts the framing by one", (ids) => [ids[1] ?? 0, ...ids.slice(1)], "framing_text_differs"],
    ["merges two tokens", (ids) => [...ids.slice(0, 2), ...ids.slice(3)], "framing_text_differs"],
    ["holds an id outside the vocabulary", (ids) => [...ids.slice(0, -1), 9_999_999], "unknown_id"],
  ];

  it.each(mutations)(
    "is refused with its cause, and the history rendered: one that %s",
    async (name, mutate, cause) => {
      const session = `mutated-${name.replaceAll(" ", "-")}`;
      const first = await ask(session, [user("one")], ODD);
      const history = [user("one"), first, user("two")];
      const model = withFrame(simulated.server.runtime.model, mutate);
      await next(ODD);
      const request = new Request("http://localhost/", {
        method: "POST",
        body: JSON.stringify({ messages: history }),
      });
      const target = { protocol: openaiChat, session, token: null };
      const faulty = createRecorder({ ...simulated.server.runtime, model });
      const response = await faulty.call(target, request);
      expect(response.status).toBe(200);
      await response.text();
      await faulty.close();
      const [, second] = await recorded(session);
      expect(second?.facts.graft).toMatchObject({ anchor: null, refusal: cause });
      expect(second?.prompt).toEqual(rendered(history));
    },
  );
});

/** The model with its framing's ids changed, as a fault in it would. */
function withFrame(model: LanguageModel, mutate: (ids: readonly number[]) => number[]): LanguageModel {
  return {
    ...model,
    frame(input): FramingResult {
      const framing = model.frame(input);
      return framing.type === "refused"
        ? framing
        : { ...framing, ids: Int32Array.from(mutate([...framing.ids])) };
    },
  };
}
