import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AgentClient, ClientRun } from "../agent-client";
import { EDIT, NOTES_FILE, notesStory } from "../notes-story";

function story({ reasons }: ClientRun) {
  return notesStory({
    reasons,
    parallel: true,
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
  configure: ({ home, baseUrl }) =>
    writeJson(path.join(home, ".pi", "agent"), "models.json", models(baseUrl)),
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
    const [first, second, third] = story(run).requests;
    // A reserve that is nearly the whole window makes pi compact after the second request is answered.
    const compaction = { enabled: true, reserveTokens: CONTEXT_TOKENS - 100, keepRecentTokens: 1 };
    return [
      { arguments: start(first) },
      {
        before: () => writeJson(path.join(run.home, ".pi", "agent"), "settings.json", { compaction }),
        arguments: start(second, "-c"),
      },
      { arguments: start(third, "-c") },
    ];
  },
  script: (run) => story(run).script,
  expected: { turns: {}, subAgentTurns: 0, forks: {} },
};
