import { Command, CommanderError } from "commander";
import { addCompareCommand } from "./commands/compare-command";
import { addExportCommand } from "./commands/export-command";
import { addImportCommand } from "./commands/import-command";
import { addLinearizeCommand } from "./commands/linearize-command";
import { addReplayCommand } from "./commands/replay-command";
import { addVerifyCommand } from "./commands/verify-command";
import { CheckFailed } from "./io/check-failed";
import { UsageError } from "./io/usage-error";

/** Exit codes of the command line: 0 when done, 1 when a check failed, 2 on bad usage. */
const CHECK_FAILED = 1;
const BAD_USAGE = 2;

function createProgram(): Command {
  const program = new Command("turntree")
    .description(
      "Works on recorded sessions. Data goes to standard output, everything else to standard error.",
    )
    .showHelpAfterError("Add --help to see what is accepted.")
    .exitOverride();
  addLinearizeCommand(program);
  addExportCommand(program);
  addImportCommand(program);
  addCompareCommand(program);
  addReplayCommand(program);
  addVerifyCommand(program);
  return program;
}

/** Says what went wrong, without a stack trace, and gives the exit code for it. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error: ${message}\n`);
  if (error instanceof UsageError) return BAD_USAGE;
  return CHECK_FAILED;
}

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.exit(report(new CheckFailed(`cannot write to standard output: ${error.message}`)));
});

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
