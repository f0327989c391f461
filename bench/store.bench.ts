import { statSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import Database from "better-sqlite3";
import type { Message } from "@/lib/core/message/message";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { openStore } from "@/lib/store/open-store";
import type { TurnInput } from "@/lib/store/store";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";

/** The session that the figure is asked for: 400 turns, 155,000 tokens at the end, a fifth of them sampled. */
const TURNS = 400;
const TOKENS = 155_000;
const LIMIT_BYTES_PER_TOKEN = 12;
const PER_TURN = Math.floor(TOKENS / TURNS);
const SAMPLED = Math.floor(PER_TURN / 5);

interface Plan {
  readonly name: string;
  /** The turns, and how many different token positions they hold: a token counts once however often it is sent. */
  play(): Generator<{ readonly input: TurnInput; readonly fresh: number }>;
}

/** A repeatable stand-in for token ids: no two stretches are alike, as in real text. */
function idsFrom(seed: number, count: number): number[] {
  let state = seed * 2654435761 + 12345;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % 151_000;
  });
}

/** Text of 8,000 different words, the most of it of few, as in speech: what full-text search has to index. */
function words(seed: number, count: number): string {
  return idsFrom(seed, count)
    .map((id) => Math.floor(8000 * (id / 151_000) ** 4).toString(36))
    .map((word) => `w${word}`)
    .join(" ");
}

const TOOLS = Array.from({ length: 15 }, (_, i) => ({ name: `tool_${i}`, description: words(i, 120) }));

/** What the recorder keeps with a turn. */
function factsOf(turn: number) {
  return {
    protocol: "openai_chat",
    model: "qwen3",
    call: `call_${turn.toString(36)}_${idsFrom(turn, 2).join("")}`,
    tools: TOOLS,
    tool_choice: "auto",
    template_arguments: {},
    sampling: { temperature: 0.7, top_p: 0.95, top_k: -1, min_p: 0, max_new_tokens: 4096, seed: null },
    engine: { cached_tokens: turn * 300, prompt_tokens: turn * 387 },
    timings: { prompt_ms: 1.25, first_token_ms: 35.5, total_ms: 1234.5 },
  };
}

interface BenchHistory {
  readonly ids: readonly number[];
  readonly messages: readonly Message[];
}

const START: BenchHistory = { ids: [], messages: [{ role: "system", content: words(1, 400) }] };

/** Adds a tool result and an answer to a history, as one turn. */
function extend(history: BenchHistory, turn: number, prompt: readonly number[] = history.ids) {
  const added = idsFrom(turn * 7 + 1, PER_TURN - SAMPLED);
  const output = idsFrom(turn * 7 + 2, SAMPLED);
  const result: Message = { role: "tool", content: words(turn * 3, 150), tool_call_id: `call_${turn}` };
  const answer: Message = { role: "assistant", content: words(turn * 5, 40) };
  const messages = [...history.messages, result];
  const input = turnForStore([...prompt, ...added], output, {
    promptMessages: messages,
    responseMessage: answer,
    outputLogProbs: Float64Array.from(output, (id) => -Math.log1p(id) / 13),
    messageStarts: Int32Array.from(messages, (_, i) => i * 190),
    headerDigest: "a".repeat(64),
    ...readTurnFacts(factsOf(turn), "refuse"),
  });
  return { input, next: { ids: [...history.ids, ...added, ...output], messages: [...messages, answer] } };
}

const linear: Plan = {
  name: "one line of turns, grafted",
  *play() {
    let history = START;
    for (let turn = 1; turn <= TURNS; turn++) {
      const { input, next } = extend(history, turn);
      history = next;
      yield { input, fresh: PER_TURN };
    }
  },
};

const drifting: Plan = {
  name: "rendered afresh, drifts at every turn",
  *play() {
    let history = START;
    for (let turn = 1; turn <= TURNS; turn++) {
      // The last answer comes back as other ids in its middle, and a clock in the system text has moved on.
      const before = history.ids.slice(0, -SAMPLED);
      const echoed = history.ids.slice(-SAMPLED).map((id, i) => (i > 30 && i < 40 ? id + 1 : id));
      const rendered = turn === 1 ? [] : [...before, ...echoed];
      const clock = idsFrom(turn * 11, 6);
      const prompt = [...rendered.slice(0, 200), ...clock, ...rendered.slice(200)];
      const { input, next } = extend({ ...history, ids: rendered }, turn, prompt);
      history = next;
      yield { input, fresh: PER_TURN };
    }
  },
};

const forking: Plan = {
  name: "200 forks from earlier turns",
  *play() {
    const histories: BenchHistory[] = [START];
    for (let turn = 1; turn <= TURNS; turn++) {
      // Every other turn goes back to an earlier one; the rest go on where the last stopped.
      const from = turn % 2 === 0 ? (turn * 7919) % histories.length : histories.length - 1;
      const { input, next } = extend(histories[from] ?? START, turn);
      histories.push(next);
      yield { input, fresh: PER_TURN };
    }
  },
};

/** Bytes of a file after a checkpoint, of the message text in it, and of the index for searching that text. */
function measure(file: string): { file: number; text: number; search: number } {
  const database = new Database(file);
  database.pragma("wal_checkpoint(TRUNCATE)");
  const search = database
    .prepare("SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'MessageSearch%'")
    .pluck()
    .get();
  const text = database.prepare(
    "SELECT SUM(LENGTH(CAST(text AS BLOB))) FROM MessageBody WHERE role IS NOT NULL",
  );
  const bytes = Number(text.pluck().get());
  database.close();
  return { file: statSync(file).size, text: bytes, search: Number(search) };
}

function percentile(sorted: readonly number[], share: number): string {
  return (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
}

async function record(plan: Plan): Promise<void> {
  const folder = temporaryFolder();
  const file = join(folder.path, "turntree.db");
  let store = await openStore({ databaseUrl: `file:${file}` });
  await store.openSession(sessionForStore("s"));
  const times: number[] = [];
  let tokens = 0;
  for (const { input, fresh } of plan.play()) {
    const started = performance.now();
    await store.appendTurn("s", input);
    times.push(performance.now() - started);
    tokens += fresh;
  }
  await store.close();
  const { file: bytes, text, search } = measure(file);
  const perToken = (bytes - text) / tokens;
  store = await openStore({ databaseUrl: `file:${file}` });
  const started = performance.now();
  await store.readRecording("s");
  const read = performance.now() - started;
  await store.close();
  folder.remove();
  const early = times.slice(5, 55).sort((a, b) => a - b);
  const late = times.slice(-50).sort((a, b) => a - b);
  console.log(
    `${plan.name}: ${perToken.toFixed(2)} bytes per distinct token (limit ${LIMIT_BYTES_PER_TOKEN})`,
  );
  console.log(
    `  file ${bytes} bytes, of which message text ${text} and its search index ${search}; ${tokens} distinct tokens`,
  );
  console.log(
    `  append, durable: p50 ${percentile(early, 0.5)} ms at the start, ${percentile(late, 0.5)} ms at the end ` +
      `(p95 ${percentile(late, 0.95)}); read whole from the file: ${read.toFixed(0)} ms`,
  );
}

/** Bytes that a session costs in the database file, and what a turn costs to write. */
async function run(): Promise<void> {
  console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`);
  for (const plan of [linear, drifting, forking]) await record(plan);
}

await run();
