import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { readLines } from "@/bin/io/read-lines";
import { UsageError } from "@/bin/io/usage-error";
import { errorMessage } from "@/lib/core/base/error-message";
import { plural } from "@/lib/core/base/format-count";
import { conformanceResult } from "@/lib/core/file/conformance-result";
import { readConformanceSession } from "@/lib/core/file/conformance-session";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { PolicyError, type PolicyOverrides, resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";

interface Options {
  readonly policy: string;
  readonly forkThreshold?: string;
  readonly maxSampleTokens?: string;
  readonly rewardMode?: string;
}

/** Adds `linearize`: sessions in the conformance shape in, their trees and samples out. No database, no server. */
export function addLinearizeCommand(program: Command): void {
  program
    .command("linearize")
    .description(
      "Reads sessions, one JSON object a line, and prints for each its name, its tree and its samples. " +
        "A session's own fork_threshold_tokens, max_sample_tokens and reward apply unless an option says otherwise.",
    )
    .argument("[file...]", "files to read; standard input when none is named")
    .option("--policy <name>", `one of ${Object.keys(BUILT_IN_POLICIES).join(", ")}`, "slime")
    .option("--fork-threshold <n>", "fork_threshold_tokens for every session")
    .option("--max-sample-tokens <n>", "max_sample_tokens for every session; 0 is no limit")
    .option("--reward-mode <mode>", "full or split")
    .action(linearizeFiles);
}

async function linearizeFiles(files: readonly string[], options: Options): Promise<void> {
  const overrides: PolicyOverrides = {
    fork_threshold_tokens: options.forkThreshold,
    max_sample_tokens: options.maxSampleTokens,
    reward_mode: options.rewardMode,
  };
  checkPolicy(options.policy, overrides);
  if (options.rewardMode === "leaf") {
    throw new UsageError(
      'reward_mode is "leaf"; accepted are "full", "split": the shape tells no rewards of leaves.',
    );
  }
  let failed = 0;
  for await (const line of readLines(files)) {
    const result = linearizeLine(line.text, options.policy, overrides);
    if (typeof result === "string") {
      await printLine(result);
    } else {
      failed++;
      process.stderr.write(`${line.source}, line ${line.number}: ${result.problem}\n`);
    }
  }
  if (failed > 0) throw new CheckFailed(plural(failed, "line was refused", "lines were refused"));
}

/** A policy that does not exist is found before anything is read. */
function checkPolicy(name: string, overrides: PolicyOverrides): void {
  try {
    resolvePolicy(name, overrides);
  } catch (error) {
    throw error instanceof PolicyError ? new UsageError(error.message) : error;
  }
}

function linearizeLine(
  text: string,
  policyName: string,
  overrides: PolicyOverrides,
): string | { problem: string } {
  try {
    const session = readConformanceSession(parseJson(text));
    const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
    const policy = resolvePolicy(policyName, { ...session.settings, ...Object.fromEntries(given) });
    const result = linearise(session.recording, policy, { reward: session.reward });
    if (!result.ledger.balanced) return { problem: "the ledger of sampled tokens does not add up" };
    return stringifyJson({ name: session.name, ...conformanceResult(session, result) });
  } catch (error) {
    return { problem: errorMessage(error) };
  }
}
