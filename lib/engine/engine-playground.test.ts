import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import { seededRandom } from "@/scenarios/sim/random";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { generateOnce } from "@/test/engine/generate-once";
import { createEngine } from "./create-engine";

const sampled = z.array(
  z.object({ rid: z.string(), output_ids: z.array(z.int()), log_probs: z.array(z.number()) }),
);

/** Qwen3's ChatML ids around a user text. */
const chat = (text: readonly number[]) => [151644, 872, 198, ...text, 151645, 198, 151644, 77091, 198];

describe("200 random prompts through the simulated engine", () => {
  let sim: SimEngine;
  beforeAll(async () => {
    sim = await startSimEngine();
  });
  afterAll(() => sim.close());

  it("arrive with the ids and log-probs that were sampled, to the last bit", async () => {
    const engine = createEngine({ name: "sim", url: sim.url, silenceMs: 60_000 });
    const model = await loadLanguageModel("qwen3");
    const random = seededRandom(7);
    let reencoded = 0;
    for (let i = 0; i < 200; i++) {
      const words = Array.from({ length: 1 + Math.floor(random() * 30) }, () =>
        Math.floor(random() * 150_000),
      );
      const { generation, streamed } = await generateOnce(engine, {
        promptIds: chat(words),
        stream: i % 2 === 0,
      });
      const truth = sampled.parse(await (await fetch(`${sim.url}/sim/generations`)).json()).at(-1);
      expect(Array.from(generation.outputIds)).toEqual(truth?.output_ids);
      expect(Array.from(generation.logProbs ?? [])).toEqual(truth?.log_probs);
      if (i % 2 === 0) expect(streamed).toEqual(truth?.output_ids);
      const said = model.decode(generation.outputIds.subarray(0, -1));
      const again = model.encode(said);
      if (again.join() !== generation.outputIds.subarray(0, -1).join()) reencoded++;
    }
    console.info(`${reencoded} of 200 outputs re-encode to other ids than were sampled.`);
    expect(reencoded).toBeGreaterThan(50);
    expect(reencoded).toBeLessThan(180);
  });
});
