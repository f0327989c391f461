import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ViewChoice, viewQuery } from "@/components/address/api-urls";
import { inspectContextOf } from "@/lib/api/inspect-context-of";
import { type RecordedSession, recordingFromTurnLines } from "@/lib/core/file/recording-from-turn-lines";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import { askedTokenColumns } from "@/lib/core/tokens/asked-token-columns";
import { packTree, unpackTree } from "@/lib/core/view/pack-tree";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";
import { readNodeTokens } from "@/lib/inspect/session/read-node-tokens";
import { readSampleTokens } from "@/lib/inspect/session/read-sample-tokens";
import { readTurnTokens } from "@/lib/inspect/session/read-turn-tokens";
import { playScenario } from "@/scenarios/play-scenario";
import { SCENARIOS } from "@/scenarios/scenarios";
import { type SimEngine, startSimEngine } from "@/scenarios/sim-engine";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { turnLinesOf } from "@/test/store/turn-lines-of";
import { localView } from "./local-view";

let sim: SimEngine;
let recorder: RecorderServer;
let context: InspectContext;
beforeAll(async () => {
  sim = await startSimEngine();
  recorder = await serveRecorder({ TURNTREE_ENGINE: "sim", TURNTREE_ENGINE_URL: sim.url });
  context = inspectContextOf(recorder.runtime);
  for (const scenario of SCENARIOS) await playScenario(scenario, { baseUrl: recorder.url });
});
afterAll(async () => {
  await recorder.close();
  await sim.close();
});

/** What the browser reads: the very lines of the session's `turns.jsonl`. */
async function read(session: string): Promise<RecordedSession> {
  return recordingFromTurnLines(await turnLinesOf(recorder.runtime.store, session));
}

const CHOICES: readonly ViewChoice[] = [
  { policy: null, threshold: null },
  { policy: null, threshold: null, settings: "train_once:false,max_sample_tokens:40" },
  { policy: "strict", threshold: 64, settings: "drift:slime-repaired,header:ignored,include_auxiliary:true" },
  ...Object.keys(BUILT_IN_POLICIES).flatMap((policy) =>
    [null, 0, 16].map((threshold) => ({ policy, threshold })),
  ),
];
const SESSIONS = SCENARIOS.map(({ name }) => name);

describe("a view worked out in the browser", () => {
  it.each(SESSIONS)("of %s is the server's, under every policy and threshold", async (session) => {
    const recorded = await read(session);
    for (const choice of CHOICES) {
      const tree = await readSessionTree(context, session, viewQuery(choice));
      const { view } = tree;
      expect(unpackTree(packTree(tree))).toEqual(tree);
      expect(localView(recorded, choice, context.serverPolicy).view, JSON.stringify(choice)).toEqual(view);
    }
  });

  it.each(SESSIONS)(
    "of %s gives each token the state, the log-prob and the reason the server gives it",
    async (session) => {
      const recorded = await read(session);
      for (const policy of ["slime", "strict"]) {
        const choice = { policy, threshold: 16 };
        const local = localView(recorded, choice, context.serverPolicy);
        for (const { index } of local.view.samples.slice(0, 10)) {
          const columns = askedTokenColumns(local, { of: "sample", sample: index });
          expect(columns).toEqual(await readSampleTokens(context, session, String(index), viewQuery(choice)));
        }
        for (const { id } of local.view.nodes.slice(0, 20)) {
          const columns = askedTokenColumns(local, { of: "node", node: id, sample: null });
          if (!columns) continue;
          expect(columns).toEqual(await readNodeTokens(context, session, id, viewQuery(choice)));
        }
        for (const { index } of local.view.turns.slice(0, 10)) {
          const columns = askedTokenColumns(local, { of: "turn", turn: index });
          expect(columns).toEqual(await readTurnTokens(context, session, String(index), viewQuery(choice)));
        }
      }
    },
  );

  it("refuses a policy that does not exist as the server does", async () => {
    const recorded = await read("linear");
    const choice = { policy: "nope", threshold: null };
    expect(() => localView(recorded, choice, context.serverPolicy)).toThrow(PolicyError);
  });
});
