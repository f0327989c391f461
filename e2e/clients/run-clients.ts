import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import type { AgentClient } from "./agent-client";
import { AGENT_CLIENTS } from "./agents/all";
import { clientCacheFolder } from "./client-folders";
import { clientMatrix } from "./client-matrix";
import { type ClientReport, clientReportSchema } from "./client-report";
import { installClient } from "./install-client";
import { type LoopbackNamespace, loopbackNamespace } from "./loopback-namespace";
import { TEMPLATE_FAMILIES, type TemplateFamily } from "./template-families";

const PAGE = "docs/clients.md";
const names = (value: string) => value.split(",");

const { only, families, page } = new Command("test:clients")
  .description(`Runs real clients against Turntree and writes ${PAGE}.`)
  .option(
    "--only <ids>",
    `some of ${AGENT_CLIENTS.map(({ id }) => id).join(",")}; the page is not written`,
    names,
  )
  .option(
    "--families <ids>",
    "template families",
    names,
    TEMPLATE_FAMILIES.map(({ id }) => id),
  )
  .option("--no-page", "leaves the page as it is")
  .parse()
  .opts<{ only?: string[]; families: string[]; page: boolean }>();

const clients = AGENT_CLIENTS.filter(({ id }) => only?.includes(id) ?? true);
const templates = TEMPLATE_FAMILIES.filter(({ id }) => families.includes(id));
const namespace = loopbackNamespace();
const reports: ClientReport[] = [];
for (const client of clients) reports.push(...(await runEverywhere(client)));

const matrix = clientMatrix(reports);
if (page && only === undefined && templates.length === TEMPLATE_FAMILIES.length)
  await writeFile(PAGE, matrix);
process.stdout.write(matrix);
process.exitCode = reports.some((report) => report.outcome === "ran" && report.problems.length > 0) ? 1 : 0;

/** One report for each template family; the client is installed once. */
async function runEverywhere(client: AgentClient): Promise<ClientReport[]> {
  process.stderr.write(`  ${client.title} ${client.version}\n`);
  const installed = await installClient(client, clientCacheFolder());
  const done: ClientReport[] = [];
  for (const family of templates) {
    done.push(
      installed.installed
        ? await runApart(client, installed.program, family, namespace)
        : notRun(client, family, `could not be installed: ${installed.reason}`),
    );
  }
  return done;
}

/** Runs server, engine and client in a network of their own and reads the report they leave. */
async function runApart(
  client: AgentClient,
  program: string,
  family: TemplateFamily,
  network: LoopbackNamespace,
): Promise<ClientReport> {
  if (!network.allowed) return notRun(client, family, network.reason);
  const folder = await mkdtemp(path.join(tmpdir(), "turntree-report-"));
  const report = path.join(folder, "report.json");
  const inner = ["--import", "tsx", "e2e/clients/run-client.ts", "--client", client.id];
  const [command = "", ...rest] = network.command([
    process.execPath,
    ...inner,
    ...["--program", program, "--family", family.id, "--report", report],
  ]);
  const ran = spawnSync(command, rest, { encoding: "utf8", stdio: ["ignore", "inherit", "pipe"] });
  try {
    if (existsSync(report)) return clientReportSchema.parse(JSON.parse(await readFile(report, "utf8")));
    return broken(client, family, ran.stderr);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function identity(client: AgentClient, family: TemplateFamily) {
  return {
    client: client.title,
    version: client.version,
    protocol: client.protocol,
    family: family.title,
  };
}

function notRun(client: AgentClient, family: TemplateFamily, reason: string): ClientReport {
  return { ...identity(client, family), outcome: "not_run", reason };
}

/** A run that left no report failed; it is not a client that could not be run. */
function broken(client: AgentClient, family: TemplateFamily, said: string): ClientReport {
  return {
    ...identity(client, family),
    outcome: "ran",
    problems: [`the run broke off: ${said.trim().slice(-600)}`],
    turns: {},
    sub_agent_turns: 0,
    lost: 0,
    retries: 0,
    forks: {},
    accepted_rewrites: {},
    samples: 0,
    sampled_tokens: 0,
    trained_tokens: 0,
  };
}
