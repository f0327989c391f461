import { readInSlices } from "@/components/reads/read-in-slices";
import type { RecordedSession } from "@/lib/core/file/recording-from-turn-lines";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { viewRecording } from "@/lib/core/view/view-recording";

/** Runs in the browser: what the session page does when a policy is chosen. Times are in ms. */
class WhatIfProbe {
  #session: RecordedSession | null = null;

  /** Reads a `turns.jsonl`, as the page does once, and looks how long it kept the page from anything else. */
  async read(text: string) {
    const watch = watchTasks();
    const start = performance.now();
    this.#session = await readInSlices(new Blob([text]).stream().pipeThrough(new TextDecoderStream()));
    return { whole: performance.now() - start, longest: watch() };
  }

  /** Works the view out many times under one policy. */
  choose(name: string, threshold: number, runs: number) {
    if (!this.#session) throw new Error("No recording was read.");
    const { recording } = this.#session;
    const policy = resolvePolicy(name, { fork_threshold_tokens: threshold });
    const times: number[] = [];
    let [nodes, samples] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      const { view } = viewRecording(recording, { reward: null }, policy);
      times.push(performance.now() - start);
      [nodes, samples] = [view.nodes.length, view.samples.length];
    }
    return { times, nodes, samples };
  }
}

/** Counts from now on the longest time between two tasks; the function that it gives ends it and says how long. */
function watchTasks(): () => number {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  let last = performance.now();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  return () => {
    port1.close();
    return Math.max(longest, performance.now() - last);
  };
}

Object.assign(globalThis, { whatIf: new WhatIfProbe() });

export type { WhatIfProbe };
