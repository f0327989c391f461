import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import type { SimAnswerInput } from "@/scenarios/sim/sim-answer";
import { BASH, CALL, fromUser, graftClient, ODD } from "@/test/recorder/graft-client";

const { simulated, ask, recorded } = graftClient();

describe("an echo in another spelling", () => {
  it("keeps the chain, and both spellings", async () => {
    const first = await ask("echoes", [fromUser("one")], ODD);
    const trimmed = { role: "assistant", content: ` ${first.content}\n` };
    await ask("echoes", [fromUser("one"), trimmed, fromUser("two")], ODD);
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
    const first = await ask("exactly", [fromUser("one")], ODD);
    await ask(
      "exactly",
      [fromUser("one"), { role: "assistant", content: `${first.content} ` }, fromUser("two")],
      ODD,
    );
    expect((await recorded("exactly"))[1]?.promptBuild).toBe("render");
  });

  it("joins what old Codex puts into two messages", async () => {
    const text = `I clean up.\n${CALL}`;
    const answer = await ask("split", [fromUser("clean up")], { text }, { tools: [BASH] });
    const history = [
      fromUser("clean up"),
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
      const first = await ask(session, [fromUser("one")], { text: "same", tokenisation: "plain" });
      await ask(
        session,
        [fromUser("one"), { role: "assistant", content: `${first.content} ` }, fromUser("two")],
        {
          text: "end",
          tokenisation: "plain",
        },
      );
      return linearise(await simulated.server.runtime.store.readRecording(session), resolvePolicy("slime"))
        .samples;
    };
    expect(await samples("under-echo", "echo")).toEqual(await samples("under-exact", "exact"));
  });
});

async function audits(session: string) {
  return (await recorded(session)).map((turn) => turn.audit);
}

describe("the audit", () => {
  it("says what drift a grafted session was spared, and why", async () => {
    const first = await ask("spared", [fromUser("one")], ODD);
    await ask("spared", [fromUser("one"), first, fromUser("two")], ODD);
    const answer = (await recorded("spared"))[0];
    await expect
      .poll(() => audits("spared"))
      .toMatchObject([null, { cause: "reasoning stripped", divergence: expect.any(Number) }]);
    const [, audit] = await audits("spared");
    expect(audit).toMatchObject({ changedTokens: expect.any(Number) });
    expect(answer?.prompt.length).toBeGreaterThan(0);
  });

  it("says what drift a rendered session suffers", async () => {
    await fetch(`${simulated.server.url}/api/sessions`, {
      method: "POST",
      body: '{"id":"suffers","prompt_mode":"render"}',
    });
    const odd: SimAnswerInput = { text: "An unlikely tokenisation indeed", tokenisation: "odd" };
    const first = await ask("suffers", [fromUser("one")], odd);
    await ask("suffers", [fromUser("one"), first, fromUser("two")], odd);
    await expect
      .poll(() => audits("suffers"))
      .toMatchObject([null, { cause: "retokenised", divergence: expect.any(Number) }]);
  });

  it("finds nothing where a render would have sent the same", async () => {
    const plain: SimAnswerInput = { text: "Plain words.", tokenisation: "plain" };
    const tool = { role: "tool", content: "done", tool_call_id: "x" };
    const first = await ask(
      "same",
      [fromUser("clean")],
      { text: CALL, tokenisation: "plain" },
      { tools: [BASH] },
    );
    await ask("same", [fromUser("clean"), first, tool], plain, { tools: [BASH] });
    await expect
      .poll(() => audits("same"))
      .toMatchObject([null, { divergence: null, changedTokens: 0, cause: null }]);
  });
});

describe("a client that glues parallel calls together", () => {
  const headers = { "user-agent": "codex_cli_rs/0.57.0 (Debian 12; x86_64)" };

  it("is given the first of them, and the prompt goes on from what it got", async () => {
    const asked = [fromUser("clean up twice")];
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
    const answer = await ask(
      "both-calls",
      [fromUser("twice")],
      { text: `${CALL}\n${CALL}` },
      { tools: [BASH] },
    );
    expect(answer.tool_calls).toHaveLength(2);
  });
});
