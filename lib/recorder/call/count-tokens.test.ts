import { describe, expect, it } from "vitest";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const block = (text: string) => ({ type: "text", text });
const BASH = { name: "Bash", description: "Runs a command.", input_schema: { type: "object" } };

/** A body as Claude Code sends it, billing line and a system message in the list included. */
function body(...messages: readonly object[]) {
  return {
    model: "m",
    max_tokens: 200,
    system: [
      block("x-anthropic-billing-header: cc_version=2.1.330.f38; cc_entrypoint=sdk-cli;"),
      block("Be brief."),
    ],
    tools: [BASH],
    messages: [
      { role: "user", content: "Hello." },
      { role: "system", content: "Today is Monday." },
      ...messages,
    ],
  };
}

async function post(path: string, sent: object) {
  const response = await fetch(`${simulated.server.url}/s/counted/v1/messages${path}`, {
    method: "POST",
    headers: { "x-api-key": "dummy" },
    body: JSON.stringify(sent),
  });
  return { status: response.status, body: await response.json() };
}

describe("count_tokens", () => {
  it("says before a call what the engine counts when it is made, and leaves no session", async () => {
    const counted = await post("/count_tokens?beta=true", body());
    expect(await simulated.server.runtime.store.findSession("counted")).toBeNull();
    const answered = await post("", body());
    expect(answered.body.usage.input_tokens).toBe(counted.body.input_tokens);
    const { prompts } = await simulated.server.runtime.store.readRecording("counted");
    expect(counted.body).toEqual({ input_tokens: prompts.length(1) });
  });

  it("counts the ids that were sampled where a call goes on from them, reasoning included", async () => {
    const text = "<think>\nA long thought that the template would not show again.\n</think>\n\nHello to you.";
    await fetch(`${simulated.engine.url}/sim/answers`, { method: "POST", body: JSON.stringify([{ text }]) });
    const { content } = (await post("", body())).body;
    const next = body({ role: "assistant", content }, { role: "user", content: "And?" });
    const counted = await post("/count_tokens", next);
    expect((await post("", next)).body.usage.input_tokens).toBe(counted.body.input_tokens);
    const { turns, prompts } = await simulated.server.runtime.store.readRecording("counted");
    expect(turns.at(-1)?.promptBuild).toBe("graft");
    expect(counted.body.input_tokens).toBe(prompts.length(turns.length));
  });

  it("refuses what a call would refuse", async () => {
    const { status, body: error } = await post("/count_tokens", body({ role: "wizard", content: "x" }));
    expect(status).toBe(400);
    expect(error.error.type).toBe("invalid_request_error");
  });
});
