import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AgentClient, ClientRun } from "@/e2e/clients/agent-client";
import { EDIT, NOTES_FILE, notesStory } from "@/e2e/clients/notes-story";

function story({ reasons }: ClientRun) {
  return notesStory({
    reasons,
    parallel: true,
    compactsWhenFull: true,
    read: { name: "read", arguments: { path: NOTES_FILE } },
    edit: {
      name: "edit",
      arguments: { path: NOTES_FILE, edits: [{ oldText: EDIT.from, newText: EDIT.to }] },
    },
    shell: (command) => ({ name: "bash", arguments: { command } }),
  });
}

const CONTEXT_TOKENS = 200_000;

async function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), JSON.stringify(value));
}

function models(baseUrl: string): unknown {
  const model = { id: "turntree", reasoning: true, contextWindow: CONTEXT_TOKENS, maxTokens: 8_192 };
  return {
    providers: {
      turntree: {
        baseUrl: `${baseUrl}/v1`,
        api: "openai-completions",
        apiKey: "dummy",
        models: [model],
      },
    },
  };
}

/** pi, over Chat Completions. It has no sub-agents. */
export const pi: AgentClient = {
  id: "pi",
  title: "pi",
  package: "@mariozechner/pi-coding-agent",
  version: "0.73.1",
  program: "pi",
  protocol: "openai_chat",
  sessionFrom: "path",
  async configure({ home, baseUrl }) {
    const folder = path.join(home, ".pi", "agent");
    await writeJson(folder, "models.json", models(baseUrl));
    // A history as short as the story's is kept whole otherwise, and there is nothing to compact.
    await writeJson(folder, "settings.json", { compaction: { enabled: true, keepRecentTokens: 1 } });
  },
  environment: () => ({ PI_OFFLINE: "1", PI_SKIP_VERSION_CHECK: "1", PI_TELEMETRY: "0" }),
  invocations(run) {
    const start = (prompt: string, ...more: string[]) => [
      "--provider",
      "turntree",
      "--model",
      "turntree",
      "-p",
      prompt,
      ...more,
    ];
    const [first, left, second, third] = story(run).requests;
    return [
      { end: "well", arguments: start(first) },
      { end: "stopped", arguments: start(left, "-c") },
      { end: "well", arguments: start(second, "-c") },
      { end: "well", arguments: start(third, "-c") },
    ];
  },
  script: (run) => story(run).script,
  expected: () => ({
    turns: { none: 10, compaction_summary: 1 },
    subAgentTurns: 0,
    lost: 2,
    retries: 1,
    forks: { compaction: 1 },
  }),
};
