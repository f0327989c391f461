import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import { AGENT_CLIENTS } from "./agents/all";
import { playClient } from "./play-client";
import { TEMPLATE_FAMILIES } from "./template-families";

const command = new Command("run-client")
  .description("Runs one client against Turntree, both within this process's network namespace.")
  .requiredOption("--client <id>", "client to run")
  .requiredOption("--program <path>", "its installed program")
  .requiredOption("--family <id>", "template family to serve it with")
  .requiredOption("--report <file>", "where to write the report");

const { client, program, family, report } = command.parse().opts<{
  client: string;
  program: string;
  family: string;
  report: string;
}>();

const agent = AGENT_CLIENTS.find(({ id }) => id === client);
const template = TEMPLATE_FAMILIES.find(({ id }) => id === family);
if (agent === undefined || template === undefined) {
  command.error(`No such client or family: ${client}, ${family}.`);
} else {
  await writeFile(report, JSON.stringify(await playClient(agent, program, template)));
}
