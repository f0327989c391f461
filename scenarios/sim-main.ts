import { fstatSync } from "node:fs";
import { Command } from "commander";
import { errorMessage } from "@/lib/core/base/error-message";
import { startSimEngine } from "./sim-engine";

const program = new Command("sim-engine")
  .description("Serves the simulated inference engine, which speaks SGLang's /generate.")
  .option("--host <host>", "address to listen on", "127.0.0.1")
  .option("--port <port>", "port to listen on; 0 for any free one", Number, 0)
  .option("--tokenizer <folder>", "folder with tokenizer.json; Qwen3 unless given")
  .option("--context <tokens>", "context length in tokens", Number)
  .option("--seed <number>", "seed of the sampler", Number)
  .option("--incremental", "stream only what is new in each frame");

const options = program.parse().opts<{
  host: string;
  port: number;
  tokenizer?: string;
  context?: number;
  seed?: number;
  incremental?: boolean;
}>();

try {
  const engine = await startSimEngine({
    host: options.host,
    port: options.port,
    tokenizerFolder: options.tokenizer,
    contextTokens: options.context,
    seed: options.seed,
    incremental: options.incremental,
  });
  process.stdout.write(`Simulated engine on ${engine.url}\n`);
  const stop = () => void engine.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  // Whoever starts it over a pipe holds that pipe open, so it never outlives them.
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.once("end", stop).resume();
} catch (error) {
  process.stderr.write(`${errorMessage(error)}\n`);
  process.exitCode = 1;
}
