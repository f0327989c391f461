import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { ClientScript } from "@/e2e/clients/client-script";
import { scriptedModel } from "@/e2e/clients/scripted-model";
import { unprovenTokens } from "@/e2e/clients/trained-token-proof";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";

/** A way to hold the conversation below with one SDK. */
export interface SdkTalker {
  readonly name: string;
  /** Asks both questions, running the tool for the model, and gives back the two final answers. */
  talk(baseUrl: string): Promise<readonly [string, string]>;
}

export const QUESTIONS = ["What will the weather be? [main-0]", "And tomorrow? [main-2]"] as const;

export const WEATHER_TOOL = {
  name: "weather",
  description: "Tells the weather of a city.",
  parameters: {
    type: "object",
    properties: { city: { type: "string" }, days: { type: "number" } },
    required: ["city", "days"],
  },
} as const;

export function weatherOf(city: string): string {
  return `rain in ${city}`;
}

const SCRIPT: ClientScript = {
  main: [
    {
      reasoning: "Two cities, so two calls.",
      text: "I will look both up. MARK",
      calls: [
        { name: "weather", arguments: { days: 1, city: "Zürich" } },
        { name: "weather", arguments: { days: 2, city: "Århus" } },
      ],
    },
    { reasoning: "Rain, twice.", text: "It rains in both. MARK" },
    { text: "The sun comes out. MARK" },
  ],
  subAgent: [],
};

const answer = z.object({
  samples: z.array(
    z.object({
      tokens: z.array(z.int()),
      response_length: z.int(),
      loss_mask: z.array(z.int()),
      rollout_log_probs: z.array(z.number()),
    }),
  ),
});

/** Holds a conversation with tools over each talker against a live recorder, and checks what was recorded. */
export function sdkConversation(talkers: readonly SdkTalker[]): void {
  let engine: SimEngine;
  let server: RecorderServer;

  beforeAll(async () => {
    engine = await startSimEngine({ answerTo: scriptedModel(SCRIPT), kept: 1_000 });
    server = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: engine.url });
  });

  afterAll(async () => {
    await server.close();
    await engine.close();
  });

  describe.each(talkers)("$name", ({ name, talk }) => {
    const session = name.replaceAll(/\W+/g, "-");

    test("gets its answers", async () => {
      const answers = await talk(`${server.url}/s/${session}`);
      expect(answers).toEqual(["It rains in both. [main-2]", "The sun comes out. [main-3]"]);
    });

    test("is recorded as one chain", async () => {
      const recording = await server.runtime.store.readRecording(session);
      expect(recording.turns).toHaveLength(3);
      const { tree, samples } = linearise(recording, resolvePolicy("strict"));
      expect(tree).toHaveLength(1);
      expect(samples.map((sample) => sample.turns)).toEqual([[1, 2, 3]]);
    });

    test("trains what the engine sampled, all of it and nothing else", async () => {
      const finished = await fetch(`${server.url}/api/sessions/${session}/finish`, {
        method: "POST",
        body: '{"policy": "strict"}',
      });
      const { samples } = answer.parse(await finished.json());
      const generations = generationList.parse(await (await fetch(`${engine.url}/sim/generations`)).json());
      expect(samples).toHaveLength(1);
      for (const sample of samples) expect(unprovenTokens(sample, generations)).toEqual([]);
      const recording = await server.runtime.store.readRecording(session);
      const sampled = recording.turns.reduce((sum, turn) => sum + turn.outputIds.length, 0);
      const trained = samples.flatMap((sample) => sample.loss_mask).filter((bit) => bit === 1).length;
      expect(trained).toBe(sampled);
    });
  });
}

const generationList = z.array(
  z.object({
    input_ids: z.array(z.int()),
    output_ids: z.array(z.int()),
    log_probs: z.array(z.number()),
  }),
);
