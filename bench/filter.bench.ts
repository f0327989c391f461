import { performance } from "node:perf_hooks";
import { filterParts, parseSessionFilter } from "@/lib/core/list/session-filter";
import { hostileFilter } from "@/test/list/hostile-filter";

/** No filter may hold up the thread that serves everybody for longer than this. */
const LIMIT_MS = 5;
const FILTERS = 1000;

const ROUNDS = 3;

/** The best of some readings, in ms, so that the machine's other work does not count. */
function timeOf(text: string): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const before = performance.now();
    filterParts(text);
    parseSessionFilter(text);
    return performance.now() - before;
  });
  return Math.min(...times);
}

/** 1,000 filters that are made to be slow, most of them longer than is read. */
const times = Array.from({ length: FILTERS }, (_, seed) => timeOf(hostileFilter(seed)));
const slowest = Math.max(...times);
const mean = times.reduce((sum, time) => sum + time, 0) / FILTERS;
process.stdout.write(
  `${FILTERS} hostile filters: ${mean.toFixed(3)} ms each, ${slowest.toFixed(1)} ms the slowest (limit ${LIMIT_MS} ms)\n`,
);
if (slowest > LIMIT_MS) process.exitCode = 1;
