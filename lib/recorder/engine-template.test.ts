import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { linearise } from "@/lib/core/samples/linearise";
import { readSettings } from "@/lib/settings/settings";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { type RenderingEngine, startRenderingEngine } from "@/test/recorder/rendering-engine";
import { engineRenderer } from "@/test/text/engine-renderer";
import { smallModelFiles, writeModelFolder } from "@/test/text/small-model";

/** A family that nobody knows: its template is the engine's alone. */
const UNKNOWN = {
  specials: ["<|begin|>", "<|over|>"],
  configuration: { eos_token: "<|over|>" },
};
const TEMPLATE =
  "{% for message in messages %}<|begin|>{{ message.role }}:{{ message.content }}<|over|>{% endfor %}" +
  "{% if add_generation_prompt %}<|begin|>assistant:{% endif %}";

let engine: SimEngine;
let rendering: RenderingEngine;
let server: RecorderServer;
let folders: readonly string[];
beforeAll(async () => {
  const [ours, theirs] = await Promise.all([
    writeModelFolder(smallModelFiles({ ...UNKNOWN, template: null })),
    writeModelFolder(smallModelFiles({ ...UNKNOWN, template: TEMPLATE })),
  ]);
  folders = [ours, theirs];
  engine = await startSimEngine({ tokenizerFolder: theirs });
  rendering = await startRenderingEngine(engine.url, await engineRenderer(theirs));
  server = await serveRecorder({
    TURNTREE_ENGINE: "sglang",
    TURNTREE_ENGINE_URL: rendering.url,
    TURNTREE_TOKENIZER: ours,
    TURNTREE_TEMPLATE: "engine",
  });
});
afterAll(async () => {
  await server.close();
  await rendering.close();
  await engine.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});

const replied = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })) });

async function call(session: string, messages: readonly object[]): Promise<Response> {
  return fetch(`${server.url}/s/${session}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages }),
  });
}

async function say(session: string, messages: readonly object[]): Promise<object> {
  const response = await call(session, messages);
  expect(response.status).toBe(200);
  return { role: "assistant", ...replied.parse(await response.json()).choices[0]?.message };
}

describe("a model whose template is the engine's alone", () => {
  it("is rendered by the engine, grafted by us and trained", async () => {
    const { model, store } = server.runtime;
    const first = { role: "user", content: "One <|over|> question." };
    const answer = await say("chain", [first]);
    await say("chain", [first, answer, { role: "user", content: "Another." }]);
    const { turns, prompts } = await store.readRecording("chain");
    expect(turns.map(({ promptBuild, refusal }) => [promptBuild, refusal])).toEqual([
      ["render", null],
      ["graft", null],
    ]);
    const prompt = prompts.ids(1);
    expect(model.decode(prompt)).toBe("<|begin|>user:One <|over|> question.<|over|><|begin|>assistant:");
    // The name of the special token that the user wrote is text.
    expect([...prompt].filter((id) => model.isSpecial(id))).toHaveLength(3);
    const recording = await store.readRecording("chain");
    const { samples } = linearise(recording, BUILT_IN_POLICIES.strict);
    expect(samples.map((sample) => sample.turns)).toEqual([[1, 2]]);
  });

  it("says what grafts hold, as a template of its own does", async () => {
    const { model } = server.runtime;
    await expect.poll(() => model.checkTemplate()).toMatchObject({ graftable: true, closer: "<|over|>" });
  });

  it("is told that the engine cannot be asked", async () => {
    await rendering.close();
    const response = await call("gone", [{ role: "user", content: "Hello." }]);
    expect(response.status).toBe(502);
    expect(response.headers.get("retry-after")).toBe("2");
  });
});

it("needs an engine that renders", () => {
  expect(() => readSettings({ TURNTREE_ENGINE: "llamacpp", TURNTREE_TEMPLATE: "engine" })).toThrow(
    "TURNTREE_TEMPLATE must be own when TURNTREE_ENGINE is llamacpp.",
  );
});
