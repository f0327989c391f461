import { fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Message } from "@/lib/core/message/message";
import type { Engine, EngineEvent, GenerateRequest } from "@/lib/engine/engine";
import { callOfRequest } from "@/lib/recorder/answer/call-of-request";
import { mintCallKey } from "@/lib/recorder/edge/request-id";
import { openKeyRing } from "@/lib/recorder/keys/key-ring";
import { createRecorder, type Recorder } from "@/lib/recorder/recorder";
import { readSettings } from "@/lib/settings/settings";
import { openStore } from "@/lib/store/open-store";
import type { LanguageModel } from "@/lib/text/language-model";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { openaiChat } from "@/lib/wire/openai-chat";
import type { CallRequest, Protocol } from "@/lib/wire/protocol";

/** The session that is measured: 800 messages, of which 400 were sampled. */
const TURNS = 400;
const CONTEXT_TOKENS = 155_000;

/** Short sessions before the long one, of which the first only warms up: the disk is shared, and ten turns are few. */
const SHORT_SESSIONS = 5;
const SHORT_TURNS = 15;
/** Turns around the tenth, and at the end, of which the median is taken. */
const EARLY = [5, 15] as const;
const LATE = [-20] as const;

/** What a grafted call may cost at its end, in ms, and how much more than at its beginning. */
const LIMIT_P50_MS = 15;
const LIMIT_RATIO = 2;
const LIMIT_RENDER_MS = 150;

const WORDS =
  "The parser reads one token past the end of the buffer when the line is empty, see src/parser.ts. ";

/**
 * What the engine takes for an answer, in ms: the time of some 75 tokens of a very fast model. Work that the recorder
 * leaves until after a reply falls into it, as it does beside a real engine.
 */
const ENGINE_MS = 150;

/** Samples the same answer every time, and keeps how long that took. */
class SteadyEngine implements Engine {
  readonly name = "sim";
  readonly url = "in-process";
  /** Time that the last answer took, in ms. */
  lastMs = 0;

  constructor(private readonly outputIds: Int32Array) {}

  async *generate(request: GenerateRequest): AsyncGenerator<EngineEvent, void, undefined> {
    const started = performance.now();
    await sleep(ENGINE_MS);
    this.lastMs = performance.now() - started;
    yield {
      type: "generation",
      outputIds: this.outputIds,
      logProbs: new Float64Array(this.outputIds.length).fill(-0.25),
      logProbCount: this.outputIds.length,
      logProbSemantics: "raw",
      finishReason: "stop",
      matchedStop: this.outputIds.at(-1) ?? null,
      promptTokens: request.promptIds.length,
      completionTokens: this.outputIds.length,
      cachedTokens: null,
      weightVersion: null,
      facts: {},
    };
  }

  async health() {
    return { ok: true, detail: "", contextTokens: null };
  }
}

/** A protocol that hands over calls as they are read: reading and parsing requests is not what is measured. */
function parsedProtocol(next: () => CallRequest): Protocol {
  return {
    name: "openai_chat",
    parseRequest: next,
    formatReply: () => ({}),
    formatCount: () => ({}),
    readReply: () => ({ type: "failure" }),
    openStream: () => {
      throw new Error("Nothing is streamed here.");
    },
    formatError: (failure) => ({ status: failure.status, body: { error: failure.message }, headers: {} }),
  };
}

const PLAIN_CALL = openaiChat.parseRequest({ model: "bench", messages: [{ role: "user", content: "hi" }] });

/** A call with copies of the messages, as a request that was just parsed has nothing in common with what is held. */
function callOf(messages: readonly Message[]): CallRequest {
  return { ...PLAIN_CALL, messages: structuredClone(messages) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function medians(costs: readonly Cost[]): Cost {
  return { ms: median(costs.map(({ ms }) => ms)), syncMs: median(costs.map(({ syncMs }) => syncMs)) };
}

/** What is measured, in one process: the recorder over a store of its own, and an engine that takes its time. */
interface Bench {
  readonly recorder: Recorder;
  readonly engine: SteadyEngine;
  readonly question: string;
  readonly answer: string;
  /** Descriptor of a file on the same disk. */
  readonly plainFile: number;
}

/** What a turn cost beside the engine, and what the disk took right after for a bare write as durable, in ms. */
interface Cost {
  readonly ms: number;
  readonly syncMs: number;
}

/** Time to append a turn's worth of bytes to a plain file and wait until they are on disk, in ms. */
function syncCost(file: number): number {
  const started = performance.now();
  writeSync(file, Buffer.alloc(16_384));
  fsyncSync(file);
  return performance.now() - started;
}

/** Runs a session of so many turns; answers its messages and what each turn cost. */
async function runSession(bench: Bench, session: string, turns: number) {
  const messages: Message[] = [];
  const costs: Cost[] = [];
  let request = callOf([]);
  const protocol = parsedProtocol(() => request);
  for (let turn = 1; turn <= turns; turn += 1) {
    messages.push({ role: "user", content: `${turn}: ${bench.question}` });
    request = callOf(messages);
    const http = new Request("http://localhost/", { method: "POST", body: "{}" });
    const started = performance.now();
    const response = await bench.recorder.call(
      { protocol, session, key: mintCallKey() },
      callOfRequest(http),
    );
    await response.text();
    const ms = performance.now() - started - bench.engine.lastMs;
    costs.push({ ms, syncMs: syncCost(bench.plainFile) });
    if (response.status !== 200) throw new Error(`Turn ${turn} was answered ${response.status}.`);
    messages.push({ role: "assistant", content: bench.answer });
  }
  return { messages, costs };
}

/** Time that a full render of a history takes when its messages are known, in ms. */
function renderCost(model: LanguageModel, messages: readonly Message[]): number {
  const input = { messages, tools: [], templateArguments: {}, addGenerationPrompt: true };
  model.render(input);
  const started = performance.now();
  model.render(input);
  return performance.now() - started;
}

/** Cost of a grafted turn near the beginning and at the end of a long session, and of rendering that history once. */
async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "turntree-graft-"));
  const settings = readSettings({ TURNTREE_CONTEXT_TOKENS: "262144" });
  const model = await loadLanguageModel(settings.tokenizer);
  const store = await openStore({ databaseUrl: `file:${join(folder, "bench.db")}` });
  const perTurn = Math.floor(CONTEXT_TOKENS / TURNS) - 12;
  const wordTokens = model.encode(WORDS).length;
  const answer = WORDS.repeat(Math.round(perTurn / 5 / wordTokens)).trim();
  const question = WORDS.repeat(Math.round((perTurn * 4) / 5 / wordTokens)).trim();
  const outputIds = Int32Array.of(...model.encode(answer), ...model.stopTokenIds.slice(0, 1));
  const engine = new SteadyEngine(outputIds);
  const recorder = createRecorder({ settings, store, model, engine, keys: openKeyRing() });
  const bench = { recorder, engine, question, answer, plainFile: openSync(join(folder, "plain"), "a") };

  await runSession(bench, "warm-up", SHORT_TURNS);
  const earlyCosts: Cost[] = [];
  for (let session = 1; session < SHORT_SESSIONS; session += 1) {
    const { costs } = await runSession(bench, `short-${session}`, SHORT_TURNS);
    earlyCosts.push(...costs.slice(...EARLY));
  }
  const { messages, costs } = await runSession(bench, "long", TURNS);
  const early = medians([...earlyCosts, ...costs.slice(...EARLY)]);
  const late = medians(costs.slice(...LATE));
  const { turns, prompts } = await store.readRecording("long");
  const grafted = turns.filter(({ promptBuild }) => promptBuild === "graft").length;
  const rendered = renderCost(model, messages.slice(0, -1));

  console.log(
    `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  );
  console.log(`${TURNS} turns, ${grafted} of them grafted, ${prompts.length(TURNS)} tokens at the end`);
  for (const [turn, cost] of [
    [10, early],
    [TURNS, late],
  ] as const) {
    console.log(
      `turn ${turn}: p50 ${cost.ms.toFixed(1)} ms (limit ${LIMIT_P50_MS} ms); ` +
        `a bare durable write on this disk beside it: p50 ${cost.syncMs.toFixed(1)} ms`,
    );
  }
  console.log(`ratio ${(late.ms / early.ms).toFixed(2)} (limit ${LIMIT_RATIO})`);
  console.log(
    `full re-render through the per-message cache: ${rendered.toFixed(1)} ms (limit ${LIMIT_RENDER_MS} ms)`,
  );
  await recorder.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

await run();
