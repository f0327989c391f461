import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseJson } from "@/lib/core/json/parse-json";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { exportSession } from "@/lib/export/export-session";
import type { Fault } from "@/lib/inspect/verify/fault";
import { verifyLine } from "@/lib/inspect/verify/verify-line";
import { verifyRecordedLines } from "@/lib/inspect/verify/verify-recorded-lines";
import { verifySession } from "@/lib/inspect/verify/verify-session";
import { openStore } from "@/lib/store/open-store";
import { assistant, user } from "@/test/recording/messages";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { turnLinesOf } from "@/test/store/turn-lines-of";

const KEY = "a key";
let folder = temporaryFolder();
let file = "";

beforeEach(async () => {
  folder = temporaryFolder();
  file = join(folder.path, "turntree.db");
  await record();
});
afterEach(() => folder.remove());

/** Three turns: one that goes on with another, and a fork. */
async function record(): Promise<void> {
  const store = await openStore({ databaseUrl: `file:${file}` });
  await store.openSession(sessionForStore("s", { index: 3 }));
  const asked = [user("compute")];
  const answer = assistant("4");
  const given = { promptMessages: asked, responseMessage: answer, refusal: null };
  await store.appendTurn("s", turnForStore([1, 2, 3], [4, 5, 6], given));
  const more = { ...given, promptMessages: [...asked, answer, user("more")] };
  await store.appendTurn("s", turnForStore([1, 2, 3, 4, 5, 6, 7, 8], [9, 10], more));
  await store.appendTurn(
    "s",
    turnForStore([1, 2, 20, 21], [22], { ...given, promptMessages: [user("else")] }),
  );
  await store.close();
}

async function faultsOfStore(): Promise<Fault[]> {
  const store = await openStore({ databaseUrl: `file:${file}` });
  try {
    const session = await store.findSession("s");
    return session ? await verifySession(store, session, resolvePolicy("slime")) : [];
  } finally {
    await store.close();
  }
}

/** The first line of the session's export, signed. */
async function exportedLine(format = "slime"): Promise<string> {
  const store = await openStore({ databaseUrl: `file:${file}` });
  const session = await store.findSession("s");
  if (!session) throw new Error("the session was not recorded");
  const { lines } = exportSession({
    session,
    recording: await store.readRecording("s"),
    turnDigests: await store.readDigests("s"),
    policy: resolvePolicy("slime"),
    format,
    reward: 1,
    advantage: 1,
    group: null,
    sampleWeight: "row",
    decode: () => "",
    signingKey: KEY,
  });
  const [first = ""] = lines;
  await store.close();
  return first;
}

async function faultsOfLine(line: string): Promise<Fault[]> {
  const store = await openStore({ databaseUrl: `file:${file}` });
  try {
    return await verifyLine(store, parseJson(line), KEY);
  } finally {
    await store.close();
  }
}

/** Changes the database behind the store's back. */
function tamper(sql: string): void {
  const database = new Database(file);
  expect(database.prepare(sql).run().changes).toBeGreaterThan(0);
  database.close();
}

describe("verify", () => {
  it("finds nothing in what was received, and nothing in what was exported", async () => {
    expect(await faultsOfStore()).toEqual([]);
    expect(await faultsOfLine(await exportedLine())).toEqual([]);
  });

  it("knows a line whose rewards were amended since, a packed one too, and refuses rewards that never were", async () => {
    const [line, packed] = [await exportedLine(), await exportedLine("packed")];
    const store = await openStore({ databaseUrl: `file:${file}` });
    const said = { producer: "judge", at: 1_790_000_000_000, rewardRevision: null };
    const reward = { form: "number", number: 0.25 } as const;
    await store.annotate([
      { session: "s", annotations: [{ ...said, kind: "reward", target: { on: "session" }, value: reward }] },
    ]);
    await store.close();
    for (const exported of [line, packed, await exportedLine()])
      expect(await faultsOfLine(exported)).toEqual([]);
    const [fault] = await faultsOfLine(line.replace('"reward_revision":0', '"reward_revision":7'));
    expect(fault?.reason).toBe("carries revision 7 of the rewards, and the session has 1");
  });

  it.each([
    [
      "a swapped output id",
      `UPDATE "TurnOutput" SET "outputIds" = x'050000000400000006000000' WHERE "index" = 1`,
      1,
    ],
    [
      "a shifted log-prob",
      `UPDATE "TurnOutput" SET "outputLogProbs" = CAST(substr("outputLogProbs", 9) || substr("outputLogProbs", 1, 8) AS BLOB) WHERE "index" = 2`,
      2,
    ],
    [
      "a changed prompt delta",
      `UPDATE "TurnLists" SET "prompt" = CAST(substr("prompt", 1, length("prompt") - 4) || x'63000000' AS BLOB) WHERE "index" = 2`,
      2,
    ],
    ["a changed digest", `UPDATE "Turn" SET "digest" = zeroblob(32) WHERE "index" = 3`, 3],
  ])("finds %s", async (_, sql, turn) => {
    tamper(sql);
    expect(await faultsOfStore()).toContainEqual({
      session: "s",
      turn,
      sample: null,
      reason: "its prompt ids, output ids or log-probs are not those that were received",
    });
  });

  it.each([
    ["in the middle", `DELETE FROM "Turn" WHERE "index" = 2`, /turn 2 of a session lacks a part/],
    ["but for its facts", `DELETE FROM "TurnOutput" WHERE "index" = 1`, /turn 1 of a session lacks a part/],
  ])("finds a turn that is missing %s", async (_, sql, reason) => {
    tamper(sql);
    expect(await faultsOfStore()).toEqual([
      { session: "s", turn: null, sample: null, reason: expect.stringMatching(reason) },
    ]);
  });

  it("finds a turn that is missing at the end, also where it is no longer counted", async () => {
    tamper(`DELETE FROM "Turn" WHERE "index" = 3`);
    const reasons = async () => (await faultsOfStore()).map(({ reason }) => reason);
    expect(await reasons()).toContain("3 turns were recorded and 2 are there");
    tamper(`UPDATE "Session" SET "turnCount" = 2`);
    const notTheChain = [expect.stringContaining("the chain of their digests is another")];
    expect(await reasons()).toEqual(notTheChain);
    // A turn that comes after goes on with the chain as it was.
    const store = await openStore({ databaseUrl: `file:${file}` });
    await store.appendTurn("s", turnForStore([1], [2]));
    await store.close();
    expect(await reasons()).toEqual(notTheChain);
  });

  it("finds a recording whose file holds other tokens, more turns or fewer", async () => {
    const store = await openStore({ databaseUrl: `file:${file}` });
    const lines = await turnLinesOf(store, "s");
    const faults = async (texts: readonly string[]) => {
      async function* numbered() {
        for (const [i, text] of texts.entries()) yield { number: i + 1, text };
      }
      return (await verifyRecordedLines(store, numbered())).faults.map(({ reason }) => reason);
    };
    expect(await faults(lines)).toEqual([]);
    const edited = lines.map((line, i) => (i === 1 ? line.replace("[4,5,6]", "[44,5,6]") : line));
    expect(await faults(edited)).toEqual([expect.stringMatching(/line 2: .*digest/)]);
    const shorter = [(lines[0] ?? "").replace('"turns":3', '"turns":2'), ...lines.slice(1, 3)];
    expect(await faults(shorter)).toEqual(["the file holds 2 turns and the database 3"]);
    await store.close();
  });

  it.each([
    [
      "a flipped mask bit",
      '"loss_mask":[1,1,1,0,0,',
      '"loss_mask":[1,1,1,1,0,',
      /position 6 trains, and no turn sampled/,
    ],
    [
      "a cleared mask bit",
      '"loss_mask":[1,1,1,',
      '"loss_mask":[0,1,1,',
      /position 3 does not train and has a log-prob/,
    ],
    [
      "an edited id",
      '"tokens":[1,2,3,4,5,',
      '"tokens":[1,2,3,4,99,',
      /position 4 trains, and no turn sampled/,
    ],
    ["an edited log-prob", '"rollout_log_probs":[-', '"rollout_log_probs":[-1', /another log-prob/],
    ["an edited prompt", '"tokens":[1,', '"tokens":[11,', /no turn sampled it after these tokens/],
    ["a missing id", '"tokens":[1,2,3,4,5,6,7,8,', '"tokens":[1,2,3,4,5,6,7,', /digest does not fit/],
  ])("finds %s in an exported line", async (_, from, to, reason) => {
    const line = await exportedLine();
    expect(line).toContain(from);
    const faults = await faultsOfLine(line.replace(from, to));
    const reasons = faults.map((fault) => fault.reason).join("\n");
    expect(reasons).toMatch(reason);
    expect(reasons).toContain("its digest does not fit");
    expect(reasons).toContain("the signature does not fit");
  });

  it("finds a line whose turns are not those of the database", async () => {
    const line = await exportedLine();
    const moved = await faultsOfLine(line.replace('"session":"s"', '"session":"t"'));
    expect(moved).toMatchObject([{ reason: "the session is not in the database" }]);
    const unknown = await faultsOfLine(line.replace('"turns":[1,2]', '"turns":[1,9]'));
    expect(unknown).toMatchObject([{ reason: "names a turn that is not in the database" }]);
    expect(await faultsOfLine('{"tokens":[1]}')).toMatchObject([
      { reason: expect.stringContaining("is no exported sample: loss_mask") },
    ]);
    expect(await faultsOfLine('{"messages":[]}')).toMatchObject([
      {
        reason: expect.stringContaining(
          "slime, verl, areal, trl, prime-rl, skyrl, tinker, atif, packed, turns",
        ),
      },
    ]);
    tamper(`UPDATE "Turn" SET "digest" = zeroblob(32) WHERE "index" = 1`);
    expect(await faultsOfLine(line)).toMatchObject([
      { reason: expect.stringContaining("digest does not fit") },
      {},
    ]);
  });

  // What stands for an id, the mask and the log-probs of one sample, as each format spells them; the first three ids are the prompt.
  it.each([
    ["verl", '"response_ids":[4,', '"response_ids":[44,', '"response_mask":[1,', '"response_mask":[0,'],
    ["areal", '"input_ids":[[1,2,3,4,', '"input_ids":[[1,2,3,44,', "[[0,0,0,1,1,1,0,", "[[0,0,1,1,1,1,0,"],
    [
      "trl",
      '"input_ids":[1,2,3,4,',
      '"input_ids":[1,2,3,44,',
      '"completion_mask":[0,',
      '"completion_mask":[1,',
    ],
    ["prime-rl", '"token_ids":[1,2,3,4,', '"token_ids":[1,2,3,44,', '"mask":[false,', '"mask":[true,'],
    ["skyrl", '"response_ids":[[4,', '"response_ids":[[44,', '"loss_masks":[[1,', '"loss_masks":[[0,'],
    [
      "tinker",
      '"target_tokens":{"data":[2,',
      '"target_tokens":{"data":[9,',
      '"mask":{"data":[0.0,0.0,1.0,',
      '"mask":{"data":[0.0,1.0,1.0,',
    ],
    [
      "atif",
      '"completion_token_ids":[4,',
      '"completion_token_ids":[44,',
      '"trained":[[0,3]]',
      '"trained":[[0,2]]',
    ],
  ])(
    "proves a line in the format %s, and finds an edited id, mask and log-prob",
    async (format, id, otherId, mask, otherMask) => {
      const line = await exportedLine(format);
      expect(await faultsOfLine(line)).toEqual([]);
      for (const [from, to] of [
        [id, otherId],
        [mask, otherMask],
        ["-0.", "-0.9"],
      ] as const) {
        expect(line).toContain(from);
        expect(await faultsOfLine(line.replace(from, to)), to).not.toEqual([]);
      }
    },
  );
});
