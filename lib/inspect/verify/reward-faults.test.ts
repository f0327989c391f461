import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Annotation } from "@/lib/core/annotations/annotation";
import { parseJson } from "@/lib/core/json/parse-json";
import { readExportOptions } from "@/lib/export/export-options";
import { exportSessions } from "@/lib/export/export-sessions";
import { findSessions } from "@/lib/export/find-sessions";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { user } from "@/test/recording/messages";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { verifyLine } from "./verify-line";

const REWARDED = ["slime", "verl", "areal", "trl", "skyrl", "packed"];
const MODES = ["full", "split", "leaf", "turn"];

let folder = temporaryFolder();
let store: Store;

beforeEach(async () => {
  folder = temporaryFolder();
  store = await openStore({ databaseUrl: `file:${join(folder.path, "turntree.db")}` });
  for (const id of ["s", "t"]) {
    await store.openSession(sessionForStore(id, { group_index: 7 }));
    const of = (question: string) => ({ promptMessages: [user(question)] });
    await store.appendTurn(id, turnForStore([1, 2, 3], [4, 5], of("one")));
    await store.appendTurn(id, turnForStore([1, 2, 6], [7], of("two")));
    await store.appendTurn(id, turnForStore([1, 2, 8], [9], of("three")));
  }
  await store.updateSession("s", {
    status: "finished",
    reward: 0.7,
    leaf_rewards: { 1: 0.2 },
    turn_rewards: { 1: 0.125, 2: 0.3 },
  });
  await store.updateSession("t", { status: "finished", reward: 0.5 });
});

afterEach(async () => {
  await store.close();
  folder.remove();
});

async function exported(query: string, ids: readonly string[] = ["s"]): Promise<string[]> {
  const options = readExportOptions(new URLSearchParams(`policy=strict&advantage=1&${query}`));
  const setting = {
    source: store,
    turnLines: async function* () {},
    findDecoder: async () => () => "",
    signingKey: null,
    serverPolicy: { policy: "strict", overrides: {} } as const,
  };
  const lines: string[] = [];
  for await (const line of exportSessions(
    findSessions(ids, (id) => store.findSession(id)),
    options,
    setting,
  ))
    lines.push(line);
  return lines;
}

async function reasonsOf(lines: readonly string[]): Promise<string[]> {
  const faults = [];
  for (const line of lines) faults.push(...(await verifyLine(store, parseJson(line), null)));
  return faults.map(({ reason }) => reason);
}

async function amend(...given: readonly Pick<Annotation, "target" | "value">[]): Promise<void> {
  const said = { producer: "judge", at: 1_790_000_000_000, rewardRevision: null, kind: "reward" } as const;
  await store.annotate([{ session: "s", annotations: given.map((one) => ({ ...said, ...one })) }]);
}

const number = (value: number) => ({ form: "number", number: value }) as const;

describe("the reward of an exported line", () => {
  it.each(REWARDED.flatMap((format) => MODES.map((mode) => [format, mode] as const)))(
    "in the format %s under reward_mode=%s is that of the revision that the line names",
    async (format, mode) => {
      const query = `format=${format}&reward_mode=${mode}`;
      const before = await exported(query);
      expect(before.length).toBeGreaterThan(0);
      await amend(
        { target: { on: "session" }, value: number(0.9) },
        { target: { on: "turn", turn: 1 }, value: number(0.75) },
        { target: { on: "leaf", leaf: "1" }, value: number(0.4) },
      );
      const after = await exported(query);
      expect(after).not.toEqual(before);
      expect(await reasonsOf([...before, ...after])).toEqual([]);
      const moved = [
        ...before.map((line) => line.replaceAll('"reward_revision":0', '"reward_revision":1')),
        ...after.map((line) => line.replaceAll('"reward_revision":1', '"reward_revision":0')),
      ];
      expect((await reasonsOf(moved)).join("\n")).toMatch(
        /carries the reward .* and revision [01] of the rewards/,
      );
    },
  );

  it.each([
    ["slime", '"reward":0.7,', '"reward":0.75,'],
    ["verl", '"reward_score":0.7', '"reward_score":0.75'],
    ["areal", '"original_rewards":[0.7]', '"original_rewards":[0.75]'],
    ["areal", '"rewards":[0.7]', '"rewards":[0.75]'],
    ["trl", '"metrics":{"reward":0.7', '"metrics":{"reward":0.75'],
    ["skyrl", '"rewards":[0.7]', '"rewards":[0.75]'],
    ["packed", '"reward":0.7,"advantage"', '"reward":0.75,"advantage"'],
    ["tinker", '"reward":0.7', '"reward":0.75'],
  ])("is refused where %s has another in the field that is read: %s", async (format, from, to) => {
    const [line = ""] = await exported(`format=${format}`);
    expect(line).toContain(from);
    expect(await reasonsOf([line])).toEqual([]);
    expect(await reasonsOf([line.replace(from, to)])).toEqual([
      "carries the reward 0.75, and revision 0 of the rewards makes it 0.7",
    ]);
  });

  it("is refused where the reward of a turn is not that which the turn had", async () => {
    const [line = ""] = await exported("format=slime&reward_mode=turn");
    expect(line).toContain('"turn_rewards":{"1":0.125}');
    const edited = line.replace('{"1":0.125}', '{"1":0.5}');
    expect(await reasonsOf([edited])).toEqual([
      "carries the reward 0.5 of turn 1, and revision 0 of the rewards has another",
    ]);
  });

  it("may be that which an export gave, or that of a session that was not finished", async () => {
    const given = await exported("format=slime&reward=0.1");
    expect(await reasonsOf(given)).toEqual([]);
    expect(await reasonsOf(given.map((line) => line.replace('"reward":0.1,', '"reward":0.2,')))).not.toEqual(
      [],
    );
    const unfinished = (await exported("format=slime")).map((line) =>
      line.replaceAll('"reward":0.7', '"reward":null'),
    );
    expect(await reasonsOf(unfinished)).toEqual([]);
  });

  it("is proven of every sample in the tree of a group", async () => {
    const [line = "", ...others] = await exported("format=packed&pack=group", ["s", "t"]);
    expect(others).toEqual([]);
    expect(await reasonsOf([line])).toEqual([]);
    expect(await reasonsOf([line.replace('"reward":0.5,"advantage"', '"reward":0.25,"advantage"')])).toEqual([
      "carries the reward 0.25, and revision 0 of the rewards makes it 0.5",
    ]);
    expect((await reasonsOf([line.replace('"packed_ids":[1,', '"packed_ids":[2,')])).length).toBeGreaterThan(
      5,
    );
  });
});
