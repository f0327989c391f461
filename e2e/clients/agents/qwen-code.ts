import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AgentClient, ClientRun } from "@/e2e/clients/agent-client";
import { EDIT, NOTES_FILE, notesStory } from "@/e2e/clients/notes-story";

function story({ workspace, reasons }: ClientRun) {
  const file_path = path.join(workspace, NOTES_FILE);
  return notesStory({
    reasons,
    parallel: true,
    givesUpOnCut: true,
    read: { name: "read_file", arguments: { file_path } },
    edit: { name: "edit", arguments: { file_path, old_string: EDIT.from, new_string: EDIT.to } },
    shell: (command) => ({ name: "run_shell_command", arguments: { command, is_background: false } }),
    delegate: (task) => [
      {
        text: "Somebody should count. MARK",
        calls: [
          {
            name: "agent",
            arguments: { description: "Count lines", prompt: task, subagent_type: "general-purpose" },
          },
        ],
      },
    ],
  });
}

const SETTINGS = {
  security: { auth: { selectedType: "openai" } },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  general: { disableAutoUpdate: true },
};

/** Qwen Code, the newest version that runs on Node.js 20. */
export const qwenCode: AgentClient = {
  id: "qwen-code",
  title: "Qwen Code",
  package: "@qwen-code/qwen-code",
  version: "0.15.10",
  program: "qwen",
  protocol: "openai_chat",
  sessionFrom: "path",
  async configure({ home }) {
    await mkdir(path.join(home, ".qwen"), { recursive: true });
    await writeFile(path.join(home, ".qwen", "settings.json"), JSON.stringify(SETTINGS));
  },
  environment: ({ baseUrl }) => ({
    OPENAI_API_KEY: "dummy",
    OPENAI_BASE_URL: `${baseUrl}/v1`,
    OPENAI_MODEL: "turntree",
  }),
  invocations(run) {
    const start = (prompt: string, ...more: string[]) => ["-p", prompt, "--approval-mode", "yolo", ...more];
    const [first, left, second, third] = story(run).requests;
    return [
      { end: "well", arguments: start(first) },
      { end: "stopped", arguments: start(left, "--continue") },
      { end: "cut", arguments: start(second, "--continue") },
      { end: "well", arguments: start("/compress", "--continue") },
      { end: "well", arguments: start(third, "--continue") },
    ];
  },
  script: (run) => story(run).script,
  expected: () => ({
    turns: { none: 12, compaction_summary: 1 },
    subAgentTurns: 0,
    lost: 2,
    retries: 0,
    forks: { "sub-agent": 1, compaction: 1 },
  }),
};
