import path from "node:path";
import { fileURLToPath } from "node:url";

/** Runs a script from the project's folder; a failure is one message on standard error and exit code 1. */
export async function main(work) {
  process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../.."));
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
