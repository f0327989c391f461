import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSimEngine } from "@/scenarios/sim-engine";
import type { AgentClient, ClientRun } from "./agent-client";
import type { RanReport } from "./client-report";
import { judgeRecording, recordingFacts } from "./judge-recording";
import { NOTES_AFTER, NOTES_BEFORE, NOTES_FILE } from "./notes-story";
import { runProcess } from "./run-process";
import { scriptedModel } from "./scripted-model";
import { startTurntree } from "./start-turntree";
import type { TemplateFamily } from "./template-families";
import { readRecording } from "./turntree-api";

/** Any port does, since the run has a network of its own. */
const PORT = 4500;
const INVOCATION_TIMEOUT_MS = 300_000;
const KEPT_GENERATIONS = 10_000;

/**
 * Puts one client through the story against the built Turntree and a scripted engine, all within this process's
 * network namespace, and says what was recorded and what of it is wrong.
 */
export async function playClient(
  client: AgentClient,
  program: string,
  family: TemplateFamily,
): Promise<RanReport> {
  const folder = await mkdtemp(path.join(tmpdir(), `turntree-${client.id}-`));
  const run = {
    home: path.join(folder, "home"),
    workspace: path.join(folder, "work"),
    baseUrl: `http://127.0.0.1:${PORT}${client.sessionFrom === "path" ? `/s/${client.id}` : ""}`,
    reasons: family.reasons,
  };
  const engine = await startSimEngine({
    tokenizerFolder: family.folder,
    answerTo: scriptedModel(client.script(run)),
    kept: KEPT_GENERATIONS,
  });
  try {
    const server = await startTurntree(PORT, {
      DATABASE_URL: `file:${path.join(folder, "turntree.db")}`,
      TURNTREE_ENGINE: "sim",
      TURNTREE_ENGINE_URL: engine.url,
      TURNTREE_TOKENIZER: family.folder,
      TURNTREE_POLICY: "strict",
    });
    try {
      const problems = await tellStory(client, program, run);
      const recording = await readRecording(server.url, engine.url);
      return {
        client: client.title,
        version: client.version,
        protocol: client.protocol,
        family: family.title,
        outcome: "ran",
        problems: [...problems, ...judgeRecording(recording, client.expected)],
        ...recordingFacts(recording),
      };
    } finally {
      await server.stop();
    }
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts the client once for each request of the user; says what went wrong with the client itself. */
async function tellStory(client: AgentClient, program: string, run: ClientRun): Promise<string[]> {
  await mkdir(run.home);
  await mkdir(run.workspace);
  const notes = path.join(run.workspace, NOTES_FILE);
  await writeFile(notes, NOTES_BEFORE);
  await client.configure(run);
  const problems: string[] = [];
  for (const invocation of client.invocations(run)) {
    const outcome = await runProcess({
      command: program,
      arguments: invocation,
      cwd: run.workspace,
      environment: {
        PATH: process.env.PATH ?? "",
        HOME: run.home,
        TERM: "dumb",
        LANG: "C.UTF-8",
        ...client.environment(run),
      },
      timeoutMs: INVOCATION_TIMEOUT_MS,
    });
    if (outcome.code !== 0) {
      const how = outcome.timedOut ? "did not end" : `ended with ${outcome.code}`;
      problems.push(`${client.program} ${how}: ${outcome.output.trim().slice(-600)}`);
    }
  }
  const written = await readFile(notes, "utf8");
  if (written !== NOTES_AFTER) problems.push(`${NOTES_FILE} holds ${JSON.stringify(written)}`);
  return problems;
}
