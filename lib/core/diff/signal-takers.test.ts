import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { viewRecording } from "@/lib/core/view/view-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { nodeOfTurn, signalsTakenBy, signalTakers } from "./signal-takers";

/** Turn 2's prompt spells turn 1's answer otherwise, turn 3's prompt extends what turn 2 left. */
const REALIGNED = recordingOf(
  { promptMessages: [user("q")], prompt: [1, 2, 3], output: [6, 7] },
  {
    promptMessages: [user("q"), assistant("answer 1"), user("more")],
    prompt: [1, 2, 3, 6, 9, 10],
    output: [12],
  },
  {
    promptMessages: [user("q"), assistant("answer 1"), user("more"), assistant("answer 2"), user("on")],
    prompt: [1, 2, 3, 6, 9, 10, 12, 13],
    output: [14],
  },
);

const viewOf = (policy: string) =>
  viewRecording(REALIGNED, { reward: null, leafRewards: null }, resolvePolicy(policy)).view;

describe("what took the signal of an answer", () => {
  it("is the turn whose prompt realigned it, told from either side", () => {
    const view = viewOf("slime");
    expect(signalTakers(view, 1)).toEqual([{ turn: 2, tokens: 2 }]);
    expect(signalsTakenBy(view, 2)).toEqual([{ turn: 1, tokens: 2 }]);
    expect([...signalTakers(view, 2), ...signalsTakenBy(view, 1), ...signalsTakenBy(view, 3)]).toEqual([]);
  });

  it("is no turn under a policy that forks instead", () => {
    expect(signalTakers(viewOf("strict"), 1)).toEqual([]);
  });

  it("is the turn that brought a merged rewrite", () => {
    const merged = {
      ledger: { ...viewOf("strict").ledger, lost: [] },
      nodes: viewOf("strict").nodes.map((node, at) =>
        at === 2 ? { ...node, merged_rewrite: { abandonedTurnIndex: 1, abandonedResponseTokens: 21 } } : node,
      ),
    };
    const by = merged.nodes[2]?.first_turn ?? 0;
    expect(signalTakers(merged, 1)).toEqual([{ turn: by, tokens: 21 }]);
    expect(signalsTakenBy(merged, by)).toEqual([{ turn: 1, tokens: 21 }]);
  });

  it("has a message to open: the answer, or what first came with the turn", () => {
    const view = viewOf("slime");
    expect(nodeOfTurn(view, 2)).toBe(view.nodes.find(({ turn }) => turn === 2)?.id);
    const turns = view.turns.map((turn) => ({ ...turn, node: null }));
    expect(nodeOfTurn({ ...view, turns }, 2)).toBe(view.nodes.find(({ first_turn }) => first_turn === 2)?.id);
    expect(nodeOfTurn(view, 9)).toBeNull();
  });
});
