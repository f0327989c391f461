import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { linearise } from "@/lib/core/samples/linearise";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { playScenario } from "./play-scenario";
import { SCENARIOS } from "./scenarios";
import { type SimEngine, startSimEngine } from "./sim-engine";

let sim: SimEngine;
let recorder: RecorderServer;
beforeAll(async () => {
  sim = await startSimEngine();
  recorder = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: sim.url });
});
afterAll(async () => {
  await recorder.close();
  await sim.close();
});

const facts = z.looseObject({ status: z.string(), counters: z.looseObject({ turns: z.int() }) });
const session = async (id: string) =>
  facts.parse(await (await fetch(`${recorder.url}/api/sessions/${id}`)).json());

describe("playing the named scenarios through the recorder", () => {
  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    "records %s",
    async (name, scenario) => {
      expect(await playScenario(scenario, { baseUrl: recorder.url })).toEqual({
        sessionId: name,
        kept: false,
        calls: scenario.steps.length,
      });
      expect(await session(name)).toMatchObject({
        status: scenario.finish === null ? "open" : "finished",
        counters: { turns: scenario.steps.length },
      });
    },
  );

  it.each(SCENARIOS.map(({ name }) => name))("accounts for every sampled token of %s", async (name) => {
    const recording = await recorder.runtime.store.readRecording(name);
    for (const policy of Object.values(BUILT_IN_POLICIES)) {
      const { samples, ledger } = linearise(recording, policy);
      const { sampled, trained, realigned, refused, dropped } = ledger;
      expect(ledger.balanced).toBe(true);
      expect(trained + realigned + refused + dropped).toBe(sampled);
      expect(sampled).toBe(recording.turns.reduce((sum, { outputIds }) => sum + outputIds.length, 0));
      if (policy.train_once) expect(ledger.trainedTwice).toBe(0);
      for (const { spans, trainedTokens } of samples) {
        const inSpans = spans
          .filter(({ state }) => state === "trained")
          .reduce((sum, { length }) => sum + length, 0);
        expect(inSpans).toBe(trainedTokens);
      }
    }
  });

  it("links the sub-agent's first turn to the call that spawned it", async () => {
    const recording = await recorder.runtime.store.readRecording("sub-agent");
    const policy = BUILT_IN_POLICIES.strict;
    const { turns } = buildSessionView(recording, policy, linearise(recording, policy));
    expect(turns.map(({ spawned_by }) => spawned_by)).toEqual([
      null,
      { turn: 1, call: 0, tool: "task" },
      null,
      null,
    ]);
  });

  it.each([
    ["linear", "strict", { samples: 1, trained: 158 }],
    ["sub-agent", "strict", { samples: 2, roots: 2 }],
    ["compaction", "strict", { samples: 2 }],
    ["rewrite-fork", "slime", { samples: 2, dropped: 0 }],
    ["rewrite-merge", "slime", { samples: 1, dropped: 21 }],
    ["rewrite-merge", "strict", { samples: 2, dropped: 0 }],
    ["drift-realign", "slime", { samples: 1, realigned: 27 }],
    ["drift-realign", "slime-repaired", { samples: 1, realigned: 7 }],
    ["drift-realign", "strict", { samples: 2, realigned: 0 }],
    ["drift-fork", "slime", { samples: 2, realigned: 0 }],
    ["drift-spared", "slime", { samples: 1, realigned: 0 }],
    ["slime-issue-2338", "slime", { realigned: 28_404, trained: 61 }],
    ["slime-issue-2338", "slime-repaired", { realigned: 7, trained: 28_458 }],
    ["refused", "strict", { refused: 23, trained: 24 }],
    ["refused", "slime", { refused: 0, trained: 47 }],
    ["hostile-text", "strict", { samples: 1, realigned: 0 }],
  ] as const)("%s gives under %s what it is there to show", async (name, policy, expected) => {
    const recording = await recorder.runtime.store.readRecording(name);
    const { samples, tree, ledger } = linearise(recording, BUILT_IN_POLICIES[policy]);
    expect({ ...ledger, samples: samples.length, roots: tree.length }).toMatchObject(expected);
  });

  it("flags the answer that does not parse, the cut one, and the one whose client left", async () => {
    const turns = async (name: string) => (await recorder.runtime.store.readRecording(name)).turns;
    expect((await turns("ill-formed")).map((turn) => turn.illFormed !== null)).toEqual([true, false, false]);
    expect((await turns("cut-off")).map((turn) => turn.finishReason)).toEqual(["length", "stop", "stop"]);
    expect((await turns("retry")).map((turn) => turn.delivery)).toEqual([
      "undelivered",
      "delivered",
      "delivered",
    ]);
  });

  it("records nothing twice", async () => {
    for (const scenario of SCENARIOS) {
      expect(await playScenario(scenario, { baseUrl: recorder.url })).toMatchObject({ kept: true, calls: 0 });
      expect((await session(scenario.name)).counters.turns).toBe(scenario.steps.length);
    }
  });
});
