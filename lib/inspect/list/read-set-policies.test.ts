import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { lettersContext } from "@/test/inspect/letters-context";
import { assistant, user } from "@/test/recording/messages";
import { slowLinearise } from "@/test/recording/slow-linearise";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import { readCauseExample } from "./find-cause-example";
import { readSetPolicies } from "./read-set-policies";

const folder = temporaryFolder();
let store: Store;
let context: InspectContext;

/** Two sessions whose second prompt spells the first answer otherwise, one of them under slime; and one that goes on. */
beforeAll(async () => {
  store = await openStore({ databaseUrl: `file:${folder.path}/policies.db` });
  context = lettersContext(store);
  const history = [user("hi"), assistant("answer of 3 tokens"), user("and?")];
  const second = { promptMessages: history, messageStarts: Int32Array.of(0, 2, 5) };
  for (const [id, policy, spelled] of [
    ["lossy", "slime", 99],
    ["forked", null, 99],
    ["straight", "slime", 72],
  ] as const) {
    await store.openSession(
      sessionForStore(id, { labels: { run: "r" }, policy: policy && { name: policy } }),
    );
    await store.appendTurn(id, turnForStore([1, 65], [70, 71, 72]));
    await store.appendTurn(id, turnForStore([1, 65, 70, 71, spelled, 67], [80], second));
  }
  const causes = [{ subject: "realigned", cause: "retokenised", count: 1, tokens: 3 }] as const;
  const { counters } = (await store.findSession("lossy")) ?? expect.fail("it was opened");
  await store.updateSession("lossy", { causes, counters: { ...counters, drift_spans: 1 } });
});

afterAll(async () => {
  await store.close();
  folder.remove();
});

const asked = (filter: string) => new URLSearchParams({ filter });
const { signal } = new AbortController();

describe("a set under one policy for all", () => {
  it("trains what each of its sessions would, as the slow lineariser counts", async () => {
    const told = await readSetPolicies(context, asked("run:r"), signal);
    expect(told).toMatchObject({ sessions: 3, has_more: false, sampled: 12 });
    for (const name of Object.keys(BUILT_IN_POLICIES)) {
      let trained = 0;
      for (const id of ["lossy", "forked", "straight"]) {
        const recording = await store.readRecording(id);
        const policy = { ...resolvePolicy(name), matcher: "exact" } as const;
        trained += slowLinearise(recording, policy).counts.trained;
      }
      expect(told.policies.find(({ policy }) => policy === name)?.trained, name).toBe(trained);
    }
  });

  it("says what it gains and loses beside each session's own, in tokens and in sessions", async () => {
    const told = await readSetPolicies(context, asked("run:r"), signal);
    expect(told.trained).toBe(9);
    const of = (name: string) => told.policies.find(({ policy }) => policy === name);
    expect(of("strict")).toMatchObject({
      gained: { tokens: 3, sessions: 1 },
      lost: { tokens: 0, sessions: 0 },
    });
    expect(of("slime")).toMatchObject({
      gained: { tokens: 0, sessions: 0 },
      lost: { tokens: 3, sessions: 1 },
    });
  });

  it("puts policies that ask for less than a session's own last, however much they train", async () => {
    const { policies } = await readSetPolicies(context, asked("run:r"), signal);
    expect(policies[0]).toMatchObject({ policy: "strict", trained: 12, asks_less: 0 });
    expect(policies.slice(1).map(({ asks_less: less }) => less > 0)).toEqual([true, true, true]);
  });

  it("stops when nobody waits for it, and answers of no session too", async () => {
    await expect(readSetPolicies(context, asked(""), AbortSignal.abort())).rejects.toThrow("abort");
    const none = await readSetPolicies(context, asked("run:nobody"), signal);
    expect(none).toMatchObject({ sessions: 0, sampled: 0, trained: 0 });
  });
});

describe("an example of a cause", () => {
  const example = (query: Readonly<Record<string, string>>) =>
    readCauseExample(context, new URLSearchParams(query));

  it("is the prompt that took sampled tokens", async () => {
    const found = await example({ filter: "run:r", subject: "realigned", cause: "retokenised" });
    expect(found?.session).toBe("lossy");
    const { turns, nodes } = (
      await context.source.inspect(
        store,
        (await store.findSession("lossy")) ?? expect.fail("it was opened"),
        resolvePolicy("slime"),
      )
    ).view;
    expect(found?.node).toBe(nodes[turns[1]?.node ?? -1]?.id);
  });

  it("is none where the cause is not among the sessions, or the filter has no room for it", async () => {
    expect(await example({ subject: "refused", cause: "undelivered" })).toBeNull();
    const full = Array.from({ length: 50 }, () => "turns:>0").join(" ");
    expect(await example({ filter: full, subject: "realigned", cause: "retokenised" })).toBeNull();
    await expect(example({ subject: "taste", cause: "retokenised" })).rejects.toThrow("subject");
  });
});
