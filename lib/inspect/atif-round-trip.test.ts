import { join } from "node:path";
import { expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { exportSession } from "@/lib/export/export-session";
import { rebuildSample } from "@/lib/export/rebuild-sample";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { temporaryFolder } from "@/test/store/temporary-folder";

const trajectory = (id: string, ask: string, outputs: readonly (readonly number[])[]): JsonObject => ({
  schema_version: "ATIF-v1.7",
  trajectory_id: id,
  agent: { name: "agent", version: "1", model_name: "qwen3" },
  steps: [
    { step_id: 1, source: "user", message: ask },
    ...outputs.map((output, i) => ({
      step_id: i + 2,
      source: "agent",
      message: `said ${i}`,
      metrics: {
        prompt_token_ids: [
          7,
          ...ask.split("").map((letter) => letter.charCodeAt(0)),
          ...outputs.slice(0, i).flat(),
        ],
        completion_token_ids: [...output],
        logprobs: output.map((token) => -token / 7),
      },
    })),
  ],
});

async function exported(store: Store, id: string): Promise<string[]> {
  const session = await store.findSession(id);
  if (!session) throw new Error(`there is no session ${id}`);
  const { lines } = exportSession({
    session,
    recording: await store.readRecording(id),
    turnDigests: await store.readDigests(id),
    policy: resolvePolicy("strict"),
    format: "atif",
    reward: null,
    advantage: null,
    group: null,
    sampleWeight: "row",
    decode: () => "",
    signingKey: null,
  });
  return [...lines];
}

const columnsOf = (line: string) => {
  const sample = rebuildSample(parseJson(line))?.sample;
  return sample && { tokens: sample.tokens, mask: sample.mask, logProbs: sample.logProbs };
};

it("a trajectory with sub-agents goes in as one session, and out and in again as the same samples", async () => {
  const folder = temporaryFolder();
  const store = await openStore({ databaseUrl: `file:${join(folder.path, "turntree.db")}` });
  const nested = {
    ...trajectory("main", "go", [[3, 4], [5]]),
    subagent_trajectories: [trajectory("scout", "look", [[8], [9, 10]])],
  };
  await importTurns(store, [{ number: 1, text: stringifyJson(nested) }]);
  const lines = await exported(store, "main");
  const columns = lines.map(columnsOf);
  expect(columns.map((one) => one?.mask.filter((bit) => bit === 1).length)).toEqual([3, 3]);

  const again = await importTurns(
    store,
    lines.map((text, i) => ({ number: i + 1, text })),
  );
  expect(again).toMatchObject({ sessions: ["main~0", "main~1"], refused: [] });
  const second = await Promise.all(again.sessions.map((id) => exported(store, id)));
  expect(second.flat().map(columnsOf)).toEqual(columns);
  await store.close();
  folder.remove();
});
