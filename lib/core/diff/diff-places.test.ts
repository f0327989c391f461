import { expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { Turn } from "@/lib/core/recording/turn";
import { viewRecording } from "@/lib/core/view/view-recording";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { departuresOf } from "./diff-places";

it("says of a departure how many tokens lost their signal to its prompt", () => {
  const { turns, ...recording } = recordingOf(
    { prompt: [1, 2, 9], output: [10, 11, 12], promptMessages: [user("a")] },
    {
      prompt: [1, 2, 9, 10, 13, 12, 3, 9],
      output: [20, 21],
      promptMessages: [user("a"), assistant("answer 1"), user("c")],
    },
  );
  const audit = {
    ...{ sentTokens: 8, comparedTokens: 6, foundTokens: 1 },
    ...{ divergence: 4, changedTokens: 1, cause: "retokenised" },
  };
  const audited = turns.map(
    (turn): Turn => (turn.index === 2 ? { ...turn, promptBuild: "render", audit } : turn),
  );
  const departures = (policy: string) =>
    departuresOf(
      viewRecording({ ...recording, turns: audited }, { reward: 1 }, resolvePolicy(policy, {})).view,
    );
  expect(departures("slime")).toMatchObject([{ turn: 2, kind: "suffered", lost: 3 }]);
  expect(departures("strict")).toMatchObject([{ turn: 2, lost: 0 }]);
});
