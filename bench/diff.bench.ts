import { cpus } from "node:os";
import { tokenDiff } from "@/lib/core/diff/token-diff";
import { alignIds } from "@/lib/core/tokens/align-ids";

const TOKENS = 200_000;
/** Ids come back as often as in real text: most tokens of a session are of some thousand kinds. */
const VOCABULARY = 5_000;

/** The same sequence at every run. */
function sequence(length: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % VOCABULARY;
  });
}

/** The sequence with a stretch of other ids in the place of every n-th token. */
function drifted(ids: readonly number[], every: number, length: number): number[] {
  return ids.flatMap((id, at) =>
    at % every === every - 1 ? Array.from({ length }, (_, step) => 10_000 + step) : [id],
  );
}

/** Two sequences of 200,000 tokens, and what aligning them may take on two cores, in ms. */
const CASES: readonly { readonly name: string; readonly limit: number; readonly pair: () => number[][] }[] = [
  { name: "one drift", limit: 20, pair: () => changed(TOKENS, 3) },
  { name: "200 drifts of 4 tokens", limit: 60, pair: () => changed(1_000, 4) },
  { name: "10,000 drifts of 3 tokens", limit: 1_500, pair: () => changed(20, 3) },
  {
    name: "a middle of 50,000 other tokens",
    limit: 800,
    pair: () => {
      const ids = sequence(TOKENS, 1);
      return [ids, [...ids.slice(0, 75_000), ...sequence(50_000, 2), ...ids.slice(125_000)]];
    },
  },
  {
    name: "10,000 drifts in a text that repeats itself",
    limit: 1_500,
    pair: () => {
      const ids = Array.from({ length: TOKENS }, (_, at) => at % 500);
      return [ids, drifted(ids, 20, 3)];
    },
  },
  {
    name: "nothing in common but the vocabulary",
    limit: 2_000,
    pair: () => [sequence(TOKENS, 1), sequence(TOKENS, 2)],
  },
];

function changed(every: number, length: number): number[][] {
  const ids = sequence(TOKENS, 1);
  return [ids, drifted(ids, every, length)];
}

process.stdout.write(`${cpus().length} cores, Node ${process.version}\n`);
for (const { name, limit, pair } of CASES) {
  const [a, b] = pair().map((ids) => Int32Array.from(ids));
  if (!a || !b) continue;
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    tokenDiff(a, b);
    return performance.now() - start;
  }).sort((left, right) => left - right);
  const middle = times[3] ?? Number.NaN;
  const equal = alignIds(a, b).reduce((sum, run) => sum + (run.equal ? run.aLength : 0), 0);
  if (middle > limit) process.exitCode = 1;
  process.stdout.write(
    `200,000 tokens, ${name}: p50 ${middle.toFixed(1)} ms, at most ${limit} ms: ${middle > limit ? "OVER" : "ok"} (${equal} tokens found equal)\n`,
  );
}
