import { describe, expect, it } from "vitest";
import { FORKED, SESSION } from "@/test/export/export-of";
import { readExportOptions } from "./export-options";
import { type ExportableSession, type ExportSetting, exportSessions } from "./export-sessions";

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

async function advantages(query: Record<string, string>): Promise<number[]> {
  const options = readExportOptions(new URLSearchParams({ format: "trl", ...query }));
  const given: number[] = [];
  for await (const line of exportSessions(GROUP, options, SETTING)) given.push(JSON.parse(line).advantage);
  return given;
}

describe("the advantage of a session in its group", () => {
  it("stands in every sample of it", async () => {
    const [first, second, third, fourth] = await advantages({});
    expect([first, third]).toEqual([second, fourth]);
    expect(first).toBeCloseTo(Math.SQRT1_2, 3);
    expect(third).toBeCloseTo(-Math.SQRT1_2, 3);
  });

  it("is none where one reward takes the place of all, which leaves nothing to compare", async () => {
    expect(await advantages({ reward: "0.5" })).toEqual([null, null, null, null]);
  });
});
