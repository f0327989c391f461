import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asObject } from "@/lib/core/json/json-fields";
import type { JsonObject } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { assistant, system, toolResult, user } from "@/test/recording/messages";
import { ODD_FACTS } from "@/test/recording/odd-facts";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { turnLinesOf } from "@/test/store/turn-lines-of";
import { importTurns } from "./import-turns";

let folder = temporaryFolder();
let store: Store;
let empty: Store;

beforeEach(async () => {
  folder = temporaryFolder();
  store = await openStore({ databaseUrl: `file:${join(folder.path, "one.db")}` });
  empty = await openStore({ databaseUrl: `file:${join(folder.path, "two.db")}` });
});
afterEach(async () => {
  await store.close();
  await empty.close();
  folder.remove();
});

async function lines(from: Store, ...sessions: string[]): Promise<string[]> {
  const all: string[] = [];
  for (const session of sessions) all.push(...(await turnLinesOf(from, session)));
  return all;
}

function numbered(texts: readonly string[]) {
  return texts.map((text, i) => ({ number: i + 1, text }));
}

/** A session with a fork, a forgiven echo, odd log-probs and a turn that could not be read. */
async function recordSession(id: string): Promise<void> {
  await store.openSession(
    sessionForStore(id, {
      rollout_id: 12,
      label: { seed: 18446744073709551615n },
      policy: { name: "strict" },
    }),
  );
  const asked = [system("S"), user("compute")];
  const held = assistant("4");
  await store.appendTurn(
    id,
    turnForStore([1, 2, 3], [4, 5, 6], {
      promptMessages: asked,
      responseMessage: held,
      messageStarts: Int32Array.of(0, 1),
      outputLogProbs: Float64Array.of(-0, Number.NaN, Number.NEGATIVE_INFINITY),
      ...readTurnFacts({ tools: ["x".repeat(300)], sampling: { temperature: 0.7 } }, "refuse"),
    }),
  );
  const echoed = assistant("4 ");
  await store.appendTurn(
    id,
    turnForStore([1, 2, 3, 4, 5, 6, 7], [], {
      promptMessages: [...asked, echoed, toolResult("ok")],
      acceptedRewrites: [{ messageIndex: 2, turnIndex: 1, tolerance: "white space", held, echoed }],
      responseMessage: null,
      outputLogProbs: null,
      delivery: "undelivered",
      illFormed: "cut",
    }),
  );
  await store.appendTurn(
    id,
    turnForStore([1, 2, 9], [8], { promptMessages: [system("S"), user("else")], auxiliary: "warm_up" }),
  );
  // Told anew once each: a turn of the conversation that is none, and one that is none after all.
  await store.amendKind(id, 2, "title", { rule: "title_words", evidence: "generate a title" });
  await store.amendKind(id, 3, "none", null);
  await store.countDelivery(id, 2);
}

function schemaCheck(): ValidateFunction {
  const schema: object = JSON.parse(readFileSync("lib/export/schemas/turns.schema.json", "utf8"));
  return new Ajv({ allErrors: true, allowUnionTypes: true, strictTuples: false }).compile(schema);
}

/** A turn's line with these facts in place of its own. */
function withFacts(line: string, facts: JsonObject): string {
  return stringifyJson({ ...asObject(parseJson(line), ""), facts });
}

describe("turns.jsonl", () => {
  it("goes out, into an empty database and out again without a byte changed", async () => {
    await recordSession("a");
    await recordSession("b");
    await store.updateSession("b", {
      status: "finished",
      reward: { score: 0.5 },
      finished_policy: "slime",
      finished_at: 5,
    });
    const out = await lines(store, "a", "b");
    const report = await importTurns(empty, numbered(out));
    expect(report).toMatchObject({ sessions: ["a", "b"], turns: 6, refused: [], refusedCount: 0 });
    expect(await lines(empty, "a", "b")).toEqual(out);
    expect((await empty.readRecording("a")).turns).toEqual((await store.readRecording("a")).turns);
    expect((await empty.findSession("b"))?.counters).toEqual((await store.findSession("b"))?.counters);
  });

  it("has lines that its schema describes, and no others", async () => {
    const validate = schemaCheck();
    await recordSession("a");
    const vectors = readFileSync("test/fixtures/conformance/branching.jsonl", "utf8").trimEnd().split("\n");
    const { sessions } = await importTurns(store, numbered(vectors));
    const out = (await lines(store, "a", ...sessions)).map((line) => JSON.parse(line));
    for (const line of out) expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
    for (const field of Object.keys(out[1])) expect(validate({ ...out[1], [field]: undefined })).toBe(false);
    expect(validate({ ...out[1], finish_reason: "tired" })).toBe(false);
    expect(validate({ ...out[0], another: 1 })).toBe(false);
  });

  it("goes on after an import as it would have without", async () => {
    await recordSession("a");
    await importTurns(empty, numbered(await lines(store, "a")));
    const next = turnForStore([1, 2, 3, 4, 5, 6, 7, 10], [11]);
    for (const one of [store, empty]) await one.appendTurn("a", next);
    expect(await lines(empty, "a")).toEqual(await lines(store, "a"));
  });

  it("refuses a session that is there already, and takes the next", async () => {
    await recordSession("a");
    await recordSession("b");
    const out = await lines(store, "a", "b");
    await empty.openSession(sessionForStore("a"));
    const report = await importTurns(empty, numbered(out));
    expect(report.sessions).toEqual(["b"]);
    expect(report.refused).toEqual([{ line: 1, session: "a", reason: 'session "a" exists already' }]);
  });

  it.each([
    ["is not JSON", (line: string) => line.slice(0, -1), /JSON/],
    [
      "lacks a field",
      (line: string) => line.replace('"finish_reason":"stop",', ""),
      /finish_reason must be one of/,
    ],
    [
      "has another output id",
      (line: string) => line.replace('"output_ids":[4,', '"output_ids":[3,'),
      /digest must be/,
    ],
    [
      "has a shifted log-prob",
      (line: string) => line.replace('"output_log_probs":[-0', '"output_log_probs":[-1'),
      /digest/,
    ],
    ["is out of order", (line: string) => line.replace('"index":1', '"index":2'), /index must be 1/],
    [
      "copies from a later turn",
      (line: string) => line.replace(/"prompt":\[.*?\}\]/, '"prompt":[{"copy":[3,0,1]}]'),
      /earlier turns/,
    ],
    [
      "names an unknown role",
      (line: string) => line.replace('"role":"user"', '"role":"robot"'),
      /messages\[1\]\.role must be one of/,
    ],
    [
      "belongs to another session",
      (line: string) => line.replace('"session":"a"', '"session":"z"'),
      /session must be that/,
    ],
  ])("refuses a line that %s, by its number, and keeps nothing of its session", async (_, spoil, reason) => {
    await recordSession("a");
    await recordSession("b");
    const out = await lines(store, "a", "b");
    const spoiled = out.map((line, i) => (i === 1 ? spoil(line) : line));
    expect(spoiled).not.toEqual(out);
    const report = await importTurns(empty, numbered(spoiled));
    expect(report.refused).toEqual([{ line: 2, session: "a", reason: expect.stringMatching(reason) }]);
    expect(report.sessions).toEqual(["b"]);
    expect(await empty.findSession("a")).toBeNull();
  });

  it.each(ODD_FACTS)("refuses a line of which %s, by its number, as its schema does", async (reason, odd) => {
    await recordSession("a");
    const out = await lines(store, "a");
    const spoiled = out.map((line, i) => (i === 2 ? withFacts(line, odd) : line));
    const report = await importTurns(empty, numbered(spoiled));
    expect(report).toMatchObject({ sessions: [], turns: 0, refused: [{ line: 3, session: "a", reason }] });
    const validate = schemaCheck();
    expect(out.map((line) => validate(JSON.parse(line)))).not.toContain(false);
    expect(validate(JSON.parse(spoiled[2] ?? ""))).toBe(false);
  });

  it("takes facts that nobody knows, and known ones that are null", async () => {
    await recordSession("a");
    const facts = { tools: null, sampling: null, engine: { name: null }, weather: [1, { rain: false }] };
    const out = (await lines(store, "a")).map((line, i) => (i === 1 ? withFacts(line, facts) : line));
    expect(await importTurns(empty, numbered(out))).toMatchObject({ sessions: ["a"], refused: [] });
    expect((await empty.readRecording("a")).turns[0]).toMatchObject({ tools: null, sampling: null });
    expect(await lines(empty, "a")).toEqual(out);
  });

  it.each(["model", "tokenizer", "rollout_id"])("refuses half a character in %s", async (field) => {
    await recordSession("a");
    const out = await lines(store, "a");
    const spoiled = stringifyJson({ ...asObject(parseJson(out[0] ?? ""), ""), [field]: "\ud800" });
    const { refused } = await importTurns(empty, numbered([spoiled, ...out.slice(1)]));
    expect(refused[0]).toMatchObject({ line: 1, reason: `${field} must be text without half characters` });
  });

  it("refuses a session whose last turns are missing", async () => {
    await recordSession("a");
    const out = await lines(store, "a");
    const report = await importTurns(empty, numbered(out.slice(0, -1)));
    expect(report.refused).toEqual([{ line: 1, session: "a", reason: "3 turns were announced and 2 came" }]);
    expect(await empty.findSession("a")).toBeNull();
  });

  it("refuses copies that would grow without bound", async () => {
    await store.openSession(sessionForStore("a"));
    await store.appendTurn(
      "a",
      turnForStore(
        Array.from({ length: 20_000 }).map((_, i) => i),
        [1],
      ),
    );
    await store.appendTurn("a", turnForStore([1], [2]));
    const out = await lines(store, "a");
    const copies = Array.from({ length: 1000 }, () => '{"copy":[1,0,20000]}').join(",");
    const swollen = out.map((line, i) =>
      i === 2 ? line.replace(/"prompt":\[.*?\}\]/, `"prompt":[${copies}]`) : line,
    );
    const report = await importTurns(empty, numbered(swollen));
    expect(report.refused).toEqual([
      { line: 3, session: "a", reason: "prompt must be at most 16000000 long" },
    ]);
  });

  it("takes sessions in the conformance shape", async () => {
    const vectors = readFileSync("test/fixtures/conformance/branching.jsonl", "utf8").trimEnd().split("\n");
    const report = await importTurns(empty, numbered(vectors));
    expect(report.refused).toEqual([]);
    expect(report.sessions.length).toBe(vectors.length);
    const found = await empty.findSession("branching-1.2-clean-multiturn-with-tool");
    expect(found).toMatchObject({ status: "finished", reward: 1, counters: { turns: 2, nodes: 5 } });
    const faulty = await importTurns(empty, numbered(['{"name":"x","turns":[{}]}']));
    expect(faulty.refused).toEqual([{ line: 1, session: null, reason: expect.stringContaining("turns[0]") }]);
  });
});
