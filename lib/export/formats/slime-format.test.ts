import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { ExportedSession } from "@/lib/export/export-input";
import { exportSession, type SessionExport } from "@/lib/export/export-session";
import { floatList } from "@/lib/export/lines/float-list";
import { exportOf, FORKED, SESSION } from "@/test/export/export-of";
import { recordingOf } from "@/test/recording/recording-of";

const lineSchema = z.looseObject({
  tokens: z.array(z.number()),
  response: z.string(),
  response_length: z.number(),
  loss_mask: z.array(z.number()),
  rollout_log_probs: z.array(z.number()),
  rollout_id: z.number().int(),
  reward: z.number().nullable(),
  status: z.string(),
  weight_versions: z.array(z.string()),
  metadata: z.looseObject({
    turntree: z.looseObject({
      digest: z.string(),
      signature: z.string().optional(),
      rollout_id: z.union([z.number(), z.string()]),
    }),
  }),
});

function linesOf(request: SessionExport) {
  return [...exportSession(request).lines].map((line) => lineSchema.parse(JSON.parse(line)));
}

describe("the slime format", () => {
  it("writes all ids, and mask and log-probs over the response region", () => {
    const [first] = linesOf(exportOf(FORKED));
    expect(first).toMatchObject({
      group_index: 4,
      index: 9,
      rollout_id: 9,
      prompt: "q",
      label: "four",
      tokens: [1, 2, 3, 11, 12, 4, 5, 13],
      response: "<11><12><4><5><13>",
      response_length: 5,
      loss_mask: [1, 1, 0, 0, 1],
      rollout_log_probs: [-0.1, -1e-300, 0, 0, -0.30000000000000004],
      reward: 1,
      remove_sample: false,
      status: "completed",
      weight_versions: ["7", "8"],
      metadata: {
        task: "t",
        truncated: false,
        use_tool: false,
        ill_formed: false,
        turntree: { session: "s1", sample: 0, turns: [1, 2], policy: "slime", trained_tokens: 3 },
      },
    });
  });

  it("says how each sample ended", () => {
    expect(linesOf(exportOf(FORKED)).map((line) => line.status)).toEqual(["completed", "truncated"]);
    const aborted = recordingOf({ prompt: [1], output: [2], finishReason: "abort" });
    expect(linesOf(exportOf(aborted))[0]?.status).toBe("aborted");
  });

  it("gives all samples of a session one rollout id, a whole number whatever was given", () => {
    const rolloutOf = (changes: Partial<ExportedSession>) => {
      const lines = linesOf(exportOf(FORKED, { session: { ...SESSION, ...changes } }));
      expect(new Set(lines.map((line) => line.rollout_id)).size).toBe(1);
      return lines[0]?.rollout_id;
    };
    expect(rolloutOf({ rollout_id: 7 })).toBe(7);
    expect(rolloutOf({ rollout_id: null })).toBe(SESSION.index);
    const ofText = rolloutOf({ rollout_id: "r7" });
    expect(ofText).toBeGreaterThan(2 ** 40);
    expect(rolloutOf({ rollout_id: "r7", id: "other" })).toBe(ofText);
    expect(rolloutOf({ rollout_id: "r8" })).not.toBe(ofText);
    const nameless = { rollout_id: null, index: null };
    expect(rolloutOf({ ...nameless, id: "a" })).not.toBe(rolloutOf({ ...nameless, id: "b" }));
  });

  it("keeps a rollout id that is text in the metadata, beside what the group makes of the reward", () => {
    const [line] = linesOf(exportOf(FORKED, { session: { ...SESSION, rollout_id: "r7" } }));
    expect(line?.metadata.turntree).toMatchObject({
      rollout_id: "r7",
      advantage: 0.5,
      reward: 1,
      status: "completed",
    });
  });

  it("has the reward that the caller asks for", () => {
    expect(linesOf(exportOf(FORKED, { reward: 0.25 })).map((line) => line.reward)).toEqual([0.25, 0.25]);
  });

  it("splits the reward when the policy says so", () => {
    const policy = resolvePolicy("slime", { fork_threshold_tokens: 0, reward_mode: "split" });
    expect(linesOf(exportOf(FORKED, { policy })).map((line) => line.reward)).toEqual([0.5, 0.5]);
  });

  it("gives each sample a digest that changes with any of its columns and turns, and a signature under a key", () => {
    const digest = (request: SessionExport) => linesOf(request)[0]?.metadata.turntree.digest;
    const plain = digest(exportOf(FORKED));
    expect(digest(exportOf(FORKED))).toBe(plain);
    expect(digest(exportOf(FORKED, { turnDigests: ["digest-1", "other", "digest-3"] }))).not.toBe(plain);
    expect(digest(exportOf(FORKED, { turnDigests: ["digest-1", "digest-2", "other"] }))).toBe(plain);
    const cut = resolvePolicy("slime", { fork_threshold_tokens: 0, max_sample_tokens: 7 });
    expect(digest(exportOf(FORKED, { policy: cut }))).not.toBe(plain);
    const signed = (key: string) =>
      linesOf(exportOf(FORKED, { signingKey: key }))[0]?.metadata.turntree.signature;
    expect(signed("k")).toMatch(/^[0-9a-f]{64}$/);
    expect(signed("k")).not.toBe(signed("other"));
  });

  it("says why a session yields nothing", () => {
    expect(exportSession(exportOf(recordingOf())).reason).toBe("The session has no turns.");
    const title = recordingOf({ prompt: [1], output: [2, 3], auxiliary: "title" });
    expect(exportSession(exportOf(title)).reason).toBe(
      "None of the 2 sampled tokens trains (2 dropped: auxiliary).",
    );
    const titles = recordingOf(
      { prompt: [1], output: [2, 3], auxiliary: "title" },
      { prompt: [1], output: [4], auxiliary: "title" },
      { prompt: [1], output: [5, 6, 7], delivery: "undelivered" },
    );
    expect(exportSession(exportOf(titles)).reason).toBe(
      "None of the 6 sampled tokens trains (3 dropped: auxiliary, 3 refused: undelivered).",
    );
  });
});

describe("numbers on the wire", () => {
  it("reads every double back bit for bit", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (values) => {
        const read: unknown = JSON.parse(floatList(values));
        expect(read).toEqual(values);
      }),
    );
  });

  it("writes whole numbers as floats, so that a column has one type", () => {
    expect(floatList([0, -0, 1, -2, 1e21])).toBe("[0.0,-0.0,1.0,-2.0,1e+21]");
  });
});
