import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { viewRecording } from "@/lib/core/view/view-recording";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { user } from "@/test/recording/messages";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { turnLinesOf } from "@/test/store/turn-lines-of";
import { agentSession } from "./support/agent-session";
import { makeSession } from "./support/make-session";
import { PeakMemory } from "./support/peak-memory";
import { turnsJsonl } from "./support/turns-jsonl";

/** `one line`: every prompt holds all turns before it. The others are agents' sessions, which compact now and then. */
const SESSIONS = [
  {
    name: "2,000 turns in one line",
    make: () => makeSession({ turns: 2_000, tokens: 160_000, ...STRAIGHT }),
  },
  { name: "2,500 turns, 5,000 nodes", make: () => agentSession(2_500) },
  { name: "10,000 turns, 20,000 nodes", make: () => agentSession(10_000) },
  { name: "25,000 turns, 50,000 nodes", make: () => agentSession(25_000) },
];
const STRAIGHT = { branchEvery: 0, driftEvery: 0 };

/** The figures hold for the machine as it is: other work on it counts in the time, less so in the processor's. */
async function timed<Answer>(what: string, work: () => Promise<Answer>): Promise<Answer> {
  const memory = new PeakMemory();
  const before = process.cpuUsage();
  const start = performance.now();
  const answer = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  console.log(
    `  ${what}: ${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of processor time), memory grew by ${memory.growthMb().toFixed(0)} MB`,
  );
  return answer;
}

async function view(store: Store, id: string): Promise<void> {
  const recording = await store.readRecording(id);
  viewRecording(recording, { reward: null, leafRewards: null }, resolvePolicy("strict"));
}

function numbered(text: string): { number: number; text: string }[] {
  return text.split("\n").map((line, at) => ({ number: at + 1, text: line }));
}

/** A recording comes in, is looked at, grows by a turn, and goes out. */
async function measure(text: string): Promise<void> {
  const folder = temporaryFolder();
  const databaseUrl = `file:${join(folder.path, "bench.db")}`;
  const importing = await openStore({ databaseUrl });
  const lines = numbered(text);
  const report = await timed("import", () => importTurns(importing, lines));
  if (report.refused.length > 0) throw new Error(report.refused[0]?.reason);
  await importing.close();
  const store = await openStore({ databaseUrl });
  await timed("view, first after the start", () => view(store, "bench"));
  const next = turnForStore([1, 2, 3], [4], { promptMessages: [user("One more question.")] });
  await store.appendTurn("bench", next);
  await timed("view, after one more turn", () => view(store, "bench"));
  await timed("export", async () => {
    const lines = await turnLinesOf(store, "bench");
    if (lines.includes("")) throw new Error("An empty line.");
  });
  await store.close();
  folder.remove();
}

/** What a long recording costs the store, from a file of the raw recording to the page's view and back. */
async function run(): Promise<void> {
  for (const { name, make } of SESSIONS) {
    const text = await turnsJsonl(make(), "bench", "open");
    console.log(`${name}, ${(text.length / 1e6).toFixed(1)} MB`);
    await measure(text);
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}`;
  console.log(`${machine}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`);
}

await run();
