import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNodeDiff } from "@/lib/inspect/diff/read-node-diff";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";
import { pieces } from "@/lib/inspect/session/pieces";
import { readNodeDetail } from "@/lib/inspect/session/read-node-detail";
import { readNodeTokens } from "@/lib/inspect/session/read-node-tokens";
import { readPolicyLab } from "@/lib/inspect/session/read-policy-lab";
import { readSampleTokens } from "@/lib/inspect/session/read-sample-tokens";
import { readSessionVerdict } from "@/lib/inspect/session/read-session-verdict";
import { readTurnRequest } from "@/lib/inspect/session/read-turn-request";
import { readTurnTokens } from "@/lib/inspect/session/read-turn-tokens";
import { openStore } from "@/lib/store/open-store";
import type { Store } from "@/lib/store/store";
import { lettersContext } from "@/test/inspect/letters-context";
import { assistant, user } from "@/test/recording/messages";
import { sessionForStore } from "@/test/store/session-for-store";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { turnForStore } from "@/test/store/turn-for-store";
import type { InspectContext } from "./inspect-context";

const folder = temporaryFolder();
let store: Store;
let context: InspectContext;
const slime = new URLSearchParams("policy=slime");

/** Two turns; the second one's prompt spells the end of the first answer with another id. */
beforeAll(async () => {
  store = await openStore({ databaseUrl: `file:${folder.path}/inspect.db` });
  context = lettersContext(store, {
    isSpecial: (id) => id === 1,
    render: () => ({ ids: Int32Array.of(1), messageStarts: Int32Array.of(0), generationStart: 1 }),
  });
  await store.openSession(sessionForStore("talk"));
  await store.appendTurn("talk", turnForStore([1, 65, 66], [70, 71, 72]));
  const history = [user("hi"), assistant("answer of 3 tokens"), user("and?")];
  await store.appendTurn(
    "talk",
    turnForStore([1, 65, 66, 70, 71, 99, 67], [80, 81], {
      promptMessages: history,
      messageStarts: Int32Array.of(0, 3, 6),
    }),
  );
});

afterAll(async () => {
  await store.close();
  folder.remove();
});

async function answerOf(turn: number): Promise<string> {
  const { view } = await readSessionTree(context, "talk", slime);
  return view.nodes.find((node) => node.turn === turn)?.id ?? "";
}

describe("the request that made a turn", () => {
  it("has every recorded field, and its messages as the client sent them", async () => {
    const answer = assistant("answer of 3 tokens");
    await store.openSession(sessionForStore("asked"));
    await store.appendTurn("asked", turnForStore([1, 65], [70]));
    await store.appendTurn(
      "asked",
      turnForStore([1, 65, 70, 67], [80], {
        promptMessages: [user("hi"), answer, user("and?")],
        toolChoice: "required",
        request: { user: "me" },
        acceptedRewrites: [
          {
            messageIndex: 1,
            turnIndex: 1,
            tolerance: "other words",
            held: answer,
            echoed: assistant("3 tokens"),
          },
          { messageIndex: 2, turnIndex: null, tolerance: "left out", held: null, echoed: assistant("") },
        ],
      }),
    );
    const request = await readTurnRequest(context, "asked", "2");
    expect(request).toMatchObject({ tool_choice: "required", user: "me" });
    expect(request.messages).toMatchObject([
      { role: "user", content: "hi" },
      { role: "assistant", content: "3 tokens" },
      { role: "assistant", content: "" },
      { role: "user", content: "and?" },
    ]);
    await expect(readTurnRequest(context, "asked", "3")).rejects.toThrow('no turn "3"');
    await expect(readTurnRequest(context, "nobody", "1")).rejects.toThrow('no session "nobody"');
  });
});

describe("what the page reads of a session", () => {
  it("is the tree under the policy asked for, else under the server's", async () => {
    const own = await readSessionTree(context, "talk", new URLSearchParams());
    expect(own.view.policy.name).toBe("strict");
    expect(own.view.ledger).toMatchObject({ sampled: 5, trained: 5 });
    const { view, session } = await readSessionTree(context, "talk", slime);
    expect(view.ledger).toMatchObject({ sampled: 5, trained: 2, realigned: 3 });
    expect(session).toMatchObject({ id: "talk", turns: 2 });
  });

  it("gives a node's tokens by themselves, in a sample, and as a range", async () => {
    const node = await answerOf(1);
    const held = await readNodeTokens(context, "talk", node, slime);
    expect([...held.ids]).toEqual([70, 71, 72]);
    expect(held.spans).toMatchObject([{ state: "realigned", shown: "held" }]);
    const range = await readNodeTokens(
      context,
      "talk",
      node,
      new URLSearchParams("policy=slime&from=1&to=2"),
    );
    expect([...range.ids]).toEqual([71]);
    const inSample = await readNodeTokens(
      context,
      "talk",
      node,
      new URLSearchParams("policy=slime&sample=0"),
    );
    expect([...inSample.ids]).toEqual([70, 71, 99]);
  });

  it("gives a sample's tokens, and a range of them", async () => {
    const whole = await readSampleTokens(context, "talk", "0", slime);
    expect([...whole.ids]).toEqual([1, 65, 66, 70, 71, 99, 67, 80, 81]);
    const range = await readSampleTokens(
      context,
      "talk",
      "0",
      new URLSearchParams("policy=slime&from=7&to=99"),
    );
    expect(range).toMatchObject({ start: 7, ids: Int32Array.of(80, 81), spans: [{ state: "trained" }] });
    for (const name of ["9", "-1", "first"]) {
      await expect(readSampleTokens(context, "talk", name, slime)).rejects.toThrow(
        `There is no sample "${name}"`,
      );
    }
  });

  it("says where a prompt departs from what was held", async () => {
    const diff = await readNodeDiff(context, "talk", await answerOf(2), slime);
    expect(diff).toMatchObject({
      pair: "held",
      divergence: { held_turn: 1, held_length: 6, common: 5 },
      outcome: { kind: "realign", lost: 3 },
      tokens_missing: null,
      three_way: { turn: 1, by_turn: 2, message: 2, rendered: "sent" },
    });
    expect(diff.three_way?.tokens.runs.at(-1)).toMatchObject({ a_ids: [72], b_ids: [99] });
    expect(diff.tokens?.runs).toMatchObject([
      { equal: true, length: 5 },
      { equal: false, a_ids: [72], b_ids: [99, 67] },
    ]);
    const strict = await readNodeDiff(context, "talk", await answerOf(2), new URLSearchParams());
    expect(strict).toMatchObject({ outcome: { kind: "fork", because: "policy" }, threshold: null });
    await expect(readNodeDiff(context, "talk", await answerOf(1), new URLSearchParams())).rejects.toThrow(
      "nothing was held before it",
    );
  });

  it("shows at an answer that lost its signal the prompt that took it", async () => {
    const atLoss = await readNodeDiff(context, "talk", await answerOf(1), slime);
    expect(atLoss).toEqual(await readNodeDiff(context, "talk", await answerOf(2), slime));
    expect(atLoss).toMatchObject({ divergence: { turn: 2, held_turn: 1 }, outcome: { kind: "realign" } });
  });

  it("judges the session: what was lost, where the tokens part, and what would keep them", async () => {
    const verdict = await readSessionVerdict(context, "talk", slime);
    expect(verdict).toMatchObject({
      policy: "slime",
      sampled: 5,
      trained: 2,
      losses: [
        {
          state: "realigned",
          cause: "retokenised",
          tokens: 3,
          turns: [{ turn: 1, by: 2, tokens: 3 }],
          filter: "cause:retokenised drift:yes",
          keeping: { choice: { policy: "strict", setting: null }, kept: 3, trained: 5 },
          difference: { turn: 1, by: 2, at: 2, held: [72], incoming: [99] },
        },
      ],
    });
    expect(Object.keys(verdict.pieces.bytes)).toEqual(["72", "99"]);
    const strict = await readSessionVerdict(context, "talk", new URLSearchParams());
    expect(strict).toMatchObject({ policy: "strict", sampled: 5, trained: 5, losses: [] });
    await expect(readSessionVerdict(context, "nobody", slime)).rejects.toThrow("There is no session");
  });

  it("compares any two messages of a session, and refuses one with itself", async () => {
    const [first, second] = [await answerOf(1), await answerOf(2)];
    const diff = await readNodeDiff(context, "talk", second, new URLSearchParams({ against: first }));
    expect(diff).toMatchObject({ pair: "nodes", divergence: null, tokens: { a_length: 6, b_length: 9 } });
    expect(diff.messages.map(({ kind }) => kind)).toEqual(["same", "same", "only_b", "only_b"]);
    await expect(
      readNodeDiff(context, "talk", first, new URLSearchParams({ against: first })),
    ).rejects.toThrow("Both sides are the same message");
    await expect(
      readNodeDiff(context, "talk", first, new URLSearchParams({ against: "nothing" })),
    ).rejects.toThrow('There is no node "nothing"');
  });

  it("gives a range of a turn's prompt and answer", async () => {
    const part = await readTurnTokens(context, "talk", "2", new URLSearchParams("from=5&to=8"));
    expect(part).toMatchObject({
      start: 5,
      ids: Int32Array.of(99, 67, 80),
      sampled: Uint8Array.of(0, 0, 1),
      changed: new Uint8Array(3),
      spans: [
        { state: "context", role: "assistant", start: 0, length: 1 },
        { state: "context", role: "user", start: 1, length: 1 },
        { state: "trained", turn: 2, start: 2, length: 1 },
      ],
    });
    const past = await readTurnTokens(context, "talk", "2", new URLSearchParams("from=50"));
    expect(past).toMatchObject({ start: 9, ids: new Int32Array(), spans: [] });
    for (const name of ["0", "9", "last"]) {
      await expect(readTurnTokens(context, "talk", name, slime)).rejects.toThrow(
        `There is no turn "${name}"`,
      );
    }
    await expect(readTurnTokens(context, "talk", "2", new URLSearchParams("build=rendered"))).rejects.toThrow(
      "cannot be rendered",
    );
  });

  it("gives a turn's prompt as the template renders it, where the model is the session's", async () => {
    const model = { ...context.model, name: "qwen3" };
    const query = new URLSearchParams("build=rendered");
    const rendered = await readTurnTokens({ ...context, model }, "talk", "2", query);
    expect(rendered).toMatchObject({
      start: 0,
      ids: Int32Array.of(1),
      spans: [{ state: "context", role: "user", start: 0, length: 1 }],
    });
  });

  it("gives one message in full with the facts of its turn", async () => {
    const detail = await readNodeDetail(context, "talk", await answerOf(2), slime);
    expect(detail.turn).toMatchObject({ index: 2, weight_version: "7" });
    expect(detail.message?.content).toBe("answer of 2 tokens");
  });

  it("compares the policies, and names the thresholds that matter", async () => {
    const lab = await readPolicyLab(context, "talk", slime);
    expect(lab.policies.map(({ policy, trained }) => [policy, trained])).toContainEqual(["slime", 2]);
    expect(lab.breakpoints).toContain(3);
  });

  it("refuses what is not there in one sentence", async () => {
    await expect(readSessionTree(context, "nobody", slime)).rejects.toThrow('There is no session "nobody".');
    await expect(readNodeTokens(context, "talk", "nothing", slime)).rejects.toThrow(
      'There is no node "nothing"',
    );
    await expect(readSessionTree(context, "talk", new URLSearchParams("policy=best"))).rejects.toThrow(
      "There is no policy",
    );
  });
});

describe("pieces", () => {
  it("gives each distinct id once, and leaves unknown ones out", () => {
    const model = {
      name: "letters",
      tokenBytes: (id: number) => (id > 100 ? new Uint8Array(0) : Uint8Array.of(id)),
      isSpecial: (id: number) => id === 1,
    };
    expect(pieces(Int32Array.of(65, 1, 65, 500), model)).toEqual({
      tokenizer: "letters",
      bytes: { "65": "QQ==", "1": "AQ==" },
      special: [1],
    });
  });
});
