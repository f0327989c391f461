import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Runs the benchmarks one after the other, each in a process of its own so that none warms or burdens the next.
 * Names on the command line pick some: `npm run bench -- store encode`.
 */
const folder = fileURLToPath(new URL(".", import.meta.url));
const known = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.replace(/\.bench\.ts$/, ""));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No benchmark ${unknown.join(", ")}. There are: ${known.join(", ")}.\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : known) {
  process.stdout.write(`\n${name}\n`);
  const run = spawnSync(process.execPath, ["--expose-gc", "--import", "tsx", `${folder}${name}.bench.ts`], {
    stdio: "inherit",
  });
  if (run.status !== 0) process.exitCode = 1;
}
