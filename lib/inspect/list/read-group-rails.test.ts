import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectContextOf } from "@/lib/api/inspect-context-of";
import { type RecorderServer, serveRecorder } from "@/test/recorder/recorder-server";
import { sessionForStore } from "@/test/store/session-for-store";
import { turnForStore } from "@/test/store/turn-for-store";
import { readGroupRails } from "./read-group-rails";

let server: RecorderServer;

/** Two rollouts of one prompt, of which the worse began twice; and two whose rewards are alike. */
beforeAll(async () => {
  server = await serveRecorder({});
  const { store } = server.runtime;
  for (const [at, reward] of [0, 1, 1, 1].entries()) {
    const id = `rollout-${at}`;
    await store.openSession(sessionForStore(id, { group_index: at < 2 ? 1 : 2, index: at }));
    await store.appendTurn(id, turnForStore([1], [2, 3]));
    if (at === 0) await store.appendTurn(id, turnForStore([5], [6, 7]));
    await store.updateSession(id, {
      counters: {
        ...(await store.findSession(id).then((record) => record?.counters)),
        ...FIGURES,
        samples: at === 0 ? 2 : 1,
      },
      status: "finished",
      reward,
    });
  }
});

const FIGURES = {
  ...{ turns: 1, nodes: 2, forks: 0, drift_spans: 0, refused: 0 },
  ...{ sampled_tokens: 2, trained_tokens: 2, context_tokens: 3, shape: "A" },
};

afterAll(() => server.close());

const rails = (name: string, unit?: string) => readGroupRails(inspectContextOf(server.runtime), name, unit);

describe("the rails of a group", () => {
  it("stand on one axis, the best reward first, with what each weighs", async () => {
    const { rollouts, axis, prompt, isDead, unit } = await rails("1");
    expect({ axis, isDead, unit }).toEqual({ axis: 3, isDead: false, unit: "row" });
    expect(prompt).not.toBe("");
    expect(rollouts.map(({ id, share }) => [id, Number(share.toFixed(3))])).toEqual([
      ["rollout-1", 0.333],
      ["rollout-0", 0.667],
    ]);
    expect(rollouts[1]?.lanes).toHaveLength(2);
    expect(rollouts[1]?.weights.map((weight) => Number(weight.toFixed(3)))).toEqual([1, 1]);
    const shares = (await rails("1", "session")).rollouts.map(({ share }) => Number(share.toFixed(3)));
    expect(shares).toEqual([0.5, 0.5]);
  });

  it("name a dead group, in which nothing weighs anything", async () => {
    const { isDead, rollouts } = await rails("2", "nonsense");
    expect(isDead).toBe(true);
    expect(rollouts.map(({ share, weights }) => [share, weights])).toEqual([
      [0, [0]],
      [0, [0]],
    ]);
  });
});
