import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json/json-value";
import { checkCitations } from "@/lib/inspect/report/check-citations";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import type { AgentClient } from "./agent-client";
import { claudeCode } from "./agents/claude-code";
import { codexResponses } from "./agents/codex";
import { clientCacheFolder } from "./client-folders";
import { installClient } from "./install-client";
import { FOUND, investigatingModel, RUN_QUESTION } from "./investigating-model";
import { runProcess } from "./run-process";
import { TEMPLATE_FAMILIES } from "./template-families";

const READER = "the-reader's-token";
const TRAINER = "the-trainer's-token";
const KEYS = {
  TURNTREE_API_TOKEN: "the-admin's-token",
  TURNTREE_TRAINER_TOKEN: TRAINER,
  TURNTREE_READ_TOKEN: READER,
};

const PATIENCE_MS = 300_000;

/** How a client is told of the server's tools and asked a question. */
interface Looking {
  readonly client: AgentClient;
  shell(command: string): { name: string; arguments: JsonObject };
  configure(home: string, url: string): Promise<void>;
  arguments(url: string): readonly string[];
}

const LOOKING: readonly Looking[] = [
  {
    client: claudeCode,
    shell: (command) => ({ name: "Bash", arguments: { command, description: "Write the report" } }),
    configure: async () => undefined,
    arguments: (url) => [
      "-p",
      RUN_QUESTION,
      "--model",
      "turntree",
      "--mcp-config",
      JSON.stringify({
        mcpServers: {
          turntree: { type: "http", url: `${url}/api/mcp`, headers: { Authorization: `Bearer ${READER}` } },
        },
      }),
      "--strict-mcp-config",
      "--allowedTools",
      "Bash",
      "mcp__turntree",
    ],
  },
  {
    client: codexResponses,
    shell: (cmd) => ({ name: "exec_command", arguments: { cmd } }),
    async configure(home, url) {
      const file = path.join(home, ".codex", "config.toml");
      const given = await readFile(file, "utf8");
      await writeFile(
        file,
        `${given}\n[mcp_servers.turntree]\nurl = "${url}/api/mcp"\nbearer_token_env_var = "LOOK_KEY"\n`,
      );
    },
    arguments: () => [
      "exec",
      "--skip-git-repo-check",
      "--dangerously-bypass-approvals-and-sandbox",
      "--disable",
      "plugins",
      RUN_QUESTION,
    ],
  },
];

let engine: SimEngine;
let server: RecorderServer;
let folder: string;

afterEach(async () => {
  await server.close();
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const opened = z.object({ openai_base_url: z.string(), base_url: z.string() });
const answered = z.object({ choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]) });

async function send(url: string, key: string, body: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.ok, `${url}: ${response.status}`).toBe(true);
  return response.json();
}

/** A step of a run: its sessions, of which the client spelled an answer otherwise where the step is to lose signal. */
async function recordStep(step: number, isLost: boolean): Promise<void> {
  for (const index of [0, 1]) {
    const id = `step-${step}-${index}`;
    const labels = { run: "r7", step: String(step) };
    const { openai_base_url: base } = opened.parse(
      await send(`${server.url}/api/sessions`, TRAINER, { id, labels, group_index: step, index }),
    );
    const asked = [{ role: "user", content: `Tell me of ${index}.` }];
    const call = async (messages: readonly object[]) =>
      answered.parse(await send(`${base}/chat/completions`, "any", { model: "m", messages })).choices[0]
        .message.content;
    const first = await call(asked);
    const echoed = isLost ? "Another answer than it was." : first;
    await call([...asked, { role: "assistant", content: echoed }, { role: "user", content: "And now?" }]);
    await send(`${server.url}/api/sessions/${id}/finish`, TRAINER, { reward: index });
  }
}

describe.each(LOOKING)(
  "$client.title, told only the question",
  ({ client, shell, configure, arguments: argumentsOf }) => {
    it("finds the cause in the run, and writes a report whose citations hold", async () => {
      const installed = await installClient(client, clientCacheFolder());
      if (!installed.installed) throw new Error(installed.reason);
      folder = await mkdtemp(path.join(tmpdir(), "turntree-looking-"));
      const family = TEMPLATE_FAMILIES.find(({ id }) => id === "qwen2.5");
      if (family === undefined) throw new Error("There is no such family.");
      engine = await startSimEngine({ tokenizerFolder: family.folder, answerTo: investigatingModel(shell) });
      server = await serveRecorder({
        ...KEYS,
        TURNTREE_ENGINE_URL: engine.url,
        TURNTREE_TOKENIZER: family.folder,
        TURNTREE_POLICY: "slime",
      });
      await recordStep(60, false);
      await recordStep(61, true);
      await recordStep(62, false);
      const { base_url: baseUrl } = opened.parse(
        await send(`${server.url}/api/sessions`, TRAINER, { id: "looking" }),
      );
      const [home, workspace] = [path.join(folder, "home"), path.join(folder, "work")];
      await mkdir(home);
      await mkdir(workspace);
      const run = { home, workspace, baseUrl, reasons: false };
      await client.configure(run);
      await configure(home, server.url);
      const outcome = await runProcess({
        command: installed.program,
        arguments: argumentsOf(server.url),
        cwd: workspace,
        environment: {
          PATH: process.env.PATH ?? "",
          HOME: home,
          TERM: "dumb",
          LANG: "C.UTF-8",
          LOOK_KEY: READER,
          ...client.environment(run),
        },
        timeoutMs: PATIENCE_MS,
      });
      expect(outcome, outcome.output).toMatchObject({ code: 0, timedOut: false });
      expect(outcome.output).toContain(FOUND);
      const report = await readFile(path.join(workspace, "report.md"), "utf8");
      expect(report).toMatch(/# Step 61\n\n.*sampled tokens/);
      const citations = await checkCitations(server.runtime.store, report);
      expect(citations).toMatchObject([{ words: "this one", fault: null }]);
      expect(citations[0]?.citation?.session).toMatch(/^step-61-/);
    });
  },
);
