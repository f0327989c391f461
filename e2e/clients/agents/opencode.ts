import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { AgentClient, ClientRun } from "@/e2e/clients/agent-client";
import { EDIT, NOTES_FILE, notesStory } from "@/e2e/clients/notes-story";

function story({ workspace, reasons }: ClientRun) {
  const filePath = path.join(workspace, NOTES_FILE);
  return notesStory({
    reasons,
    parallel: true,
    read: { name: "read", arguments: { filePath } },
    edit: { name: "edit", arguments: { filePath, oldString: EDIT.from, newString: EDIT.to } },
    shell: (command) => ({ name: "bash", arguments: { command } }),
    delegate: (task) => [
      {
        text: "Somebody should count. MARK",
        calls: [
          {
            name: "task",
            arguments: { description: "Count lines", prompt: task, subagent_type: "general" },
          },
        ],
      },
    ],
  });
}

/** What is left for the prompt is over its instructions and tools, and under these and the story's long output. */
const LIMIT = { context: 18_500, output: 8_192 };

async function writeSettings({ workspace, baseUrl }: ClientRun): Promise<void> {
  const models = {
    turntree: { reasoning: true, tool_call: true, limit: LIMIT },
    "turntree-small": {},
  };
  const settings = {
    autoupdate: false,
    share: "disabled",
    model: "turntree/turntree",
    small_model: "turntree/turntree-small",
    enabled_providers: ["turntree"],
    permission: { "*": "allow" },
    provider: {
      turntree: {
        npm: "@ai-sdk/openai-compatible",
        options: { baseURL: `${baseUrl}/v1`, apiKey: "dummy" },
        models,
      },
    },
  };
  await writeFile(path.join(workspace, "opencode.json"), JSON.stringify(settings));
}

/** opencode over Chat Completions. */
export const opencode: AgentClient = {
  id: "opencode",
  title: "opencode",
  package: "opencode-ai",
  version: "1.18.33",
  program: "opencode",
  protocol: "openai_chat",
  sessionFrom: "header",
  configure: writeSettings,
  environment: () => ({
    OPENCODE_DISABLE_AUTOUPDATE: "1",
    OPENCODE_DISABLE_DEFAULT_PLUGINS: "1",
    OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
    OPENCODE_DISABLE_MODELS_FETCH: "1",
  }),
  invocations(run) {
    const [first, left, second, third] = story(run).requests;
    return [
      { end: "well", arguments: ["run", first] },
      { end: "stopped", arguments: ["run", left, "--continue"] },
      { end: "well", arguments: ["run", second, "--continue"] },
      { end: "well", arguments: ["run", third, "--continue"] },
    ];
  },
  script: (run) => story(run).script,
  expected: () => ({
    turns: { none: 14, title: 1, compaction_summary: 1 },
    subAgentTurns: 2,
    lost: 2,
    retries: 1,
    forks: { "sub-agent": 1, compaction: 1 },
  }),
};
