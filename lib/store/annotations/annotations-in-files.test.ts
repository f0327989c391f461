import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Annotation } from "@/lib/core/annotations/annotation";
import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import { importTurns } from "@/lib/store/import/import-turns";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { turnLinesOf } from "@/test/store/turn-lines-of";

const folder = temporaryFolder();
let store: Store;
let empty: Store;

beforeEach(async () => {
  store = await openStore({ databaseUrl: `file:${join(folder.path, `${Math.random()}.db`)}` });
  empty = await openStore({ databaseUrl: `file:${join(folder.path, `${Math.random()}.db`)}` });
});

afterEach(async () => {
  await store.close();
  await empty.close();
});

const said = { producer: "judge", at: 1_790_000_000_000, rewardRevision: null } as const;

const DIGEST = "ab".repeat(32);

const TRACE: SampleTrace = {
  digest: DIGEST,
  session: "a",
  revision: 7,
  rewardRevision: 0,
  policy: "strict",
  sample: 0,
  leaf: "leaf",
  length: 6,
  responseLength: 3,
  trained: [{ turn: 1, outputStart: 0, start: 3, length: 3 }],
};

const SAID: readonly Annotation[] = [
  { ...said, kind: "label", target: { on: "leaf", leaf: "2" }, value: { form: "text", text: "odd" } },
  {
    ...said,
    kind: "comment",
    target: { on: "node", node: "f0" },
    value: { form: "text", text: "Two\nlines." },
  },
  {
    ...said,
    kind: "score:taste",
    target: { on: "turn", turn: 2 },
    value: { form: "number", number: 1e-300 },
  },
  {
    ...said,
    kind: "trainer_logprob",
    target: { on: "range", turn: 1, start: 1, length: 2 },
    value: { form: "column", column: Float64Array.of(-0.1, Number.NEGATIVE_INFINITY) },
  },
  {
    ...said,
    kind: "teacher_logprob",
    target: { on: "range", turn: 1, start: 0, length: 1 },
    value: {
      form: "table",
      table: { k: 2, ids: Int32Array.of(4, 5), logProbs: Float64Array.of(-0.5, -1) },
    },
  },
  {
    ...said,
    kind: "consumed",
    target: { on: "sample", digest: DIGEST },
    value: { form: "object", object: { step: 3 } },
  },
  { ...said, kind: "outcome", target: { on: "session" }, value: { form: "text", text: "failed:sandbox" } },
  { ...said, kind: "reward", target: { on: "turn", turn: 1 }, value: { form: "number", number: 0.5 } },
  { ...said, kind: "reward", target: { on: "session" }, value: { form: "none" } },
];

/** A finished session of two turns about which everything was said. */
async function recordSaid(): Promise<void> {
  await store.openSession(sessionForStore("a"));
  await store.appendTurn("a", turnForStore([1, 2, 3], [4, 5, 6]));
  await store.appendTurn("a", turnForStore([1, 2, 3, 4, 5, 6, 7], [8]));
  await store.updateSession("a", { status: "finished", reward: 1, finished_at: 1_780_000_000_000 });
  await store.noteTraces([TRACE]);
  await store.annotate([{ session: "a", annotations: SAID }]);
}

const numbered = (lines: readonly string[]) => lines.map((text, at) => ({ number: at + 1, text }));

/** The lines with one of them changed. */
const changed = (lines: readonly string[], at: number, from: string, to: string) =>
  lines.map((line, index) => (index === at ? line.replace(from, to) : line));

describe("what was found out later", () => {
  it("goes out in the lines of a session, into an empty database and out again without a byte changed", async () => {
    await recordSaid();
    const out = await turnLinesOf(store, "a");
    expect(out).toHaveLength(1 + 2 + 1 + 1 + SAID.length);
    const report = await importTurns(empty, numbered(out));
    expect(report).toMatchObject({ sessions: ["a"], turns: 2, refusedCount: 0 });
    expect(await turnLinesOf(empty, "a")).toEqual(out);
    expect(await empty.readAnnotations("a")).toEqual(await store.readAnnotations("a"));
    expect(await empty.findTraces([DIGEST])).toEqual(await store.findTraces([DIGEST]));
    expect(await empty.findSession("a")).toMatchObject({
      reward: null,
      turn_rewards: { 1: 0.5 },
      reward_revision: 1,
      outcome: "failed:sandbox",
    });
  });

  it("begins a history of rewards with those that the session was finished with", async () => {
    await recordSaid();
    const rewards = await store.readAnnotations("a", { kinds: ["reward"] });
    expect(rewards.map(({ producer, rewardRevision }) => [producer, rewardRevision])).toEqual([
      ["turntree", 0],
      ["judge", 1],
      ["judge", 1],
    ]);
  });

  it.each([
    ["a line that is missing", -1, "", "", /^11 lines were announced after the turns and 10 came$/],
    ["a turn that is not there", 7, '"turn":2', '"turn":3', /has no turn 3; it has 2/],
    [
      "tokens past a turn's end",
      8,
      '"start":1',
      '"start":2',
      /Turn 1 of session "a" sampled 3 tokens; 2 to 4 go past/,
    ],
    ["a digest that was not exported", 10, DIGEST, "cd".repeat(32), /No line of session "a" was exported/],
    [
      "a value that is no number",
      7,
      '"value":1e-300',
      '"value":"much"',
      /the value of score:taste must be a number/,
    ],
  ])("is refused with its session for %s", async (_, at, from, to, reason) => {
    await recordSaid();
    const out = await turnLinesOf(store, "a");
    const lines = at === -1 ? out.slice(0, -1) : changed(out, at, from, to);
    expect(lines).not.toEqual(out);
    const report = await importTurns(empty, numbered(lines));
    expect(report).toMatchObject({ sessions: [], refusedCount: 1 });
    expect(report.refused[0]?.reason).toMatch(reason);
    expect(await empty.findSession("a")).toBeNull();
  });
});
