import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { checkNode } from "./setup/check-node.mjs";
import { ensureBrowser } from "./setup/ensure-browser.mjs";
import { ensureBuilt } from "./setup/ensure-built.mjs";
import { ensureGenerated } from "./setup/ensure-generated.mjs";
import { ensureInstalled } from "./setup/ensure-installed.mjs";
import { main } from "./setup/main.mjs";
import { runCommand } from "./setup/run-command.mjs";
import { step } from "./setup/step.mjs";

const UNIT_REPORT = "test-results/unit.json";
const JOURNEY_REPORT = "test-results/report.json";

await main(async () => {
  checkNode();
  rmSync("test-results", { recursive: true, force: true });
  mkdirSync("test-results", { recursive: true });
  await ensureInstalled();
  await ensureGenerated();
  const browser = await ensureBrowser();
  const env = browser === null ? {} : { TURNTREE_CHROMIUM: browser };
  await step("Lint and import arrow", () => npx(["biome", "check", "."]));
  await step("Migrations match the schema", () =>
    runCommand(process.execPath, ["scripts/migrate.mjs", "check"]),
  );
  await step("Types", () => npx(["tsc", "--noEmit", "-p", "."]));
  await ensureBuilt();
  const failures = [
    await attempt(
      "Unit, property and integration tests",
      ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${UNIT_REPORT}`],
      env,
    ),
    await attempt("Journeys in the browser", ["playwright", "test"], env),
  ].filter((failed) => failed);
  const totals = countTests();
  for (const line of failedTests()) process.stdout.write(`${line}\n`);
  process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
  return failures.length > 0 || totals.failed > 0 || totals.passed === 0 ? 1 : 0;
});

function npx(args, options = {}) {
  return runCommand("npx", ["--no-install", ...args], options);
}

async function attempt(label, args, env) {
  process.stderr.write(`  ${label}\n`);
  try {
    await npx(args, { env: { ...env, NEXT_TELEMETRY_DISABLED: "1" }, show: true });
    return false;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return true;
  }
}

function countTests() {
  const unit = readReport(UNIT_REPORT);
  const journeys = readReport(JOURNEY_REPORT)?.stats;
  return {
    passed: (unit?.numPassedTests ?? 0) + (journeys?.expected ?? 0),
    failed: (unit?.numFailedTests ?? 0) + (journeys?.unexpected ?? 0) + (journeys?.flaky ?? 0),
  };
}

/** What failed and with which words, said last: a log that is cut at its head still names it. */
function failedTests() {
  const unit = (readReport(UNIT_REPORT)?.testResults ?? []).flatMap(({ name, message, assertionResults }) => [
    ...(assertionResults.length === 0 && message !== "" ? [`FAILED ${name}\n${message}`] : []),
    ...assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => `FAILED ${name} › ${fullName}\n${failureMessages.join("\n")}`),
  ]);
  const journeys = specsOf(readReport(JOURNEY_REPORT))
    .filter(({ ok }) => !ok)
    .map(({ file, line, title }) => `FAILED e2e/${file}:${line} › ${title}`);
  return [...unit, ...journeys];
}

function specsOf(suite) {
  return [...(suite?.specs ?? []), ...(suite?.suites ?? []).flatMap(specsOf)];
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
