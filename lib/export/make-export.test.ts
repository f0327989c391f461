import { describe, expect, it } from "vitest";
import type { Recording } from "@/lib/core/recording/recording";
import { FORKED, SESSION } from "@/test/export/export-of";
import { recordingOf } from "@/test/recording/recording-of";
import { readExportOptions } from "./export-options";
import type { ExportableSession, ExportSetting } from "./export-sessions";
import { findSessions } from "./find-sessions";
import { makeExport } from "./make-export";

const RECORDINGS: ReadonlyMap<string, Recording> = new Map([
  ["forked", FORKED],
  ["one", recordingOf({ prompt: [1], output: [2] })],
  ["empty", recordingOf()],
  ["silent", recordingOf()],
]);

/** The sessions whose recordings were read, in order. */
function exporting(ids: readonly string[], format: string) {
  const read: string[] = [];
  const setting: ExportSetting<ExportableSession> = {
    source: {
      readRecording: async (id) => {
        read.push(id);
        return RECORDINGS.get(id) ?? recordingOf();
      },
      readDigests: async (id) => (RECORDINGS.get(id)?.turns ?? []).map(({ index }) => `digest-${index}`),
      readGroup: async () => [],
    },
    turnLines: async function* ({ id }) {
      yield `the raw lines of ${id}`;
    },
    findDecoder: async () => () => "",
    signingKey: null,
    serverPolicy: { policy: "slime", overrides: {} },
  };
  const find = async (id: string): Promise<ExportableSession | null> =>
    RECORDINGS.has(id) ? { ...SESSION, id, policy: null, finished_policy: null } : null;
  const options = readExportOptions(new URLSearchParams({ format }));
  return {
    read,
    begin: () => makeExport({ sessions: findSessions(ids, find), options, fileName: "f" }, setting),
  };
}

describe("an export that is begun", () => {
  it("has read no further than to its first line, and then gives all of them in order", async () => {
    const { read, begin } = exporting(["empty", "forked", "one"], "slime");
    const { lines, fileName, reason, done } = await begin();
    expect({ fileName, reason }).toEqual({ fileName: "f", reason: null });
    expect(read).toEqual(["empty", "forked"]);
    const made: string[] = [];
    for await (const line of lines) made.push(line);
    expect(made.map((line) => JSON.parse(line).metadata.turntree.session)).toEqual([
      "forked",
      "forked",
      "one",
    ]);
    expect(done).toEqual([
      {
        session: "empty",
        open: false,
        policy: "slime",
        lines: 0,
        samples: 0,
        reason: "The session has no turns.",
        leftOut: false,
        keptOut: null,
        packed: null,
      },
      {
        session: "forked",
        open: false,
        policy: "slime",
        lines: 2,
        samples: 2,
        reason: null,
        leftOut: false,
        keptOut: null,
        packed: null,
      },
      {
        session: "one",
        open: false,
        policy: "slime",
        lines: 1,
        samples: 1,
        reason: null,
        leftOut: false,
        keptOut: null,
        packed: null,
      },
    ]);
  });

  it("ends its source when nobody reads on", async () => {
    const { read, begin } = exporting(["forked", "one"], "slime");
    const { lines } = await begin();
    await lines.next();
    await lines.return(undefined);
    expect((await lines.next()).done).toBe(true);
    expect(read).toEqual(["forked"]);
  });

  it("holds the raw lines where those are asked for, and reads no recording for them", async () => {
    const { read, begin } = exporting(["one"], "turns");
    const { lines } = await begin();
    expect((await lines.next()).value).toBe("the raw lines of one");
    expect(read).toEqual([]);
  });

  it.each([
    ["that session's reason", ["empty"], "The session has no turns."],
    ["how many sessions yield nothing", ["empty", "silent"], "None of 2 sessions yields a sample."],
    ["that no session matches", [], "No session matches."],
  ])("says why it is empty: %s", async (_, ids, reason) => {
    const made = await exporting(ids, "slime").begin();
    expect(made.reason).toBe(reason);
    expect((await made.lines.next()).done).toBe(true);
  });

  it("is an error, not a file cut short, when its first line cannot be made", async () => {
    await expect(exporting(["nowhere"], "slime").begin()).rejects.toMatchObject({
      message: 'There is no session "nowhere".',
      status: 404,
    });
  });
});
