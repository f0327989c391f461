import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import type { Recording } from "@/lib/core/recording/recording";
import { viewRecording } from "@/lib/core/view/view-recording";
import { arbitraryRecording } from "@/test/recording/arbitrary-recording";
import { LOSSY_TURNS } from "@/test/recording/lossy-turns";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { slowLinearise } from "@/test/recording/slow-linearise";
import { firstDifference } from "./first-difference";
import { openingPlace } from "./opening-place";
import { sampleLosses, sessionVerdict } from "./session-verdict";
import { whatKeeps } from "./what-keeps";

const viewOf = (recording: Recording, policy: string) =>
  viewRecording(recording, { reward: null }, { ...resolvePolicy(policy), matcher: "exact" }).view;

/** Turn 4 makes a title. */
const LOSSY = recordingOf(...LOSSY_TURNS, {
  promptMessages: [user("title?")],
  prompt: [7, 7],
  output: [9, 9, 9, 9, 9],
  auxiliary: "title",
});

describe("the verdict on a session", () => {
  it("says what was lost, in which turn, to which, and why, the worst first and what is meant last", () => {
    expect(sessionVerdict(viewOf(LOSSY, "slime"))).toEqual({
      sampled: 11,
      trained: 1,
      losses: [
        {
          state: "realigned",
          cause: "retokenised",
          tokens: 3,
          turns: [{ turn: 1, by: 2, tokens: 3 }],
          isMeant: false,
        },
        {
          state: "refused",
          cause: "undelivered",
          tokens: 2,
          turns: [{ turn: 3, by: null, tokens: 2 }],
          isMeant: false,
        },
        {
          state: "dropped",
          cause: "auxiliary",
          tokens: 5,
          turns: [{ turn: 4, by: null, tokens: 5 }],
          isMeant: true,
        },
      ],
    });
  });

  it("tells of one sample what was lost in it", () => {
    const view = viewOf(LOSSY, "slime");
    expect(sampleLosses(view, 0).map(({ state, tokens }) => [state, tokens])).toEqual([["realigned", 3]]);
    expect(sampleLosses(view, 7)).toEqual([]);
  });

  it("opens the page on the worst loss, or on the last answer where nothing was lost", () => {
    const lossy = viewOf(LOSSY, "slime");
    const nodeOf = (turn: number) => lossy.nodes.find((node) => node.turn === turn)?.id;
    expect(openingPlace(lossy)).toEqual({ node: nodeOf(1), hasDifference: true });
    const { turns, prompts } = LOSSY;
    const clean = viewOf({ turns: turns.slice(0, 2), prompts }, "strict");
    const answered = clean.nodes.find(({ turn }) => turn === 2)?.id;
    expect(openingPlace(clean)).toEqual({ node: answered, hasDifference: false });
    expect(openingPlace(viewOf({ turns: [], prompts }, "strict"))).toBeNull();
  });

  it("opens on what took the place of an answer that a merge took", () => {
    const view = viewOf(
      recordingOf(
        { promptMessages: [user("q")], responseMessage: assistant("short"), prompt: [1], output: [5, 6] },
        { promptMessages: [user("q"), assistant("rewritten"), user("on")], prompt: [1, 7, 8], output: [9] },
      ),
      "slime",
    );
    const merged = view.nodes.find(({ merged_rewrite: rewrite }) => rewrite !== null);
    expect(sessionVerdict(view).losses).toMatchObject([
      { state: "dropped", cause: "merged_away", turns: [{ turn: 1, by: 2, tokens: 2 }] },
    ]);
    expect(openingPlace(view)).toEqual({ node: merged?.id, hasDifference: true });
  });

  it("names the policy that keeps a loss, and none that asks for less proof", () => {
    const tried = ["areal-concat", "strict", "slime-repaired"].map((choice) => ({
      choice,
      policy: resolvePolicy(choice),
    }));
    const kept = whatKeeps(LOSSY, viewOf(LOSSY, "slime"), tried);
    expect(kept.get("realigned retokenised")).toMatchObject({ kept: 3 });
    expect(kept.get("realigned retokenised")?.choice).not.toBe("areal-concat");
    expect(kept.has("refused undelivered")).toBe(false);
    const slime = [{ choice: "slime", policy: resolvePolicy("slime") }];
    expect(whatKeeps(LOSSY, viewOf(LOSSY, "strict"), slime).size).toBe(0);
  });

  it("shows the tokens that first differ", () => {
    expect(firstDifference(LOSSY, 1, 2)).toEqual({
      turn: 1,
      by: 2,
      at: 1,
      held: [2480],
      incoming: [282, 617],
    });
    expect(firstDifference(LOSSY, 2, 3)).toBeNull();
  });
});

type Place = `${number}/${number}`;

function trainedPlaces(recording: Recording, policy: string): ReadonlySet<Place> {
  const { samples } = slowLinearise(recording, { ...resolvePolicy(policy), matcher: "exact" });
  return new Set(
    samples.flatMap(({ tokens }) =>
      tokens.flatMap(({ sampledBy, trained }): Place[] =>
        trained && sampledBy ? [`${sampledBy.turn}/${sampledBy.at}`] : [],
      ),
    ),
  );
}

describe("the verdict on random sessions", () => {
  it("adds up as the slow lineariser counts, and keeps what that trains instead", () => {
    const names = fc.constantFrom("strict", "slime", "slime-repaired");
    fc.assert(
      fc.property(arbitraryRecording({ faults: true }), names, names, (recording, own, other) => {
        const view = viewOf(recording, own);
        const verdict = sessionVerdict(view);
        const slow = slowLinearise(recording, { ...resolvePolicy(own), matcher: "exact" }).counts;
        for (const state of ["realigned", "refused", "dropped"] as const) {
          const told = verdict.losses.filter((loss) => loss.state === state);
          expect(told.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(slow[state]);
        }
        for (const { tokens, turns } of verdict.losses)
          expect(turns.reduce((sum, turn) => sum + turn.tokens, 0)).toBe(tokens);
        const policy = { ...resolvePolicy(other), matcher: "exact" } as const;
        const asksLess = own === "strict" && other !== "strict";
        const [mine, theirs] = [trainedPlaces(recording, own), trainedPlaces(recording, other)];
        const kept = asksLess ? [] : [...theirs].filter((place) => !mine.has(place));
        const told = whatKeeps(recording, view, [{ choice: other, policy }]);
        expect([...told.values()].reduce((sum, keeping) => sum + keeping.kept, 0)).toBe(kept.length);
      }),
      { numRuns: 300 },
    );
  });
});
