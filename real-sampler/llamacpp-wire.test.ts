import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "@/scenarios/sim/random";
import { converse } from "./converse";
import { startTinyRecorder, type TinyRecorder } from "./start-tiny-recorder";

const SESSIONS = 30;
const CALLS = 3;
const MINUTES = 60_000;

let tiny: TinyRecorder;

beforeAll(async () => {
  tiny = await startTinyRecorder("llamacpp");
}, 5 * MINUTES);

afterAll(() => tiny?.close());

it(
  "what llama.cpp samples behind llama-server's route is recorded, after exactly its prompt, and proven",
  async () => {
    const left = new Map<string, readonly number[]>();
    let unknown = 0;
    for (let i = 0; i < SESSIONS; i++) {
      await converse(tiny.recorder.url, `llama-${i}`, { calls: CALLS, random: seededRandom(i) });
      for (const { promptIds, outputIds, logProbs } of tiny.sampler.generations.values())
        left.set([...promptIds, -1, ...outputIds].join(), logProbs);
      const recording = await tiny.recorder.runtime.store.readRecording(`llama-${i}`);
      expect(recording.turns).toHaveLength(CALLS);
      for (const turn of recording.turns) {
        const sampled = left.get([...recording.prompts.ids(turn.index), -1, ...turn.outputIds].join());
        expect(sampled).toBeDefined();
        // Of two of the same token side by side neither's is known.
        for (const [at, logProb] of (turn.outputLogProbs ?? []).entries())
          if (Number.isNaN(logProb)) unknown++;
          else expect(logProb).toBe(sampled?.[at]);
        expect(turn).toMatchObject({ refusal: null, logProbSemantics: "raw" });
        expect(turn.outputLogProbs).toHaveLength(turn.outputIds.length);
      }
    }
    expect(unknown).toBe(0);
  },
  10 * MINUTES,
);
