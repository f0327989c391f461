import { expect, it } from "vitest";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const block = (text: string) => ({ type: "text", text });

/** A call as Claude Code makes it, with its billing line in front of the system text. */
async function ask(checksum: string, messages: readonly object[]) {
  const response = await fetch(`${simulated.server.url}/v1/messages?beta=true`, {
    method: "POST",
    headers: { "x-claude-code-session-id": "billed", "x-api-key": "dummy" },
    body: JSON.stringify({
      model: "m",
      max_tokens: 200,
      system: [
        block(`x-anthropic-billing-header: cc_version=2.1.330.${checksum}; cc_entrypoint=sdk-cli;`),
        block("You are a Claude agent."),
      ],
      messages,
    }),
  });
  expect(response.status).toBe(200);
  return (await response.json()).content;
}

it("a billing line whose checksum changes from call to call leaves one chain, and is kept as a rewrite", async () => {
  const question = { role: "user", content: "Hello." };
  const answer = await ask("f38", [question]);
  await ask("a07", [question, { role: "assistant", content: answer }, { role: "user", content: "More." }]);
  const { turns, prompts } = await simulated.server.runtime.store.readRecording("billed");
  expect(turns.map((turn) => turn.promptBuild)).toEqual(["render", "graft"]);
  expect(turns.map((turn) => turn.acceptedRewrites[0]?.tolerance)).toEqual(["billing line", "billing line"]);
  expect(turns[1]?.acceptedRewrites[0]?.echoed.content).toContain("a07");
  expect(simulated.server.runtime.model.decode(prompts.ids(2))).not.toContain("billing-header");
});
