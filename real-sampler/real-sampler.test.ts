import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { turnFactsJson } from "@/lib/core/recording/turn-facts-json";
import { linearise } from "@/lib/core/samples/linearise";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import { seededRandom } from "@/scenarios/sim/random";
import { converse } from "./converse";
import type { RealGeneration } from "./real-generation";
import { startTinyRecorder, type TinyRecorder } from "./start-tiny-recorder";

const SESSIONS = 200;
const CALLS = 4;
const MINUTES = 60_000;

let tiny: TinyRecorder;

beforeAll(async () => {
  tiny = await startTinyRecorder("sglang");
}, 5 * MINUTES);

afterAll(() => tiny?.close());

/** What the sampler knows of a recorded turn. */
function sampledOf(turn: Turn): RealGeneration {
  const { engine } = turnFactsJson(turn);
  const id =
    typeof engine === "object" &&
    engine !== null &&
    "engine_request_id" in engine &&
    engine.engine_request_id;
  const generation = tiny.sampler.generations.get(String(id));
  if (generation === undefined) throw new Error(`The sampler knows nothing of turn ${turn.index}.`);
  return generation;
}

function expectTrainedAsSampled(recording: Recording, policy: "slime" | "strict"): number {
  const result = linearise(recording, BUILT_IN_POLICIES[policy]);
  expect(result.ledger.balanced).toBe(true);
  for (const sample of result.samples) {
    const { tokens, logProbs, lossMask } = materialiseSample(recording, sample);
    const response = tokens.length - lossMask.length;
    for (const span of sample.spans) {
      if (span.state !== "trained") continue;
      const turn = recording.turns[span.turn - 1];
      if (turn === undefined) throw new Error("A span of a turn that is not there.");
      const { promptIds, outputIds, logProbs: sampled } = sampledOf(turn);
      const until = span.outputStart + span.length;
      const before = [...promptIds, ...outputIds.slice(0, until)];
      if (policy === "strict")
        expect(Array.from(tokens.subarray(0, span.start + span.length))).toEqual(before);
      expect(Array.from(tokens.subarray(span.start, span.start + span.length))).toEqual(
        outputIds.slice(span.outputStart, until),
      );
      const at = span.start - response;
      expect(Array.from(logProbs.subarray(at, at + span.length))).toEqual(
        sampled.slice(span.outputStart, until),
      );
    }
  }
  return result.ledger.trained;
}

describe("200 sessions with a real sampler", () => {
  it(
    "train only what was sampled, where it was sampled, with its log-prob",
    async () => {
      const count = {
        turns: 0,
        sampled: 0,
        reencoded: 0,
        grafted: 0,
        toolCalls: 0,
        cut: 0,
        illFormed: 0,
        strict: 0,
        slime: 0,
      };
      for (let i = 0; i < SESSIONS; i++) {
        const session = `real-${i}`;
        await converse(tiny.recorder.url, session, { calls: CALLS, random: seededRandom(i) });
        const recording = await tiny.recorder.runtime.store.readRecording(session);
        expect(recording.turns).toHaveLength(CALLS);
        for (const turn of recording.turns) {
          const sampled = sampledOf(turn);
          expect(Array.from(turn.outputIds)).toEqual(sampled.outputIds);
          expect(Array.from(turn.outputLogProbs ?? [])).toEqual(sampled.logProbs);
          expect(Array.from(recording.prompts.ids(turn.index))).toEqual(sampled.promptIds);
          count.turns++;
          count.sampled += sampled.outputIds.length;
          count.toolCalls += turn.responseMessage?.tool_calls?.length ? 1 : 0;
          count.cut += turn.finishReason === "length" ? 1 : 0;
          count.illFormed += turn.illFormed === null ? 0 : 1;
          const { model } = tiny.recorder.runtime;
          const again = model.encode(model.decode(turn.outputIds.subarray(0, -1)));
          count.reencoded += again.join() === turn.outputIds.subarray(0, -1).join() ? 0 : 1;
          if (turn.promptBuild !== "graft") continue;
          count.grafted++;
          const anchor = recording.turns[turn.index - 2];
          if (anchor === undefined) continue;
          const held = [...recording.prompts.ids(anchor.index), ...anchor.outputIds];
          expect(sampled.promptIds.slice(0, held.length)).toEqual(held);
        }
        count.slime += expectTrainedAsSampled(recording, "slime");
        count.strict += expectTrainedAsSampled(recording, "strict");
      }
      console.info(`${SESSIONS} sessions: ${JSON.stringify(count)}`);
      expect(count.reencoded).toBeGreaterThan(count.turns / 2);
      expect(count.toolCalls).toBeGreaterThan(SESSIONS / 4);
      expect(count.cut).toBeGreaterThan(SESSIONS / 10);
    },
    10 * MINUTES,
  );
});
