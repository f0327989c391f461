import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { UsageError } from "@/bin/io/usage-error";
import { type Manifest, manifestsOf } from "@/lib/inspect/ledger/manifest";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";

interface Flags {
  readonly weights?: string;
  readonly run: string;
  readonly session?: string;
}

/** Adds `manifest`: what went into weights, as it was acknowledged by the trainer. */
export function addManifestCommand(program: Command): void {
  program
    .command("manifest")
    .description(
      "Prints what went into weights: by step the samples that were trained, the digest over it and over all " +
        "weights before, signed where TURNTREE_SIGNING_KEY is set. With --session, which of its samples went " +
        "into these weights or those before; exit code 1 when none did.",
    )
    .option("--weights <version>", "the weights (default: all of the run, one a line)")
    .option("--run <name>", "the trainer's name for its run", "")
    .option("--session <id>", "ask about one session")
    .action(runManifest);
}

async function runManifest(flags: Flags): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ databaseUrl: settings.databaseUrl });
  try {
    const { run, weights = null, session } = flags;
    const manifests = await manifestsOf(store.ledger, run, weights, settings.signingKey);
    const last = manifests.at(-1);
    if (last === undefined) throw new UsageError(await unknownWeights(store, run, weights));
    if (session !== undefined) return await printTrained(manifests, session);
    for (const manifest of weights === null ? manifests : [last]) await printLine(JSON.stringify(manifest));
  } finally {
    await store.close();
  }
}

async function unknownWeights({ ledger }: Store, run: string, weights: string | null): Promise<string> {
  const runs = (await ledger.runs()).map((name) => `"${name}"`);
  const known =
    runs.length === 0 ? "no run has acknowledged a step" : `runs with a ledger are ${runs.join(", ")}`;
  const what = weights === null ? "no weights" : `no weights "${weights}"`;
  return `the run "${run}" has trained ${what}; ${known}`;
}

async function printTrained(manifests: readonly Manifest[], session: string): Promise<void> {
  let found = 0;
  for (const { weights, steps } of manifests) {
    for (const { step, samples } of steps) {
      for (const trained of samples.filter((sample) => sample.session === session)) {
        found++;
        await printLine(JSON.stringify({ weights, step, ...trained }));
      }
    }
  }
  if (found === 0) throw new CheckFailed(`no sample of the session "${session}" went into these weights`);
}
