import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSimEngine } from "@/scenarios/sim-engine";
import type { AgentClient, ClientRun, Invocation } from "./agent-client";
import type { RanReport } from "./client-report";
import { judgeRecording, recordingFacts } from "./judge-recording";
import { NOTES_AFTER, NOTES_BEFORE, NOTES_FILE } from "./notes-story";
import { readRecordedRun } from "./read-recorded-run";
import { type ProcessOutcome, runProcess } from "./run-process";
import { scriptedModel } from "./scripted-model";
import { startTurntree } from "./start-turntree";
import type { TemplateFamily } from "./template-families";

/** Any port does, since the run has a network of its own. */
const PORT = 4500;
const INVOCATION_TIMEOUT_MS = 300_000;
const KEPT_GENERATIONS = 10_000;
/** Some of the answer has arrived by then. */
const LEAVE_AFTER_MS = 1_500;

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
  const user = new EventTarget();
  const leave = () => setTimeout(() => user.dispatchEvent(new Event("leave")), LEAVE_AFTER_MS);
  const engine = await startSimEngine({
    tokenizerFolder: family.folder,
    answerTo: scriptedModel(client.script(run), leave),
    kept: KEPT_GENERATIONS,
  });
  try {
    const server = await startTurntree(PORT, {
      DATABASE_URL: `file:${path.join(folder, "turntree.db")}`,
      TURNTREE_ENGINE: "sim",
      TURNTREE_ON_ABORT: "fail",
      TURNTREE_ENGINE_URL: engine.url,
      TURNTREE_TOKENIZER: family.folder,
      TURNTREE_POLICY: "strict",
    });
    try {
      const problems = await tellStory(client, program, run, user);
      const recording = await readRecordedRun(server.url, engine.url);
      return {
        client: client.title,
        version: client.version,
        protocol: client.protocol,
        family: family.title,
        outcome: "ran",
        problems: [...problems, ...judgeRecording(recording, client.expected(run))],
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

/**
 * Starts the client once for each request of the user, who leaves when the event says so; says what went wrong with
 * the client itself.
 */
async function tellStory(
  client: AgentClient,
  program: string,
  run: ClientRun,
  user: EventTarget,
): Promise<string[]> {
  await mkdir(run.home);
  await mkdir(run.workspace);
  const notes = path.join(run.workspace, NOTES_FILE);
  await writeFile(notes, NOTES_BEFORE);
  await client.configure(run);
  const problems: string[] = [];
  for (const invocation of client.invocations(run)) {
    const leaving = new AbortController();
    const leave = () => leaving.abort();
    user.addEventListener("leave", leave, { once: true });
    const outcome = await runProcess({
      command: program,
      arguments: invocation.arguments,
      cwd: run.workspace,
      environment: {
        PATH: process.env.PATH ?? "",
        HOME: run.home,
        TERM: "dumb",
        LANG: "C.UTF-8",
        ...client.environment(run),
      },
      timeoutMs: INVOCATION_TIMEOUT_MS,
      signal: leaving.signal,
    });
    user.removeEventListener("leave", leave);
    const problem = problemOf(invocation, outcome, leaving.signal.aborted);
    if (problem !== null) problems.push(`${client.program} ${problem}: ${outcome.output.trim().slice(-600)}`);
  }
  const written = await readFile(notes, "utf8");
  if (written !== NOTES_AFTER) problems.push(`${NOTES_FILE} holds ${JSON.stringify(written)}`);
  return problems;
}

function problemOf({ end }: Invocation, outcome: ProcessOutcome, wasLeft: boolean): string | null {
  if (end === "stopped") return wasLeft ? null : "was to be stopped, and was not";
  if (outcome.timedOut) return "did not end";
  return outcome.code === 0 || (end === "cut" && outcome.code === 1) ? null : `ended with ${outcome.code}`;
}
