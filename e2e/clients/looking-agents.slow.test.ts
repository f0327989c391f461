import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { checkCitations } from "@/lib/inspect/report/check-citations";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import type { AgentClient } from "./agent-client";
import { claudeCode } from "./agents/claude-code";
import { codexResponses } from "./agents/codex";
import { clientCacheFolder } from "./client-folders";
import { installClient } from "./install-client";
import { FOUND, investigatingModel, RUN_QUESTION } from "./investigating-model";
import { recordTrainingRun } from "./record-training-run";
import { runProcess } from "./run-process";
import { TEMPLATE_FAMILIES } from "./template-families";

const TRAINER = "the-trainer's-token";
const KEYS = {
  TURNTREE_API_TOKEN: "the-admin's-token",
  TURNTREE_TRAINER_TOKEN: TRAINER,
};

const PATIENCE_MS = 300_000;

/** How a client is told of the server's tools and asked a question. */
interface Looking {
  readonly client: AgentClient;
  configure(home: string, url: string): Promise<void>;
  arguments(url: string): readonly string[];
}

const LOOKING: readonly Looking[] = [
  {
    client: claudeCode,
    configure: async () => undefined,
    arguments: (url) => [
      "-p",
      RUN_QUESTION,
      "--model",
      "turntree",
      "--mcp-config",
      JSON.stringify({
        mcpServers: {
          turntree: { type: "http", url: `${url}/api/mcp`, headers: { Authorization: `Bearer ${TRAINER}` } },
        },
      }),
      "--strict-mcp-config",
      "--allowedTools",
      "mcp__turntree",
    ],
  },
  {
    client: codexResponses,
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
async function send(url: string, key: string, body: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(response.ok, `${url}: ${response.status}`).toBe(true);
  return response.json();
}

describe.each(LOOKING)(
  "$client.title, told only the question",
  ({ client, configure, arguments: argumentsOf }) => {
    it("finds the cause in the run, and keeps a report whose citations hold", async () => {
      const installed = await installClient(client, clientCacheFolder());
      if (!installed.installed) throw new Error(installed.reason);
      folder = await mkdtemp(path.join(tmpdir(), "turntree-looking-"));
      const family = TEMPLATE_FAMILIES.find(({ id }) => id === "qwen2.5");
      if (family === undefined) throw new Error("There is no such family.");
      engine = await startSimEngine({ tokenizerFolder: family.folder, answerTo: investigatingModel });
      server = await serveRecorder({
        ...KEYS,
        TURNTREE_ENGINE_URL: engine.url,
        TURNTREE_TOKENIZER: family.folder,
        TURNTREE_POLICY: "slime",
      });
      await recordTrainingRun(server.url, TRAINER);
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
          LOOK_KEY: TRAINER,
          ...client.environment(run),
        },
        timeoutMs: PATIENCE_MS,
      });
      expect(outcome, outcome.output).toMatchObject({ code: 0, timedOut: false });
      expect(outcome.output).toContain(FOUND);
      const [head] = await server.runtime.store.reports.list({ limit: 5 });
      const report = await server.runtime.store.reports.find(head?.id ?? "");
      expect(report?.text).toContain("[answer shortened]");
      const citations = await checkCitations(server.runtime.store, report?.text ?? "");
      expect(citations).toMatchObject([{ words: "this answer", standing: "holds" }]);
      expect(citations[0]?.citation?.session).toMatch(/^step-61-/);
    });
  },
);
