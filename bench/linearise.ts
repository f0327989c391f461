import { cpus } from "node:os";
import { linearise } from "@/lib/core/linearise";
import { materialiseSample } from "@/lib/core/materialise-sample";
import type { Message } from "@/lib/core/message";
import { DeltaPromptSource } from "@/lib/core/prompt-delta-source";
import type { PromptSource, Recording } from "@/lib/core/recording";
import { resolvePolicy } from "@/lib/core/resolve-policy";
import type { Turn } from "@/lib/core/turn";

const RELINEARISE_LIMIT_MS = 50;

interface SessionShape {
  readonly turns: number;
  /** Length of the longest sequence. */
  readonly tokens: number;
  /** Every so many turns, the session goes back half its length and branches; 0: never. */
  readonly branchEvery: number;
  /** Every so many turns, the prompt drifts inside the answer before it; 0: never. */
  readonly driftEvery: number;
}

/** A session of tool calls: each turn adds an answer and a tool result. A fifth of the tokens are sampled. */
function makeSession({ turns, tokens, branchEvery, driftEvery }: SessionShape): Recording {
  const perTurn = Math.floor(tokens / turns);
  const outputLength = Math.max(2, Math.floor(perTurn / 5));
  const made: Turn[] = [];
  const prompts = new DeltaPromptSource();
  let seed = 1;
  const nextId = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % 150_000;
  };
  for (let index = 1; index <= turns; index++) {
    const branches = branchEvery > 0 && index % branchEvery === 0;
    const base = branches ? Math.floor(index / 2) : index - 1;
    const held = made[base - 1];
    const drifts = driftEvery > 0 && index % driftEvery === 0;
    const kept = held === undefined ? 0 : prompts.sequenceLength(base) - Number(drifts);
    const literals = Int32Array.from({ length: perTurn - outputLength + Number(drifts) }, nextId);
    const copy = kept === 0 ? [] : [{ turn: base, start: 0, length: kept }];
    const runs = [...copy, { turn: 0, start: 0, length: literals.length }];
    const result: Message = { role: "tool", content: `result ${index}` };
    const history = held === undefined ? [SYSTEM] : [...held.promptMessages, ...answerOf(held)];
    const turn = makeTurn(index, [...history, result], Int32Array.from({ length: outputLength }, nextId));
    made.push(turn);
    prompts.append({ runs, literals }, turn.outputIds);
  }
  return { turns: made, prompts };
}

const SYSTEM: Message = { role: "system", content: "You are an agent." };

function answerOf({ responseMessage }: Turn): Message[] {
  return responseMessage === null ? [] : [responseMessage];
}

function makeTurn(index: number, promptMessages: readonly Message[], outputIds: Int32Array): Turn {
  return {
    index,
    promptMessages,
    responseMessage: { role: "assistant", content: `answer ${index}` },
    outputIds,
    outputLogProbs: new Float64Array(outputIds.length).fill(-0.25),
    finishReason: "tool_calls",
    matchedStop: null,
    illFormed: null,
    delivery: "delivered",
    auxiliary: "none",
    retryOf: null,
    promptBuild: "graft",
    refusal: null,
    scaffolds: [],
    acceptedRewrites: [],
    headerDigest: "h",
    messageStarts: new Int32Array(),
    weightVersion: null,
    logProbSemantics: "raw",
    subAgent: null,
    facts: {},
  };
}

/** A source that has compared nothing yet. */
function fresh({ prompts }: Recording): PromptSource {
  return {
    length: (turn) => prompts.length(turn),
    ids: (turn, from, to) => prompts.ids(turn, from, to),
    commonPrefix: (held, prompt) => prompts.commonPrefix(held, prompt),
  };
}

interface Figures {
  /** Milliseconds on the clock: the first run, the median and the 95th percentile. */
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
  /** 95th percentile of processor time in ms, which other processes of the machine touch less. */
  readonly processorP95: number;
}

function timed(runs: number, work: () => void): Figures {
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

function print(what: string, figures: Figures, limit: string): void {
  const { first, p50, p95, processorP95 } = figures;
  const clock = `first ${first.toFixed(1)} ms, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
  console.log(`${what}: ${clock} (p95 of processor time ${processorP95.toFixed(1)} ms)${limit}`);
}

async function run(): Promise<void> {
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}`);
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
  const wide = makeSession({ turns: 2_500, tokens: 200_000, branchEvery: 100, driftEvery: 7 });
  const policies = [0, 16, 1024].map((threshold) =>
    resolvePolicy("slime", { fork_threshold_tokens: threshold }),
  );
  for (const policy of [...policies, resolvePolicy("strict")]) {
    const what = `relinearise 5,000 nodes, 200,000 tokens, ${policy.name} at threshold ${policy.fork_threshold_tokens}`;
    print(
      what,
      timed(40, () => linearise(wide, policy)),
      `, limit: p95 ${RELINEARISE_LIMIT_MS} ms`,
    );
  }
}

await run();
