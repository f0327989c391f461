import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConformanceSession } from "@/lib/core/file/conformance-session";
import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import type { Recording } from "@/lib/core/recording/recording";
import { FORKED, SESSION } from "@/test/export/export-of";
import { recordingOf } from "@/test/recording/recording-of";
import { PLAIN_EXPORT, readExportOptions } from "./export-options";
import {
  type ExportableSession,
  type ExportSetting,
  exportSessions,
  readSessionLines,
  type SessionDone,
} from "./export-sessions";
import { rebuildLine } from "./rebuild-packed";

interface Rollout extends ExportableSession {
  readonly recording: Recording;
}

const schema: object = JSON.parse(readFileSync("lib/export/schemas/packed.schema.json", "utf8"));
const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

const rollout = (id: string, recording: Recording, given: Partial<ExportableSession> = {}): Rollout => ({
  ...SESSION,
  id,
  policy: null,
  finished_policy: null,
  ...given,
  recording,
});

function settingOf(sessions: readonly Rollout[]) {
  const read: string[] = [];
  const noted: string[] = [];
  const recordingOfId = (id: string) => sessions.find((one) => one.id === id)?.recording ?? recordingOf();
  const setting: ExportSetting<Rollout> = {
    source: {
      readRecording: async (id) => {
        read.push(id);
        return recordingOfId(id);
      },
      readDigests: async (id) => recordingOfId(id).turns.map(({ index }) => `${id}-${index}`),
      readGroup: async (group) => sessions.filter(({ group_index }) => group_index === group),
      noteTraces: async (traces) => void noted.push(...traces.map(({ session }) => session)),
    },
    turnLines: async function* () {},
    findDecoder: async () => () => "",
    signingKey: "a key",
    serverPolicy: { policy: "slime", overrides: { fork_threshold_tokens: 0 } },
  };
  return { read, noted, setting };
}

async function packed(sessions: readonly Rollout[], query = "pack=group", of = sessions) {
  const { read, noted, setting } = settingOf(sessions);
  const done: SessionDone[] = [];
  const lines: JsonValue[] = [];
  const options = readExportOptions(new URLSearchParams(`format=packed&${query}`), [], []);
  for await (const line of exportSessions(of, options, setting, (report) => done.push(report))) {
    lines.push(parseJson(line));
  }
  for (const line of lines) expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
  return { read, noted, done, lines: lines.map(lineOf) };
}

/** What the tests look at of a line. */
function lineOf(line: JsonValue) {
  const fields = JSON.parse(JSON.stringify(line));
  const sessions: string[] = fields.samples.map(
    ({ turntree }: { turntree: { session: string } }) => turntree.session,
  );
  return { ...fields, sessions: [...new Set(sessions)], line };
}

/** The samples of the sessions, each exported by itself in a format that packs nothing. */
async function alone(sessions: readonly Rollout[]) {
  const { setting } = settingOf(sessions);
  const made = [];
  for (const session of sessions) {
    const { lines } = await readSessionLines(session, { ...PLAIN_EXPORT, format: "slime" }, setting);
    for (const line of lines) made.push(...(rebuildLine(parseJson(line)) ?? []));
  }
  return made.map(told);
}

const told = ({
  sample: { tokens, mask, logProbs },
  origin,
}: NonNullable<ReturnType<typeof rebuildLine>>[number]) => ({
  tokens,
  mask,
  logProbs,
  session: origin.session,
  digest: origin.digest,
  signature: origin.signature,
});

const rebuilt = (lines: readonly { readonly line: JsonValue }[]) =>
  lines.flatMap(({ line }) => rebuildLine(line) ?? []).map(told);

function vectors(): readonly Recording[] {
  return ["branching", "random"].flatMap((file) =>
    readFileSync(`test/fixtures/conformance/${file}.jsonl`, "utf8")
      .trim()
      .split("\n")
      .map((line) => readConformanceSession(parseJson(line)).recording),
  );
}

const talk = (prompt: readonly number[], output: readonly number[]) =>
  recordingOf({
    prompt: [...prompt],
    output: [...output],
    outputLogProbs: Float64Array.from(output, (id) => -id / 7),
  });

describe("groups in one packed tree", () => {
  const one = rollout("one", talk([1, 2, 3], [4, 5]));
  const two = rollout("two", talk([1, 2, 3], [4, 6]), { reward: 0 });
  const single = rollout("single", talk([1, 2, 3], [4]), { group_index: null });
  const other = rollout("other", talk([1, 2], [9]), { group_index: 5 });

  it("hold what the sessions of a group share once, and each sample names its session", async () => {
    const { lines, read, noted } = await packed([one, single, two, other]);
    expect(lines.map(({ session, group_index, sessions }) => [session, group_index, sessions])).toEqual([
      ["single", null, ["single"]],
      [null, 4, ["one", "two"]],
      ["other", 5, ["other"]],
    ]);
    expect(lines[1]).toMatchObject({ packed_ids: [1, 2, 3, 4, 5, 6], tokens: 6, tokens_alone: 10 });
    expect(read).toEqual(["single", "one", "two", "other"]);
    expect(noted).toEqual(["single", "one", "two", "other"]);
  });

  it("are asked for: a session has a line of its own unless they are", async () => {
    for (const query of ["", "pack=session"]) {
      const { lines } = await packed([one, two], query);
      expect(lines.map(({ session }) => session)).toEqual(["one", "two"]);
    }
    const wanted = (query: string) => () => readExportOptions(new URLSearchParams(query));
    expect(wanted("format=packed&pack=tree")).toThrow('pack is "tree"; accepted are session, group.');
    for (const format of ["slime", "turns"])
      expect(wanted(`format=${format}&pack=group`)).toThrow(
        `pack is "group", and the format "${format}" packs nothing.`,
      );
    expect(wanted("format=slime&pack=session")).not.toThrow();
  });

  it("keep weight, reward, advantage and admission of each sample, and are counted once", async () => {
    const failed = rollout("failed", talk([1], [2]), { outcome: "failed:sandbox" });
    const forked = rollout("forked", FORKED, { reward: 0.25 });
    const { lines, done, read } = await packed([failed, one, two, forked], "pack=group&sample_weight=prompt");
    expect(lines).toHaveLength(1);
    const { samples } = lines[0];
    expect(samples.map(({ weight }: { weight: number }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 6, 1 / 6]);
    expect(samples.map(({ reward }: { reward: number }) => reward)).toEqual([1, 0, 0.25, 0.25]);
    expect(samples[0].advantage).toBeGreaterThan(0);
    expect(samples[1].advantage).toBeLessThan(0);
    expect(read).toEqual(["one", "two", "forked"]);
    expect(done.map((report) => [report.session, report.lines, report.samples, report.keptOut])).toEqual([
      ["failed", 0, 0, "failed"],
      ["one", 1, 1, null],
      ["two", 0, 1, null],
      ["forked", 0, 2, null],
    ]);
    expect(done.flatMap((report) => report.packed ?? [])).toEqual([
      { together: lines[0].tokens, alone: lines[0].tokens_alone },
    ]);
  });

  it("leave out a session that the format cannot say, or refuse it", async () => {
    const silent = rollout("silent", recordingOf({ prompt: [1], output: [2], outputLogProbs: null }));
    await expect(packed([one, silent])).rejects.toThrow('turn 1 of session "silent" has none');
    const { lines, done } = await packed([silent, one, two], "pack=group&unfit=leave_out");
    expect(lines.map(({ sessions }) => sessions)).toEqual([["one", "two"]]);
    expect(done.map(({ session, leftOut, lines: count }) => [session, leftOut, count])).toEqual([
      ["silent", true, 0],
      ["one", false, 1],
      ["two", false, 0],
    ]);
  });

  it("are those that the export takes: a group that it takes in part stands at the end", async () => {
    const third = rollout("third", talk([1, 2, 3], [7]));
    const { lines, read } = await packed([one, two, third, single], "pack=group", [one, single, third]);
    expect(lines.map(({ sessions }) => sessions)).toEqual([["single"], ["one", "third"]]);
    expect(read).toEqual(["single", "one", "third"]);
  });
});

describe("the reader of packed groups", () => {
  it("gives every sample of the vectors back, in groups of three", async () => {
    const sessions = vectors().map((recording, at) =>
      rollout(`s${at}`, recording, { group_index: Math.floor(at / 3) }),
    );
    const query = "pack=group&policy=slime&require_log_probs=true&unfit=leave_out";
    const { lines } = await packed(sessions, query);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.length).toBeLessThanOrEqual(Math.ceil(sessions.length / 3));
    const { lines: singles } = await packed(sessions, query.replace("group", "session"));
    expect(rebuilt(lines)).toEqual(rebuilt(singles));
  });

  it("gives the single samples of random trees back", async () => {
    const ids = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 });
    const turn = fc.record({ prompt: ids, output: ids });
    const group = fc.array(fc.array(turn, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(group, async (talks) => {
        const sessions = talks.map((turns, at) =>
          rollout(
            `s${at}`,
            recordingOf(
              ...turns.map(({ prompt, output }, number) => ({
                prompt,
                output,
                outputLogProbs: Float64Array.from(output, (_, i) => -(1 + at + number + i) / 7),
              })),
            ),
          ),
        );
        const { lines } = await packed(sessions);
        expect(lines).toHaveLength(1);
        expect(rebuilt(lines)).toEqual(await alone(sessions));
      }),
      { numRuns: 60 },
    );
  });
});
