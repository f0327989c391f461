import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { assistant, bashCall, system, toolResult, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { foldTurns } from "./fold-turns";

const exact = resolvePolicy("slime", { fork_threshold_tokens: 0 });
const echo = resolvePolicy("strict");

/** For each turn, the turns whose answers lie on its path. */
function ancestors(policy: typeof exact, ...sketches: TurnSketch[]): (number | null)[][] {
  const { turns, prompts } = recordingOf(...sketches);
  const { nodeOfTurn } = foldTurns(turns, policy, prompts);
  return turns.map(({ index }) => {
    const path: (number | null)[] = [];
    for (let node = nodeOfTurn.get(index)?.parent; node; node = node.parent) {
      if (node.generated) path.unshift(node.turnIndex);
    }
    return path;
  });
}

const asked = [system("S"), user("go")];
const first = {
  promptMessages: asked,
  responseMessage: assistant("On it. ", bashCall("ls", "c1")),
  prompt: [1],
  output: [2],
};

function echoing(...echoed: Parameters<typeof assistant>[]): TurnSketch {
  const answers = echoed.map(([content, rest]) => assistant(content, rest));
  return { promptMessages: [...asked, ...answers, toolResult("a.txt")], prompt: [1, 2, 3], output: [4] };
}

describe("foldTurns under echo", () => {
  it("goes on from an answer whose white space the client trimmed", () => {
    expect(ancestors(echo, first, echoing(["On it.", bashCall("ls")]))).toEqual([[], [1]]);
  });

  it("goes on from an answer that came back as calls and text", () => {
    expect(ancestors(echo, first, echoing(["", bashCall("ls")], ["On it."]))).toEqual([[], [1]]);
  });

  it("forgives what the client that called is known for, and forks where another did the same", () => {
    const held = { ...first, responseMessage: assistant("On it. ", bashCall("cd /work && ls", "c1")) };
    const cut = (client: string | null) => ({ ...echoing(["On it. ", bashCall("ls", "c1")]), client });
    expect(ancestors(echo, held, cut("claude-code"))).toEqual([[], [1]]);
    for (const other of ["codex", "a client of tomorrow", null]) {
      expect(ancestors(echo, held, cut(other))).toEqual([[], []]);
    }
  });

  it("forks where the client changed what was said, even under the same call id", () => {
    expect(ancestors(echo, first, echoing(["On it. ", bashCall("rm -rf /", "c1")]))).toEqual([[], []]);
    expect(ancestors(echo, first, echoing(["Not on it.", bashCall("ls")]))).toEqual([[], []]);
  });

  it("forks on the same differences under exact", () => {
    expect(ancestors(exact, first, echoing(["On it.", bashCall("ls")]))).toEqual([[], []]);
  });

  it("takes the recorder's word for what it accepted when it took the call", () => {
    const held = first.responseMessage;
    const echoed = assistant("spelled beyond recognition");
    const accepted = { messageIndex: 2, turnIndex: 1, tolerance: "white space", held, echoed };
    const second = { ...echoing([echoed.content ?? ""]), acceptedRewrites: [accepted] };
    expect(ancestors(echo, first, second)).toEqual([[], [1]]);
  });

  it("tells equal answers apart by the ids that the prompt goes on from", () => {
    const again = { ...first, output: [5] };
    const onFirst = { ...echoing(["On it. ", bashCall("ls")]), prompt: [1, 2, 3] };
    const onSecond = { ...onFirst, prompt: [1, 5, 3] };
    expect(ancestors(echo, first, again, onSecond, onFirst)).toEqual([[], [], [2], [1]]);
  });

  it("prefers the delivered answer where ids tell nothing", () => {
    const lost = { ...first, delivery: "undelivered" as const };
    const rendered = { ...echoing(["On it. ", bashCall("ls")]), prompt: [9] };
    expect(ancestors(echo, first, lost, rendered)).toEqual([[], [], [1]]);
  });

  it("does not take half of a split answer for the answer", () => {
    const whole = echoing(["", bashCall("ls")], ["On it. "]);
    const half = { ...whole, promptMessages: whole.promptMessages?.filter((_, at) => at !== 3) ?? [] };
    expect(ancestors(echo, first, whole, half)).toEqual([[], [1], []]);
  });

  it("starts a new root when the head of the prompt changes", () => {
    const withTools = { ...echoing(["On it. ", bashCall("ls")]), headerDigest: "tools" };
    expect(ancestors(echo, first, withTools)).toEqual([[], []]);
    expect(ancestors(exact, first, withTools)).toEqual([[], [1]]);
  });
});

describe("foldTurns under exact", () => {
  it("skips a turn without prompt messages", () => {
    const { turns } = recordingOf({ ...first, promptMessages: [] }, first);
    expect([...foldTurns(turns, exact).nodeOfTurn.keys()]).toEqual([2]);
  });

  it("goes on from the first of equal answers", () => {
    expect(ancestors(exact, first, first, echoing(["On it. ", bashCall("ls")]))).toEqual([[], [], [1]]);
  });

  it("merges the rewrite of a short answer that nothing follows", () => {
    const merging = resolvePolicy("slime", { fork_threshold_tokens: 2 });
    const { turns } = recordingOf(first, echoing(["Rewritten."]));
    const { root, nodeOfTurn } = foldTurns(turns, merging);
    const node = nodeOfTurn.get(1);
    expect(node).toMatchObject({ generated: false, turnIndex: null, message: assistant("Rewritten.") });
    expect(node?.mergedRewrite).toEqual({ abandonedTurnIndex: 1, abandonedResponseTokens: 1 });
    expect(root.children[0]?.children[0]?.children).toHaveLength(1);
  });

  it("forks instead when the answer is as long as the threshold", () => {
    const { turns } = recordingOf({ ...first, output: [2, 2] }, echoing(["Rewritten."]));
    const { nodeOfTurn } = foldTurns(turns, resolvePolicy("slime", { fork_threshold_tokens: 2 }));
    expect(nodeOfTurn.get(1)).toMatchObject({ generated: true, mergedRewrite: null });
  });
});
