import type { Command } from "commander";
import { CheckFailed } from "@/bin/io/check-failed";
import { printLine } from "@/bin/io/print-line";
import { readRecordings } from "@/bin/io/read-recordings";
import { tableOf } from "@/bin/io/table-of";
import { UsageError } from "@/bin/io/usage-error";
import { plural } from "@/lib/core/base/format-count";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { comparePolicies, type PolicyFigures } from "@/lib/core/lab/compare-policies";
import { type RetokeniseBaseline, retokeniseBaseline } from "@/lib/core/lab/retokenise-baseline";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { Policy } from "@/lib/core/policy/policy";
import { PolicyError, resolvePolicy } from "@/lib/core/policy/resolve-policy";

interface Options {
  readonly policies: string;
  readonly forkThreshold?: string;
  readonly maxSampleTokens?: string;
  readonly json?: true;
}

const NAMES = Object.keys(BUILT_IN_POLICIES);

/** Adds `compare`: what each of several policies would train of the same recordings. */
export function addCompareCommand(program: Command): void {
  program
    .command("compare")
    .description(
      "Linearises each session of a file under several policies and prints their figures, in tokens: trained, " +
        "realigned, refused and dropped add up to what the model sampled. Takes whatever import takes.",
    )
    .argument("[file...]", "files to read; standard input when none is named")
    .option("--policies <names>", "separated by commas", NAMES.join(","))
    .option("--fork-threshold <n>", "fork_threshold_tokens for every policy")
    .option("--max-sample-tokens <n>", "max_sample_tokens for every policy; 0 is no limit")
    .option("--json", "one JSON object a line for each session and policy")
    .action(compareFiles);
}

async function compareFiles(files: readonly string[], options: Options): Promise<void> {
  const policies = readPolicies(options);
  const refused = await readRecordings(files, async ({ id, recording }) => {
    const figures = comparePolicies(recording, policies);
    if (options.json) {
      for (const row of figures) await printLine(stringifyJson({ session: id, ...jsonRow(row) }));
    } else {
      await printLine(`${id}: ${figures[0]?.sampled ?? 0} tokens sampled`);
      await printLine(tableOf(HEADINGS, figures.map(tableRow)));
      await printLine(`${baselineSentence(retokeniseBaseline(recording))}\n`);
    }
  });
  for (const sentence of refused) process.stderr.write(`${sentence}\n`);
  if (refused.length > 0)
    throw new CheckFailed(plural(refused.length, "line was refused", "lines were refused"));
}

function readPolicies({ policies, forkThreshold, maxSampleTokens }: Options): Policy[] {
  const overrides = { fork_threshold_tokens: forkThreshold, max_sample_tokens: maxSampleTokens };
  try {
    return policies.split(",").map((name) => resolvePolicy(name.trim(), overrides));
  } catch (error) {
    throw error instanceof PolicyError ? new UsageError(error.message) : error;
  }
}

function baselineSentence(baseline: RetokeniseBaseline | null): string {
  if (baseline === null) return "retokenise: not known, since no prompt of this recording was audited";
  const { trained, neverSampledThere } = baseline;
  return `retokenise: of ${trained} answer tokens in audited prompts, a re-render changes ${neverSampledThere}`;
}

function jsonRow(row: PolicyFigures) {
  return {
    policy: row.policy,
    samples: row.samples,
    sampled_tokens: row.sampled,
    trained_tokens: row.trained,
    realigned_tokens: row.realigned,
    refused_tokens: row.refused,
    dropped_tokens: row.dropped,
    trained_twice_tokens: row.trainedTwice,
    total_tokens: row.totalTokens,
    longest_sample_tokens: row.longestSample,
    trained_tokens_per_sample: row.trainedPerSample,
  };
}

const HEADINGS = [
  "policy",
  "samples",
  "trained",
  "realigned",
  "refused",
  "dropped",
  "trained twice",
  "to process",
  "longest",
];

function tableRow(row: PolicyFigures): string[] {
  const { policy, samples, trained, realigned, refused, dropped, trainedTwice, totalTokens, longestSample } =
    row;
  return [
    policy,
    ...[samples, trained, realigned, refused, dropped, trainedTwice, totalTokens, longestSample].map(String),
  ];
}
