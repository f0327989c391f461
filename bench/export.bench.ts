import { cpus } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { PeakMemory } from "@/bench/support/peak-memory";
import { formatCount } from "@/lib/core/base/format-count";
import type { Message } from "@/lib/core/message/message";
import { decoderCache } from "@/lib/export/decoder-cache";
import { readExportOptions } from "@/lib/export/export-options";
import { exportResponse } from "@/lib/export/export-response";
import type { ExportSetting } from "@/lib/export/export-sessions";
import { findSessions } from "@/lib/export/find-sessions";
import { makeExport } from "@/lib/export/make-export";
import { sessionIds } from "@/lib/export/session-ids";
import { openStore } from "@/lib/store/open-store";
import type { SessionRecord, Store, TurnInput } from "@/lib/store/store";
import { exportTurns } from "@/lib/store/turns/export-turns";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { assistant, toolResult, user } from "@/test/recording/messages";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";

const TRAINED_TOKENS = 1_000_000;
const LIMIT_SECONDS = 5;
const LIMIT_GROWTH_MB = 150;

/** The same million trained tokens in few long samples and in many short ones: memory must not tell them apart. */
const SHAPES = [
  {
    name: "40 sessions of 25 turns, 40 samples",
    sessions: 40,
    turns: 25,
    sampled: 1000,
    added: 600,
    forks: false,
  },
  {
    name: "100 sessions of 40 forks, 4,000 samples",
    sessions: 100,
    turns: 40,
    sampled: 250,
    added: 200,
    forks: true,
  },
] as const;

type SampleShape = (typeof SHAPES)[number];

function* idsFrom(seed: number): Generator<number> {
  let state = Math.imul(seed, 2654435761) >>> 0;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield 256 + (state % 150_000);
  }
}

function take(ids: Generator<number>, count: number): number[] {
  return Array.from({ length: count }, () => ids.next().value ?? 0);
}

function turnsOf(shape: SampleShape, session: number): TurnInput[] {
  const ids = idsFrom(session + 1);
  const messages: Message[] = [user(`Task ${session}`)];
  const held: number[] = [];
  return Array.from({ length: shape.turns }, (_, turn) => {
    held.push(...take(ids, shape.added));
    const output = take(ids, shape.sampled);
    const answer = assistant(`answer ${turn} of ${session}`);
    const logProbs = Float64Array.from(output, (id) => -Math.abs(Math.sin(id)) * 3);
    const input = turnForStore(held, output, {
      promptMessages: [...messages],
      responseMessage: answer,
      outputLogProbs: logProbs,
    });
    if (shape.forks) {
      held.length = 0;
      messages[0] = user(`Task ${session}, try ${turn}`);
    } else {
      held.push(...output);
      messages.push(answer, toolResult(`result ${turn}`));
    }
    return input;
  });
}

async function fill(store: Store, shape: SampleShape): Promise<void> {
  for (let session = 0; session < shape.sessions; session++) {
    await store.importSession({
      session: {
        ...sessionForStore(`session-${session}`),
        status: "finished",
        reward: 1,
        leaf_rewards: null,
        finished_policy: "slime",
        created_at: 1_790_000_000_000 + session,
        finished_at: 1_790_000_000_000 + session,
      },
      turns: turnsOf(shape, session),
    });
  }
}

async function measure(
  setting: ExportSetting<SessionRecord>,
  store: Store,
  format: string,
  gzip: boolean,
): Promise<string> {
  const options = readExportOptions(new URLSearchParams({ format, policy: "strict" }));
  const memory = new PeakMemory();
  const start = performance.now();
  const work = process.cpuUsage();
  const sessions = findSessions(sessionIds(store, { sessions: [] }), (id) => store.findSession(id));
  const made = await makeExport({ sessions, options, fileName: "samples.jsonl" }, setting);
  const response = exportResponse(made, { kind: "lines", gzip });
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    bytes += next.value.length;
  }
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(work);
  const growth = memory.growthMb();
  const isSlow = seconds > LIMIT_SECONDS && !gzip;
  if (isSlow || growth > LIMIT_GROWTH_MB) process.exitCode = 1;
  const name = `${format}${gzip ? ", gzip" : ""}`.padEnd(12);
  return `  ${name} ${seconds.toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor time), ${(bytes / 1e6).toFixed(0)} MB written, memory grew by ${growth.toFixed(0)} MB`;
}

async function run(): Promise<void> {
  const findDecoder = decoderCache(loadLanguageModel);
  await findDecoder("qwen3");
  for (const shape of SHAPES) {
    const folder = temporaryFolder();
    const store = await openStore({ databaseUrl: `file:${join(folder.path, "bench.db")}` });
    const setting: ExportSetting<SessionRecord> = {
      source: store,
      turnLines: (session) => exportTurns(store, session),
      findDecoder,
      signingKey: null,
      serverPolicy: { policy: "strict", overrides: {} },
    };
    await fill(store, shape);
    console.log(`${shape.name}, ${formatCount(TRAINED_TOKENS)} trained tokens:`);
    for (const format of ["slime", "verl", "areal", "prime-rl", "skyrl", "tinker"]) {
      console.log(await measure(setting, store, format, false));
    }
    console.log(await measure(setting, store, "slime", true));
    await store.close();
    folder.remove();
  }
  console.log(`limits: ${LIMIT_SECONDS} s uncompressed, ${LIMIT_GROWTH_MB} MB`);
  console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`);
}

await run();
