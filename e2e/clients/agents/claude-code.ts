import path from "node:path";
import type { AgentClient, ClientRun } from "@/e2e/clients/agent-client";
import { EDIT, NOTES_FILE, notesStory } from "@/e2e/clients/notes-story";

function story({ workspace, reasons }: ClientRun) {
  const file = path.join(workspace, NOTES_FILE);
  return notesStory({
    reasons,
    parallel: true,
    givesUpOnCut: true,
    read: { name: "Read", arguments: { file_path: file } },
    // Keys out of the schema's order and white space at a line's end: Claude Code gives both back in another spelling.
    edit: { name: "Edit", arguments: { new_string: `${EDIT.to}  `, old_string: EDIT.from, file_path: file } },
    // Claude Code drops a `cd` into its own working directory from what it gives back.
    shell: (command) => ({ name: "Bash", arguments: { command: `cd ${workspace} && ${command}` } }),
    delegate: (task) => [
      {
        text: "Somebody should count. MARK",
        calls: [{ name: "Agent", arguments: { description: "Count lines", prompt: task } }],
      },
    ],
  });
}

const ALLOWED_TOOLS = ["Bash", "Read", "Edit", "Agent"];

/** Claude Code, the newest version whose package installs on Node.js 20. */
export const claudeCode: AgentClient = {
  id: "claude-code",
  title: "Claude Code",
  package: "@anthropic-ai/claude-code",
  version: "2.1.197",
  program: "claude",
  protocol: "anthropic_messages",
  sessionFrom: "header",
  configure: async () => {},
  environment: ({ baseUrl }) => ({
    ANTHROPIC_BASE_URL: baseUrl,
    ANTHROPIC_API_KEY: "dummy",
    CLAUDE_CODE_ATTRIBUTION_HEADER: "0",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
    DISABLE_ERROR_REPORTING: "1",
    DISABLE_TELEMETRY: "1",
  }),
  invocations(run) {
    const start = (prompt: string, ...more: string[]) => [
      "-p",
      prompt,
      "--model",
      "turntree",
      ...more,
      "--allowedTools",
      ...ALLOWED_TOOLS,
    ];
    const [first, left, second, third] = story(run).requests;
    return [
      { end: "well", arguments: start(first) },
      { end: "stopped", arguments: start(left, "--continue") },
      { end: "cut", arguments: start(second, "--continue") },
      { end: "well", arguments: start("/compact", "--continue") },
      { end: "well", arguments: start(third, "--continue") },
    ];
  },
  script: (run) => story(run).script,
  // It asks again for an answer of which no block was whole, and gives up on one of which its reasoning was.
  expected: ({ reasons }) => ({
    turns: { none: reasons ? 12 : 13, compaction_summary: 1 },
    subAgentTurns: 2,
    lost: 2,
    retries: reasons ? 0 : 1,
    forks: { "sub-agent": 1, compaction: 1 },
  }),
};
