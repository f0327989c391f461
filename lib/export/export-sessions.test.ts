import { describe, expect, it } from "vitest";
import { FORKED, SESSION } from "@/test/export/export-of";
import { readExportOptions } from "./export-options";
import {
  type ExportableSession,
  type ExportSetting,
  exportSessions,
  type SessionDone,
} from "./export-sessions";

/** A group of two rollouts of one prompt: the first was worth 1, the second nothing. */
const GROUP = [
  { ...SESSION, id: "good", reward: 1 },
  { ...SESSION, id: "bad", reward: 0 },
].map((session): ExportableSession => ({ ...session, policy: null, finished_policy: null }));

const SETTING: ExportSetting<ExportableSession> = {
  source: {
    readRecording: async () => FORKED,
    readDigests: async () => FORKED.turns.map(({ index }) => `digest-${index}`),
    readGroup: async () => GROUP,
  },
  turnLines: async function* () {},
  findDecoder: async () => () => "",
  signingKey: null,
  serverPolicy: { policy: "slime", overrides: {} },
};

async function linesOf(query: Record<string, string>) {
  const options = readExportOptions(new URLSearchParams(query));
  const lines = [];
  for await (const line of exportSessions(GROUP, options, SETTING)) lines.push(JSON.parse(line));
  return lines;
}

async function advantages(query: Record<string, string>): Promise<number[]> {
  const lines = await linesOf(query);
  return lines.map((line) => (line.turntree ?? line.metadata.turntree).advantage);
}

it("skyrl: the sessions of a group are repetitions of one instance, their samples steps of one", async () => {
  const lines = await linesOf({ format: "skyrl" });
  expect(lines.flatMap((line) => line.trajectory_ids)).toEqual([
    { instance_id: "4", repetition_id: 0 },
    { instance_id: "4", repetition_id: 0 },
    { instance_id: "4", repetition_id: 1 },
    { instance_id: "4", repetition_id: 1 },
  ]);
});

describe("a session that the format cannot say", () => {
  const sessions = GROUP.map((session) =>
    session.id === "bad" ? { ...session, id: "unrewarded", reward: null } : session,
  );

  async function doneWith(query: string): Promise<readonly SessionDone[]> {
    const done: SessionDone[] = [];
    const options = readExportOptions(new URLSearchParams(`format=skyrl${query}`));
    const lines = exportSessions(sessions, options, SETTING, (report) => done.push(report));
    for await (const _ of lines);
    return done;
  }

  it("ends the export with its reason", async () => {
    await expect(doneWith("")).rejects.toThrow('needs rewards, and session "unrewarded" has none');
  });

  it("is left out where that is asked for, and named with its reason", async () => {
    expect(await doneWith("&unfit=leave_out")).toMatchObject([
      { session: "good", lines: 2, leftOut: false, reason: null },
      { session: "unrewarded", lines: 0, leftOut: true, reason: expect.stringContaining("needs rewards") },
    ]);
  });
});

describe("the advantage of a session in its group", () => {
  it("stands in every sample of it", async () => {
    const [first, second, third, fourth] = await advantages({ format: "slime" });
    expect([first, third]).toEqual([second, fourth]);
    expect(first).toBeCloseTo(Math.SQRT1_2, 3);
    expect(third).toBeCloseTo(-Math.SQRT1_2, 3);
  });

  it.each([
    ["slime", Math.SQRT1_2],
    ["skyrl", Math.SQRT1_2],
    ["trl", 1],
    ["prime-rl", 0.5],
    ["tinker", 0.5],
  ])("is made as the trainer of %s makes it", async (format, advantage) => {
    const [first, , third] = await advantages({ format });
    expect(first).toBeCloseTo(advantage, 3);
    expect(third).toBeCloseTo(-advantage, 3);
  });

  it("is none where one reward takes the place of all, which leaves nothing to compare", async () => {
    expect(await advantages({ format: "slime", reward: "0.5" })).toEqual([null, null, null, null]);
    await expect(advantages({ format: "trl", reward: "0.5" })).rejects.toThrow(
      'The format "trl" needs an advantage, and session "good" has no reward of its own to compare',
    );
  });

  it("is the one that was asked for", async () => {
    expect(await advantages({ format: "trl", reward: "0.5", advantage: "2" })).toEqual([2, 2, 2, 2]);
  });
});
