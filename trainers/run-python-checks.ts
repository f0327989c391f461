import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Command } from "commander";
import { errorMessage } from "@/lib/core/base/error-message";
import { startMoto } from "./moto-server";
import { pythonEnvironment } from "./python-environment";

const PACKAGE = path.resolve("python");
const PYTHON = process.env.TURNTREE_PYTHON || "python3";

/** What must pass, in this order; the tests start the built server. */
const CHECKS: readonly (readonly string[])[] = [
  ["ruff", "check", "src", "tests", "../examples"],
  ["ruff", "format", "--check", "src", "tests", "typings", "../examples"],
  ["pyright"],
  ["pytest"],
];

const { optional } = new Command("test:python")
  .description(
    "Checks the Python package: style, types, and its tests against the built server; then evidence in an S3-compatible store.",
  )
  .option("--optional", "goes on where its packages cannot be installed, and says so")
  .parse()
  .opts<{ optional?: boolean }>();

/** The package itself is installed as it stands in the checkout, so that a change needs no new environment. */
async function installPackage(): Promise<string> {
  const requirements = path.join(PACKAGE, "requirements-dev.txt");
  const project = path.join(PACKAGE, "pyproject.toml");
  const contents = [PACKAGE, await readFile(requirements, "utf8"), await readFile(project, "utf8")];
  const { python } = await pythonEnvironment("python", PYTHON, contents, async (made, install) => {
    const pip = ["-m", "pip", "install", "--quiet"];
    await install(made.python, ...pip, "-r", requirements);
    await install(made.python, ...pip, "--no-deps", "--no-build-isolation", "--editable", PACKAGE);
  });
  return path.dirname(python);
}

function run(programs: string, [program = "", ...args]: readonly string[]): Promise<number> {
  const child = spawn(path.join(programs, program), args, {
    cwd: PACKAGE,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: `${programs}${path.delimiter}${process.env.PATH ?? ""}`,
      PYTHONDONTWRITEBYTECODE: "1",
      RUFF_NO_CACHE: "true",
    },
  });
  return exitOf(child);
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** What is kept in an S3-compatible store, with moto's server for the store. */
async function checkBuckets(programs: string): Promise<number> {
  const moto = await startMoto(programs);
  try {
    const args = ["vitest", "run", "--config", "vitest.moto.config.ts"];
    process.stderr.write(`  ${args.join(" ")}\n`);
    const child = spawn("npx", args, { stdio: "inherit", env: { ...process.env, ...moto.env } });
    return await exitOf(child);
  } finally {
    moto.close();
  }
}

async function main(): Promise<number> {
  let programs: string;
  try {
    programs = await installPackage();
  } catch (error) {
    process.stdout.write(`PYTHON PACKAGE NOT CHECKED: it cannot be installed here: ${errorMessage(error)}\n`);
    return optional === true ? 0 : 1;
  }
  for (const check of CHECKS) {
    process.stderr.write(`  ${check.join(" ")}\n`);
    const code = await run(programs, check);
    if (code !== 0) return code;
  }
  return checkBuckets(programs);
}

process.exitCode = await main();
