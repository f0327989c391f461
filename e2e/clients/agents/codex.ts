import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AgentClient, ClientRun } from "@/e2e/clients/agent-client";
import type { StepWriter } from "@/e2e/clients/client-script";
import { EDIT, NOTES_FILE, type NotesStory, notesStory, type ToolDialect } from "@/e2e/clients/notes-story";

interface CodexVersion {
  readonly id: string;
  readonly version: string;
  /** How it speaks to the provider of its configuration; `built_in`: to its own, at another address. */
  readonly wireApi: "responses" | "chat" | "built_in";
  readonly title?: string;
  readonly protocol: AgentClient["protocol"];
  readonly dialect: (run: ClientRun) => ToolDialect;
  readonly flags: readonly string[];
  readonly expected: AgentClient["expected"];
}

const SUBSTITUTE = `sed -i 's/${EDIT.from}/${EDIT.to}/' ${NOTES_FILE}`;

/** Over what its instructions and tools take, under what they and the long output of the second request take. */
const COMPACT_AT_TOKENS = 11_000;

/** Has `spawn_agent` start a sub-agent, then waits for the id that it answered with. */
function delegate(task: string): readonly StepWriter[] {
  return [
    {
      text: "Somebody should count. MARK",
      calls: [{ name: "multi_agent_v1__spawn_agent", arguments: { message: task } }],
    },
    (prompt) => ({
      text: "I will wait. MARK",
      calls: [
        {
          name: "multi_agent_v1__wait_agent",
          arguments: { targets: [lastAgentId(prompt)], timeout_ms: 30_000 },
        },
      ],
    }),
  ];
}

function lastAgentId(prompt: string): string {
  return (
    Array.from(prompt.matchAll(/\\?"agent_id\\?":\s*\\?"([^"\\]+)/g), (match) => match[1]).at(-1) ?? "unknown"
  );
}

function codex(codexVersion: CodexVersion): AgentClient {
  const story = (run: ClientRun): NotesStory => notesStory(codexVersion.dialect(run));
  return {
    id: codexVersion.id,
    title: codexVersion.title ?? "Codex",
    package: "@openai/codex",
    version: codexVersion.version,
    program: "codex",
    protocol: codexVersion.protocol,
    sessionFrom: "header",
    async configure({ home, baseUrl }) {
      await mkdir(path.join(home, ".codex"), { recursive: true });
      await writeFile(path.join(home, ".codex", "config.toml"), configuration(baseUrl, codexVersion.wireApi));
    },
    environment: () => ({
      [codexVersion.wireApi === "built_in" ? "CODEX_API_KEY" : "TURNTREE_KEY"]: "dummy",
    }),
    invocations(run) {
      const [first, left, second, third] = story(run).requests;
      const flags = [
        "--skip-git-repo-check",
        "--dangerously-bypass-approvals-and-sandbox",
        ...codexVersion.flags,
      ];
      return [
        { end: "well", arguments: ["exec", ...flags, first] },
        { end: "stopped", arguments: ["exec", ...flags, "resume", "--last", left] },
        { end: "well", arguments: ["exec", ...flags, "resume", "--last", second] },
        { end: "well", arguments: ["exec", ...flags, "resume", "--last", third] },
      ];
    },
    script: (run) => story(run).script,
    expected: codexVersion.expected,
  };
}

function configuration(baseUrl: string, wireApi: CodexVersion["wireApi"]): string {
  const isBuiltIn = wireApi === "built_in";
  return `model = "turntree"
check_for_update_on_startup = false
${isBuiltIn ? `openai_base_url = "${baseUrl}/v1"` : 'model_provider = "turntree"'}
${isBuiltIn ? "" : provider(baseUrl, wireApi)}
[analytics]
enabled = false
`;
}

function provider(baseUrl: string, wireApi: string): string {
  return `
[model_providers.turntree]
name = "Turntree"
base_url = "${baseUrl}/v1"
env_key = "TURNTREE_KEY"
wire_api = "${wireApi}"
`;
}

/** Current Codex, which speaks Responses alone. */
const CURRENT: Omit<CodexVersion, "id" | "wireApi"> = {
  version: "0.169.0",
  protocol: "openai_responses",
  dialect: ({ reasons }) => {
    const shell = (cmd: string) => ({ name: "exec_command", arguments: { cmd } });
    return {
      reasons,
      parallel: true,
      shell,
      read: shell(`cat ${NOTES_FILE}`),
      edit: shell(SUBSTITUTE),
      delegate,
    };
  },
  flags: ["--disable", "plugins", "-c", `model_auto_compact_token_limit=${COMPACT_AT_TOKENS}`],
  expected: () => ({
    turns: { none: 14, compaction_summary: 1 },
    subAgentTurns: 2,
    lost: 2,
    retries: 1,
    forks: { "sub-agent": 1, compaction: 1 },
  }),
};

export const codexResponses = codex({ ...CURRENT, id: "codex", wireApi: "responses" });

/** The same with its built-in provider: it asks for a websocket first, and has the server compact. */
export const codexBuiltIn = codex({
  ...CURRENT,
  id: "codex-built-in",
  title: "Codex, built-in provider,",
  wireApi: "built_in",
});

/** The last Codex that speaks Chat Completions; it gives one turn back as two messages. */
export const codexChat = codex({
  id: "codex-chat",
  version: "0.94.0",
  wireApi: "chat",
  protocol: "openai_chat",
  dialect: ({ reasons }) => {
    const shell = (command: string) => ({ name: "shell", arguments: { command: ["bash", "-lc", command] } });
    return { reasons, parallel: true, shell, read: shell(`cat ${NOTES_FILE}`), edit: shell(SUBSTITUTE) };
  },
  // It cannot compact: its chat stream never asks for the usage that it would compact by.
  flags: [],
  expected: () => ({ turns: { none: 10 }, subAgentTurns: 0, lost: 2, retries: 1, forks: {} }),
});
