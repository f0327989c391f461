import { performance } from "node:perf_hooks";
import { littleEndian } from "@/lib/core/base/little-endian";
import { parseJson } from "@/lib/core/json/parse-json";
import { rebuildSample } from "@/lib/export/rebuild-sample";
import { startSimEngine } from "@/scenarios/sim-engine";
import { serveRecorder } from "@/test/recorder/recorder-server";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { machine } from "./support/machine";

/** A million values over a run in one request. */
const SESSIONS = 250;
const TURNS = 4;
const TOKENS = 1_000;
const LIMIT_SECONDS = 10;

const engine = await startSimEngine();
const server = await serveRecorder({ TURNTREE_ENGINE_URL: engine.url });
const { store } = server.runtime;

async function fill(): Promise<void> {
  for (let at = 0; at < SESSIONS; at++) {
    const id = `run-${at}`;
    let prompt = Array.from({ length: 20 }, (_, token) => token + 1);
    const turns = Array.from({ length: TURNS }, (_, turn) => {
      const output = Array.from({ length: TOKENS }, (_, token) => (at * 31 + turn * 7 + token) % 50_000);
      const input = turnForStore(prompt, output);
      prompt = [...prompt, ...output, 7];
      return input;
    });
    await store.importSession({
      session: {
        ...sessionForStore(id, { labels: { run: "bench" } }),
        status: "finished",
        reward: 1,
        leaf_rewards: null,
        finished_policy: "strict",
        created_at: at,
        finished_at: at,
      },
      turns,
    });
  }
}

/** The digest of each exported line, and how long its span is. */
async function exportedLines() {
  const response = await fetch(`${server.url}/api/samples.jsonl?format=trl&filter=run:bench&advantage=1`);
  const lines = (await response.text()).trim().split("\n");
  return lines.flatMap((line) => {
    const read = rebuildSample(parseJson(line));
    return read === null ? [] : [{ digest: read.origin.digest, count: read.sample.tokens.length }];
  });
}

function bodyOf(lines: Awaited<ReturnType<typeof exportedLines>>, isBinary: boolean): string {
  return lines
    .map(({ digest, count }) => {
      const column = Float64Array.from({ length: count }, (_, at) => -(Math.sin(at) ** 2));
      const values = isBinary ? Buffer.from(littleEndian.fromFloats(column)).toString("base64") : [...column];
      return JSON.stringify({
        producer: "bench",
        kind: isBinary ? "entropy" : "trainer_logprob",
        digest,
        values,
      });
    })
    .join("\n");
}

await fill();
const lines = await exportedLines();
for (const isBinary of [false, true]) {
  const body = bodyOf(lines, isBinary);
  const start = performance.now();
  const work = process.cpuUsage();
  const answer = await fetch(`${server.url}/api/annotations`, { method: "POST", body });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(work);
  const { written } = await answer.json();
  const values = lines.reduce((sum, { count }) => sum + count, 0);
  if (!answer.ok || seconds > LIMIT_SECONDS) process.exitCode = 1;
  console.log(
    `  ${isBinary ? "base64" : "JSON  "} ${values} values over ${lines.length} lines in one request of ` +
      `${(body.length / 1e6).toFixed(0)} MB: ${seconds.toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor time), ${written} annotations`,
  );
}
console.log(`limit: ${LIMIT_SECONDS} s`);
console.log(machine());
await server.close();
await engine.close();
