import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientName } from "@/lib/recorder/session/client-name";
import { clientSession } from "@/lib/recorder/session/client-session";
import { openStore } from "@/lib/store/open-store";
import { simLine } from "@/test/recorder/sim-line";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";
import { replayHeaders } from "./replay-headers";
import { replaySession } from "./replay-session";

const CLIENTS = ["claude-code", "codex", "opencode", "qwen-code", "pi", "ai-sdk", "openai-sdk", "unknown"];

describe("replayHeaders", () => {
  it.each(CLIENTS)("are taken for those of the client that called, and of its sub-agent: %s", (client) => {
    for (const subAgent of [null, "agent-7"]) {
      const headers = new Headers(replayHeaders({ client, subAgent, clientHeaders: null }));
      expect(clientName(headers, [], null).client).toBe(client);
      expect(clientSession(headers).subAgent).toBe(subAgent);
    }
  });

  it("say of the call what its client said", () => {
    const clientHeaders = { "x-claude-code-request-class": "compaction", "x-claude-code-agent-id": "a1" };
    expect(replayHeaders({ client: "claude-code", subAgent: null, clientHeaders })).toEqual({
      "x-claude-code-request-class": "compaction",
      "x-turntree-client": "claude-code",
    });
  });
});

const simulated = simulatedRecorder();

const EDIT = { name: "Edit", input_schema: { type: "object", properties: {} } };

async function askAsClaudeCode(session: string, messages: readonly object[]) {
  const response = await fetch(`${simulated.server.url}/s/${session}/v1/messages`, {
    method: "POST",
    headers: { "x-claude-code-session-id": "4f9c" },
    body: JSON.stringify({ model: "m", max_tokens: 200, messages, tools: [EDIT] }),
  });
  expect(response.status).toBe(200);
  const { content } = await response.json();
  return content;
}

/** Claude Code gives an edit back with a default filled in and without white space at the ends of lines. */
async function recordEdit(session: string) {
  const text =
    '<tool_call>\n{"name": "Edit", "arguments": {"file": "a", "new_string": "x  \\ny"}}\n</tool_call>';
  const user = { role: "user", content: simLine({ text }) };
  const [call] = await askAsClaudeCode(session, [user]);
  const echoed = { ...call, input: { file: "a", new_string: "x\ny", replace_all: false } };
  const result = { type: "tool_result", tool_use_id: call.id, content: "Edited." };
  const history = [user, { role: "assistant", content: [echoed] }, { role: "user", content: [result] }];
  await askAsClaudeCode(session, history);
}

describe("a session whose client changes what it echoes", () => {
  it("is recorded again bit for bit, the tolerances of that client included", async () => {
    await recordEdit("edit");
    const { store, model, settings } = simulated.server.runtime;
    const session = await store.findSession("edit");
    if (session === null) throw new Error("Nothing was recorded.");
    const recording = await store.readRecording("edit");
    expect(recording.turns[1]?.acceptedRewrites).toHaveLength(1);
    const folder = mkdtempSync(join(tmpdir(), "turntree-replay-"));
    const again = await openStore({ databaseUrl: `file:${join(folder, "again.db")}` });
    try {
      expect(await replaySession(session, recording, { settings, model, store: again })).toEqual([]);
      const { turns } = await again.readRecording("edit");
      expect(turns[1]?.acceptedRewrites[0]?.tolerance).toBe(
        recording.turns[1]?.acceptedRewrites[0]?.tolerance,
      );
    } finally {
      await again.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
