import { cpus } from "node:os";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { PromptSource, Recording } from "@/lib/core/recording/recording";
import { linearise } from "@/lib/core/samples/linearise";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import { makeSession } from "./support/make-session";

const RELINEARISE_LIMIT_MS = 50;

/** A source that has compared nothing yet. */
function fresh({ prompts }: Recording): PromptSource {
  return {
    length: (turn) => prompts.length(turn),
    ids: (turn, from, to) => prompts.ids(turn, from, to),
    commonPrefix: (held, prompt) => prompts.commonPrefix(held, prompt),
  };
}

interface Timing {
  /** Milliseconds on the clock: the first run, the median and the 95th percentile. */
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
  /** 95th percentile of processor time in ms, which other processes of the machine touch less. */
  readonly processorP95: number;
}

function timed(runs: number, work: () => void): Timing {
  const times: number[] = [];
  const processor: number[] = [];
  for (let run = 0; run < runs; run++) {
    const usage = process.cpuUsage();
    const start = performance.now();
    work();
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(usage);
    processor.push((user + system) / 1000);
  }
  const at = (values: readonly number[], share: number) =>
    values.toSorted((a, b) => a - b)[Math.min(runs - 1, Math.floor(runs * share))] ?? 0;
  return {
    first: times[0] ?? 0,
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    processorP95: at(processor, 0.95),
  };
}

function print(what: string, figures: Timing, limit: string): void {
  const { first, p50, p95, processorP95 } = figures;
  const clock = `first ${first.toFixed(1)} ms, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
  console.log(`${what}: ${clock} (p95 of processor time ${processorP95.toFixed(1)} ms)${limit}`);
}

async function run(): Promise<void> {
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}`);
  relinearise();
  for (const driftEvery of [0, 1]) {
    const session = makeSession({ turns: 400, tokens: 155_000, branchEvery: 0, driftEvery });
    const drift = driftEvery === 0 ? "clean" : "drift at every turn";
    for (const name of ["slime", "strict"]) {
      const policy = resolvePolicy(name);
      const what = `400 turns of 155,000 tokens, ${drift}, ${name}`;
      print(
        `linearise ${what}`,
        timed(20, () => linearise({ ...session, prompts: fresh(session) }, policy)),
        "",
      );
      const { samples } = linearise(session, policy);
      const materialise = () => samples.map((sample) => materialiseSample(session, sample).tokens.length);
      print(`  materialise its ${samples.length} samples`, timed(3, materialise), "");
    }
  }
}

/** What a setting that moves costs, once each policy was looked at, as a page does when it opens its table. */
function relinearise(): void {
  const wide = makeSession({ turns: 2_500, tokens: 200_000, branchEvery: 100, driftEvery: 7 });
  const session = "5,000 nodes, 200,000 tokens";
  for (const name of Object.keys(BUILT_IN_POLICIES)) {
    print(
      `linearise ${session}, ${name}`,
      timed(1, () => linearise(wide, resolvePolicy(name))),
      "",
    );
  }
  const policies = [0, 16, 1024].map((threshold) =>
    resolvePolicy("slime", { fork_threshold_tokens: threshold }),
  );
  for (const policy of [...policies, resolvePolicy("strict")]) {
    const figures = timed(40, () => linearise(wide, policy));
    const isWithin = figures.p95 <= RELINEARISE_LIMIT_MS;
    if (!isWithin) process.exitCode = 1;
    print(
      `relinearise ${session}, ${policy.name} at threshold ${policy.fork_threshold_tokens}`,
      figures,
      `, limit: p95 ${RELINEARISE_LIMIT_MS} ms: ${isWithin ? "ok" : "OVER"}`,
    );
  }
}

await run();
