import { describe, expect, it } from "vitest";
import { FORKED, SESSION } from "@/test/export/export-of";
import { readExportOptions } from "./export-options";
import {
  type ExportableSession,
  type ExportSetting,
  exportSessions,
  type SessionDone,
} from "./export-sessions";

const rollout = (id: string, given: Partial<ExportableSession>): ExportableSession => ({
  ...SESSION,
  id,
  policy: null,
  finished_policy: null,
  ...given,
});

/** A group of five, two of which are worth comparing. */
const GROUP = [
  rollout("good", { reward: 1 }),
  rollout("bad", { reward: 0 }),
  rollout("running", { status: "open", reward: 5 }),
  rollout("unrewarded", { reward: null }),
  rollout("crashed", { reward: 0, outcome: "failed:sandbox" }),
  rollout("hidden", { reward: 7, outcome: "masked" }),
];

async function exported(query: string) {
  let groupReads = 0;
  const setting: ExportSetting<ExportableSession> = {
    source: {
      readRecording: async () => FORKED,
      readDigests: async () => FORKED.turns.map(({ index }) => `digest-${index}`),
      readGroup: async () => {
        groupReads++;
        return GROUP;
      },
    },
    turnLines: async function* () {},
    findDecoder: async () => () => "",
    signingKey: null,
    serverPolicy: { policy: "slime", overrides: {} },
  };
  const done: SessionDone[] = [];
  const options = readExportOptions(new URLSearchParams(query), [], []);
  const marks = [];
  for await (const line of exportSessions(GROUP, options, setting, (report) => done.push(report))) {
    const read = JSON.parse(line);
    marks.push(
      read.turntree ?? read.metadata?.turntree ?? read.extra_fields?.turntree ?? read.extra?.turntree,
    );
  }
  return { marks, done, groupReads };
}

const sessionsOf = async (query: string) => [
  ...new Set((await exported(query)).marks.map(({ session }) => session)),
];

describe("an export of what a filter leaves", () => {
  it("takes finished sessions with a reward, and says what kept the others out", async () => {
    const { done } = await exported("format=slime");
    expect(done.map(({ session, keptOut }) => [session, keptOut])).toEqual([
      ["good", null],
      ["bad", null],
      ["running", "open"],
      ["unrewarded", "unrewarded"],
      ["crashed", "failed"],
      ["hidden", "masked"],
    ]);
    expect(done[4]?.reason).toBe("The session's outcome is failed:sandbox; include=failed takes it.");
  });

  it.each([
    ["include=open", ["good", "bad", "running"]],
    ["include=unrewarded,open", ["good", "bad", "running", "unrewarded"]],
    ["include=failed", ["good", "bad", "crashed"]],
    ["include=masked", ["good", "bad", "hidden"]],
    ["reward=2", ["good", "bad", "unrewarded"]],
    ["format=atif", ["good", "bad", "unrewarded"]],
  ])("takes with %s those that it asks for", async (query, sessions) => {
    expect(await sessionsOf(query)).toEqual(sessions);
  });

  it("refuses a word that it does not know", () => {
    expect(() => readExportOptions(new URLSearchParams("include=closed"))).toThrow(
      'include has "closed"; accepted are open, unrewarded, failed, masked, by comma.',
    );
    expect(() => readExportOptions(new URLSearchParams("sample_weight=tree"))).toThrow(
      'sample_weight is "tree"; accepted are row, session, prompt.',
    );
  });
});

describe("the mean of a group", () => {
  const advantageOf = async (query: string, session: string) =>
    (await exported(query)).marks.find((mark) => mark.session === session)?.advantage;

  it("is that of the sessions that take part: a failure is no reward of 0", async () => {
    expect(await advantageOf("format=tinker", "good")).toBe(0.5);
    expect(await advantageOf("format=tinker&include=failed", "good")).toBeCloseTo(2 / 3, 9);
    expect(await advantageOf("format=tinker&include=open", "good")).toBe(-1);
  });

  it("makes advantages by the rule that is asked for, in place of the format's", async () => {
    expect(await advantageOf("format=tinker&advantage_rule=leave_one_out", "good")).toBe(1);
    expect(await advantageOf("format=tinker&advantage_rule=population_deviation", "good")).toBeCloseTo(1, 6);
  });

  it("is read once, however many of its sessions are exported", async () => {
    expect((await exported("format=slime&include=open,unrewarded,failed,masked")).groupReads).toBe(1);
  });
});

describe("the weight of a sample", () => {
  it.each([
    ["row", 1],
    ["session", 1 / 2],
    ["prompt", 1 / 4],
  ])("under %s is one for what shares it", async (scheme, weight) => {
    const { marks } = await exported(`format=slime&sample_weight=${scheme}`);
    expect(marks.map((mark) => mark.weight)).toEqual([weight, weight, weight, weight]);
  });
});
