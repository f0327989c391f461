import { describe, expect, it } from "vitest";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { temporaryFolder } from "@/test/store/temporary-folder";

const simulated = simulatedRecorder();

/** Reported of several servers whose numbers pass through JavaScript or Go: what transformers prints of it is below. */
const TOOL =
  '{"type": "function", "function": {"name": "f", "description": "temp > 10 & (user\'s) a/b — \\u2028 <b>", "parameters": {"type": "object", "properties": {"b": {"type": "number", "minimum": 0.0, "maximum": 1.0, "multipleOf": 1e-05}, "10": {"type": "integer"}, "2": {"enum": [1, 1.0, 1E3, 123456789012345678901234567890]}}}}}';
const PRINTED =
  '{"type": "function", "function": {"name": "f", "description": "temp > 10 & (user\'s) a/b — \u2028 <b>", "parameters": {"type": "object", "properties": {"b": {"type": "number", "minimum": 0.0, "maximum": 1.0, "multipleOf": 1e-05}, "10": {"type": "integer"}, "2": {"enum": [1, 1.0, 1000.0, 123456789012345678901234567890]}}}}}';

async function post(path: string, body: string): Promise<void> {
  const response = await fetch(`${simulated.server.url}${path}`, { method: "POST", body });
  expect(response.status).toBe(200);
  await response.text();
}

async function promptOf(session: string, turn: number): Promise<string> {
  const { prompts } = await simulated.server.runtime.store.readRecording(session);
  return simulated.server.runtime.model.decode(prompts.ids(turn));
}

describe("numbers and keys that JavaScript spells otherwise", () => {
  it("stand in the tools block as Python prints them", async () => {
    const message = JSON.stringify({ role: "user", content: simLine({ text: "ok" }) });
    await post(
      "/s/tools/v1/chat/completions",
      `{"model": "m", "messages": [${message}], "tools": [${TOOL}]}`,
    );
    const [, block] = (await promptOf("tools", 1)).split("<tools>\n");
    expect(block?.split("\n</tools>")[0]).toBe(PRINTED);
  });

  it("stand in a call's input as Python prints them, where a history is rendered in full", async () => {
    const asked = JSON.stringify({ role: "user", content: "Go." });
    const said = JSON.stringify({ role: "user", content: simLine({ text: "ok" }) });
    const call =
      '{"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "f", "input": {"b": 1.0, "10": 1e5, "2": [2.50, -0.0, 3]}}]}';
    const result =
      '{"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "r"}]}';
    await post(
      "/s/input/v1/messages",
      `{"model": "m", "max_tokens": 99, "messages": [${asked}, ${call}, ${result}, ${said}], "tools": [{"name": "f", "input_schema": {"type": "object", "default": 2.0}}]}`,
    );
    const prompt = await promptOf("input", 1);
    expect(prompt).toContain('"arguments": {"b": 1.0, "10": 100000.0, "2": [2.5, -0.0, 3]}');
    expect(prompt).toContain('"parameters": {"type": "object", "default": 2.0}');
  });

  it("are the same again in another database that read the file of turns", async () => {
    const response = await fetch(`${simulated.server.url}/api/sessions/tools/turns.jsonl`);
    const text = await response.text();
    expect(text).toContain('"minimum":0.0');
    expect(text).toMatch(/"b":.*"10":.*"2":/);
    const folder = temporaryFolder();
    const other = await openStore({ databaseUrl: `file:${folder.path}/other.db` });
    const lines = text.split("\n").map((line, i) => ({ number: i + 1, text: line }));
    expect((await importTurns(other, lines)).refused).toEqual([]);
    const [turn] = (await other.readRecording("tools")).turns;
    const { model } = simulated.server.runtime;
    const input = {
      messages: turn?.promptMessages ?? [],
      tools: turn?.tools ?? [],
      templateArguments: {},
      addGenerationPrompt: true,
    };
    expect(model.decode(model.render(input).ids)).toContain(PRINTED);
    await other.close();
    folder.remove();
  });
});
