import { Command, CommanderError } from "commander";
import { errorMessage } from "@/lib/core/base/error-message";
import { CheckFailed } from "./io/check-failed";
import { UsageError } from "./io/usage-error";

/** Exit codes of the command line: 0 when done, 1 when a check failed, 2 on bad usage. */
const CHECK_FAILED = 1;
const BAD_USAGE = 2;

type AddCommand = (program: Command) => void;

/** Each command brings its own part of the product, so only the one that is called is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  linearize: async () => (await import("./commands/linearize-command")).addLinearizeCommand,
  export: async () => (await import("./commands/export-command")).addExportCommand,
  open: async () => (await import("./commands/open-command")).addOpenCommand,
  import: async () => (await import("./commands/import-command")).addImportCommand,
  copy: async () => (await import("./commands/copy-command")).addCopyCommand,
  recover: async () => (await import("./commands/recover-command")).addRecoverCommand,
  prune: async () => (await import("./commands/prune-command")).addPruneCommand,
  compare: async () => (await import("./commands/compare-command")).addCompareCommand,
  replay: async () => (await import("./commands/replay-command")).addReplayCommand,
  verify: async () => (await import("./commands/verify-command")).addVerifyCommand,
  check: async () => (await import("./commands/check-command")).addCheckCommand,
  manifest: async () => (await import("./commands/manifest-command")).addManifestCommand,
  report: async () => (await import("./commands/report-command")).addReportCommand,
  backup: async () => (await import("./commands/backup-command")).addBackupCommand,
  restore: async () => (await import("./commands/restore-command")).addRestoreCommand,
  audit: async () => (await import("./commands/audit-command")).addAuditCommand,
  doctor: async () => (await import("./commands/doctor-command")).addDoctorCommand,
  reclassify: async () => (await import("./commands/reclassify-command")).addReclassifyCommand,
};

async function createProgram(called: string | undefined): Promise<Command> {
  const program = new Command("turntree")
    .description(
      "Works on recorded sessions. Data goes to standard output, everything else to standard error.",
    )
    .showHelpAfterError("Add --help to see what is accepted.")
    .exitOverride();
  const one = called !== undefined && Object.hasOwn(COMMANDS, called) ? COMMANDS[called] : undefined;
  for (const load of one === undefined ? Object.values(COMMANDS) : [one]) (await load())(program);
  return program;
}

/** Says what went wrong, without a stack trace, and gives the exit code for it. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
  const message = errorMessage(error);
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
  const program = await createProgram(process.argv[2]);
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
