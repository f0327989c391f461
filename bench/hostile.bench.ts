import { startSimEngine } from "@/scenarios/sim-engine";
import { sendHostileBodies } from "@/test/hostile/send-hostile-bodies";
import { serveRecorder } from "@/test/recorder/recorder-server";

const TOKEN = "the-admin's-token";

/** So many bodies, from a first seed on: `HOSTILE_BODIES=100000 HOSTILE_FROM=0 npm run bench -- hostile`. */
const BODIES = Number(process.env.HOSTILE_BODIES ?? "4000");
const FROM = Number(process.env.HOSTILE_FROM ?? "1000000");

/** Bodies between two words of how far it is. */
const PART = 2000;

/** Faults that are shown. */
const SHOWN = 20;

/** Sends bodies that no client would send to every route that takes one, and counts what is answered badly. */
async function run(): Promise<void> {
  const engine = await startSimEngine();
  const server = await serveRecorder({
    TURNTREE_ENGINE_URL: engine.url,
    TURNTREE_API_TOKEN: TOKEN,
    TURNTREE_MAX_NEW_TOKENS: "8",
    TURNTREE_CONTEXT_TOKENS: "20000",
  });
  // A line for each refusal is what a server says; here they are counted.
  console.warn = () => undefined;
  const statuses = new Map<number, number>();
  let faults = 0;
  const started = performance.now();
  for (let from = FROM; from < FROM + BODIES; from += PART) {
    const report = await sendHostileBodies(server, TOKEN, from, Math.min(PART, FROM + BODIES - from));
    for (const [status, count] of report.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
    for (const fault of report.faults) if (++faults <= SHOWN) console.log(JSON.stringify(fault));
  }
  const told = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${BODIES} bodies from seed ${FROM} in ${seconds.toFixed(0)} s: ${told.join(", ")}; ${faults} answered badly (limit 0)`,
  );
  await server.close();
  await engine.close();
  if (faults > 0) process.exitCode = 1;
}

await run();
