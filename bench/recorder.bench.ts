import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import type { Engine, EngineEvent, GenerateRequest } from "@/lib/engine/engine";
import { answerRequest } from "@/lib/recorder/answer-request";
import { KeyGate } from "@/lib/recorder/keys/key-gate";
import { openKeyRing } from "@/lib/recorder/keys/key-ring";
import { EngineExaminer } from "@/lib/recorder/models/engine-examiner";
import { modelOfSettings } from "@/lib/recorder/models/model-of-settings";
import { ServedModels } from "@/lib/recorder/models/served-models";
import { createRecorder } from "@/lib/recorder/recorder";
import type { Runtime } from "@/lib/server/runtime";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import { loadLanguageModel } from "@/lib/text/load-language-model";

/** What a call may cost on top of the engine before anybody notices: one token of a fast model, in ms. */
const LIMIT_MS = 50;

/** An engine that takes no time, so that what is left is the recorder's own. */
function instantEngine(outputIds: Int32Array): Engine {
  return {
    name: "sim",
    url: "in-process",
    async *generate(request: GenerateRequest): AsyncGenerator<EngineEvent> {
      yield {
        type: "generation",
        outputIds,
        logProbs: new Float64Array(outputIds.length).fill(-0.5),
        logProbCount: outputIds.length,
        logProbSemantics: "temperature_scaled",
        finishReason: "stop",
        matchedStop: outputIds.at(-1) ?? null,
        promptTokens: request.promptIds.length,
        completionTokens: outputIds.length,
        cachedTokens: 0,
        weightVersion: "bench",
        facts: {},
      };
    },
    health: async () => ({ ok: true, detail: "", contextTokens: null }),
  };
}

/** A history of about this many tokens, as an agent sends it: user, assistant, user, and so on. */
function history(tokens: number): { role: string; content: string }[] {
  const words = "The quick brown fox jumps over the lazy dog while it rains in Spain again. ";
  const messages = [];
  for (let held = 0, turn = 0; held < tokens; turn += 1) {
    messages.push({ role: turn % 2 === 0 ? "user" : "assistant", content: `${turn}: ${words.repeat(12)}` });
    held += 12 * 16;
  }
  return messages;
}

interface Cost {
  readonly wallMs: number;
  /** Of all threads: on a busy machine the figure to compare. */
  readonly cpuMs: number;
}

/** Calls of one session before the next begins, so that the history stays about as long as it is said to be. */
const CALLS_PER_SESSION = 10;

async function measure(runtime: Runtime, tokens: number, calls: number): Promise<Cost[]> {
  let messages = history(tokens);
  const costs: Cost[] = [];
  for (let call = 0; call < calls; call += 1) {
    if (call % CALLS_PER_SESSION === 0) messages = history(tokens);
    messages.push({ role: "user", content: `Question ${call}?` });
    const request = new Request(
      `http://localhost/s/${tokens}-${Math.floor(call / CALLS_PER_SESSION)}/v1/chat/completions`,
      {
        method: "POST",
        body: JSON.stringify({ messages }),
      },
    );
    const started = performance.now();
    const cpu = process.cpuUsage();
    const response = await answerRequest(runtime, request);
    const text = await response.text();
    const { user, system } = process.cpuUsage(cpu);
    costs.push({ wallMs: performance.now() - started, cpuMs: (user + system) / 1000 });
    if (response.status !== 200) throw new Error(text);
    messages.push({ role: "assistant", content: "An answer." });
  }
  return costs;
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
}

/** Cost of one recorded turn on top of the engine: request read, prompt built, turn durable, reply written. */
async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "turntree-bench-"));
  const settings = readSettings({});
  const model = await loadLanguageModel(settings.tokenizer);
  const outputIds = Int32Array.of(...model.encode("An answer."), ...model.stopTokenIds.slice(0, 1));
  const store = await openStore({ databaseUrl: `file:${join(folder, "bench.db")}` });
  const engine = instantEngine(outputIds);
  const models = new ServedModels(modelOfSettings(settings, engine, model));
  const parts = { settings, store, model, engine, keys: openKeyRing(), models };
  const recorder = createRecorder(parts);
  const examiner = new EngineExaminer({ engine, model });
  const bench = { ...parts, recorder, examiner, reserve: recorder.reserve, gate: new KeyGate(parts.keys) };
  console.log(
    `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  );
  await measure(bench, 500, 20);
  for (const [tokens, calls] of [
    [1_000, 300],
    [100_000, 100],
  ] as const) {
    const costs = await measure(bench, tokens, calls);
    const wall = costs.map((cost) => cost.wallMs);
    const cpu = costs.map((cost) => cost.cpuMs);
    console.log(
      `turn at ${tokens} tokens of history, ${calls} calls: ` +
        `p50 ${quantile(wall, 0.5)} ms, p99 ${quantile(wall, 0.99)} ms (limit: p50 ${LIMIT_MS} ms); ` +
        `CPU p50 ${quantile(cpu, 0.5)} ms, p99 ${quantile(cpu, 0.99)} ms`,
    );
  }
  await bench.recorder.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

await run();
