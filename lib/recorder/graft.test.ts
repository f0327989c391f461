import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { FramingResult } from "@/lib/core/proof/framing";
import { linearise } from "@/lib/core/samples/linearise";
import { callOfRequest } from "@/lib/recorder/answer/call-of-request";
import { mintCallKey } from "@/lib/recorder/edge/request-id";
import type { LanguageModel } from "@/lib/text/language-model";
import { openaiChat } from "@/lib/wire/openai-chat";
import { BASH, CALL, echo, fromUser, graftClient, ODD } from "@/test/recorder/graft-client";
import { createRecorder } from "./recorder";

const { simulated, next, ask, recorded, lastPromptAtEngine, rendered } = graftClient();

describe("a prompt that extends what was sampled", () => {
  it("begins at the engine with the anchor's prompt and its sampled ids, verbatim", async () => {
    const first = await ask("chain", [fromUser("one")], ODD);
    const second = await ask("chain", [fromUser("one"), first, fromUser("two")], ODD);
    await ask("chain", [fromUser("one"), first, fromUser("two"), second, fromUser("three")], ODD);
    const turns = await recorded("chain");
    expect(turns.map((turn) => turn.promptBuild)).toEqual(["render", "graft", "graft"]);
    expect(turns.map((turn) => turn.graft)).toMatchObject([{ anchor: null }, { anchor: 1 }, { anchor: 2 }]);
    for (const [earlier, later] of [
      [turns[0], turns[1]],
      [turns[1], turns[2]],
    ]) {
      const held = [...(earlier?.prompt ?? []), ...(earlier?.output ?? [])];
      expect(later?.prompt.slice(0, held.length)).toEqual(held);
    }
    expect(await lastPromptAtEngine()).toEqual(turns[2]?.prompt);
    const history = [fromUser("one"), first, fromUser("two"), second, fromUser("three")];
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
    const first = await ask("plain", [fromUser("one")], ODD);
    await ask("plain", [fromUser("one"), first, fromUser("two")], ODD);
    expect((await recorded("plain")).map((turn) => turn.promptBuild)).toEqual(["render", "render"]);
    expect(await lastPromptAtEngine()).toEqual(rendered([fromUser("one"), first, fromUser("two")]));
  });

  it("closes an answer that was cut off by a masked token of its own", async () => {
    const cut = await ask("cut", [fromUser("go")], { text: "never ending", stop: "none" }, { max_tokens: 3 });
    await ask("cut", [fromUser("go"), cut, fromUser("on")], ODD);
    const [first, second] = await recorded("cut");
    const seam = (first?.prompt.length ?? 0) + (first?.output.length ?? 0);
    expect(second?.scaffolds).toEqual([{ start: seam, length: 1, reason: "closer_after_truncation" }]);
    expect(simulated.server.runtime.model.decode([second?.prompt[seam] ?? -1])).toBe("<|im_end|>");
  });

  it("is grafted again after a restart, from the database alone", async () => {
    const first = await ask("restart", [fromUser("one")], ODD);
    await next(ODD);
    const body = JSON.stringify({ messages: [fromUser("one"), first, fromUser("two")] });
    const request = new Request("http://localhost/", { method: "POST", body });
    const target = { protocol: openaiChat, session: "restart", key: mintCallKey() };
    const restarted = createRecorder(simulated.server.runtime);
    await (await restarted.call(target, callOfRequest(request))).text();
    await restarted.close();
    expect((await recorded("restart"))[1]?.graft).toMatchObject({ anchor: 1, refusal: null });
  });
});

describe("a history that the client changed", () => {
  it("forks when a guard edits a call and keeps its id", async () => {
    const asked = [fromUser("clean up")];
    const answer = await ask("guard", asked, { text: CALL }, { tools: [BASH] });
    const edited = JSON.parse(JSON.stringify(answer).replace("rm -rf build", "ls build"));
    const result = { role: "tool", content: "main.o", tool_call_id: "x" };
    const history = [...asked, edited, result];
    await ask("guard", history, ODD, { tools: [BASH] });
    const turns = await recorded("guard");
    expect(turns[1]).toMatchObject({
      promptBuild: "render",
      graft: { anchor: null, refusal: null },
    });
    expect(await lastPromptAtEngine()).toEqual(rendered(history, [BASH]));
    expect(turns[1]?.acceptedRewrites).toEqual([]);
  });

  it("does not bring back what a compaction removed, though it re-sends an old call", async () => {
    const answer = await ask("compacted", [fromUser("clean up")], { text: CALL }, { tools: [BASH] });
    const result = { role: "tool", content: "done", tool_call_id: "x" };
    const history = [fromUser("Summary: you were asked to clean up."), answer, result];
    await ask("compacted", history, ODD, { tools: [BASH] });
    expect(await lastPromptAtEngine()).toEqual(rendered(history, [BASH]));
    expect((await recorded("compacted"))[1]?.promptBuild).toBe("render");
  });

  it("takes part of a turn for context when a cut stream left the client with no more", async () => {
    await ask("partial", [fromUser("tell")], { text: "The whole long story of it" });
    const history = [fromUser("tell"), echo("The whole"), fromUser("go on")];
    await ask("partial", history, ODD);
    expect(await lastPromptAtEngine()).toEqual(rendered(history));
  });

  it("extends the one of two equal answers that the call's id names", async () => {
    const asked = [fromUser("clean up")];
    const first = await ask("twins", asked, { text: CALL, tokenisation: "plain" }, { tools: [BASH] });
    await ask("twins", asked, { text: CALL, tokenisation: "odd" }, { tools: [BASH] });
    const result = { role: "tool", content: "done", tool_call_id: "x" };
    await ask("twins", [...asked, first, result], ODD, { tools: [BASH] });
    expect((await recorded("twins"))[2]?.graft).toMatchObject({ anchor: 1 });
  });

  it("starts anew when the head of the prompt changes", async () => {
    const system = { role: "system", content: "Be brief." };
    const first = await ask("head", [system, fromUser("one")], ODD);
    const history = [{ role: "system", content: "Be long." }, fromUser("one"), first, fromUser("two")];
    await ask("head", history, ODD);
    expect((await recorded("head"))[1]?.promptBuild).toBe("render");
    expect(await lastPromptAtEngine()).toEqual(rendered(history));
  });
});

describe("a call that ends with an answer", () => {
  it("goes on with it, as context", async () => {
    const history = [fromUser("count"), echo("one two")];
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
      const first = await ask(session, [fromUser("one")], ODD);
      const history = [fromUser("one"), first, fromUser("two")];
      const model = withFrame(simulated.server.runtime.model, mutate);
      await next(ODD);
      const request = new Request("http://localhost/", {
        method: "POST",
        body: JSON.stringify({ messages: history }),
      });
      const target = { protocol: openaiChat, session, key: mintCallKey() };
      const { models: _, ...parts } = simulated.server.runtime;
      const faulty = createRecorder({ ...parts, model });
      const response = await faulty.call(target, callOfRequest(request));
      expect(response.status).toBe(200);
      await response.text();
      await faulty.close();
      const [, second] = await recorded(session);
      expect(second?.graft).toMatchObject({ anchor: null, refusal: cause });
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
