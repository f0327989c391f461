import { errorMessage } from "@/lib/core/base/error-message";
import { refuseOpenHost } from "@/lib/settings/refuse-open-host";
import { readSettings, SETTINGS_TABLE } from "@/lib/settings/settings";

/** Prints the table of settings; with `--check` reads them from the environment and fails with one sentence. */
function main(): void {
  if (process.argv.includes("--check")) {
    refuseOpenHost(readSettings(process.env));
    return;
  }
  const width = Math.max(...SETTINGS_TABLE.map((row) => row.name.length));
  for (const row of SETTINGS_TABLE) {
    const value = row.default === "" ? "" : ` [${row.default}]`;
    process.stdout.write(`  ${row.name.padEnd(width)}  ${row.meaning}${value}\n`);
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`${errorMessage(error)}\n`);
  process.exitCode = 1;
}
