import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import type { HealthTime } from "./health-while";

const ASK_EVERY_MS = 20;
/** So many answers are waited for at once: more would be a load of their own. */
const MOST_WAITING = 20;

/**
 * A process that asks a server how it is, again and again whatever the last answer took, and tells how long each took,
 * in ms, and how much of that the server's first thread worked. It has nothing else to do, so what it measures is the
 * server. Its first word from outside ends it.
 */
const [, , url = "", pid = ""] = process.argv;
let waiting = 0;

async function healthTime(): Promise<HealthTime> {
  const [begun, worked] = [performance.now(), cpuMs()];
  waiting++;
  // One that breaks off has waited too, and is told.
  await fetch(`${url}/healthz`)
    .then((answer) => answer.text())
    .catch((error: unknown) => console.error("An answer of /healthz broke off:", error));
  waiting--;
  return { waited: performance.now() - begun, worked: cpuMs() - worked };
}

/** What the server's first thread has worked since it began: Linux' scheduler counts it in nanoseconds. */
function cpuMs(): number {
  const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ");
  return Number(nanoseconds) / 1e6;
}

let isWanted = true;
process.once("message", () => {
  isWanted = false;
});

const answers: Promise<HealthTime>[] = [];
// The first opens the connection.
await healthTime();
process.send?.("ready");
while (isWanted) {
  if (waiting < MOST_WAITING) answers.push(healthTime());
  await setTimeout(ASK_EVERY_MS);
}
process.send?.(await Promise.all(answers), () => process.disconnect());
