import { type RecordedSession, recordingFromTurnLines } from "@/lib/core/recording-from-turn-lines";
import { resolvePolicy } from "@/lib/core/resolve-policy";
import { viewRecording } from "@/lib/core/view/view-recording";

/** Runs in the browser: what the session page does when a policy is chosen. Times are in ms. */
class WhatIf {
  #session: RecordedSession | null = null;

  /** Reads a `turns.jsonl`, as the page does once. */
  read(text: string): number {
    const start = performance.now();
    this.#session = recordingFromTurnLines(text.split("\n"));
    return performance.now() - start;
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

Object.assign(globalThis, { whatIf: new WhatIf() });

export type { WhatIf };
