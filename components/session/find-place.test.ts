import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { findPlace } from "./find-place";
import { parseGoTo } from "./parse-go-to";

const recording = recordingOf(
  { promptMessages: [user("first")], responseMessage: assistant("yes"), prompt: [1], output: [2, 3] },
  { promptMessages: [user("second")], responseMessage: assistant("no"), prompt: [4], output: [5] },
);
const policy = resolvePolicy("strict");
const view = buildSessionView(recording, policy, linearise(recording, policy));

const find = (typed: string, openSample: number | null = null) => {
  const place = parseGoTo(typed);
  return place && findPlace(view, place, openSample);
};

describe("parseGoTo", () => {
  it("reads turns, messages, tokens and samples, however they are spelled", () => {
    expect(parseGoTo(" T12 ")).toEqual({ kind: "turn", turn: 12 });
    expect(parseGoTo("12")).toEqual({ kind: "turn", turn: 12 });
    expect(parseGoTo("n:3fa")).toEqual({ kind: "node", prefix: "3fa" });
    expect(parseGoTo("#1500")).toEqual({ kind: "token", token: 1500 });
    expect(parseGoTo("s3")).toEqual({ kind: "sample", sample: 3, token: null });
    expect(parseGoTo("S3#15")).toEqual({ kind: "sample", sample: 3, token: 15 });
  });

  it("reads nothing else", () => {
    for (const typed of ["", "turn", "n:", "#", "S", "#-1", "t1.5", "S3#"])
      expect(parseGoTo(typed)).toBeNull();
  });
});

describe("findPlace", () => {
  it("goes to a turn's answer and to a message by the start of its id", () => {
    const answer = view.nodes[view.turns[1]?.node ?? -1]?.id ?? "";
    expect(find("t2")).toEqual({ ok: true, node: answer, words: "turn 2: no" });
    expect(find(`n:${answer.slice(0, 8)}`)).toMatchObject({ ok: true, node: answer });
  });

  it("goes to a token of the open sample, or of the one that is named", () => {
    expect(find("#1", 1)).toMatchObject({ ok: true, sample: 1, token: 1 });
    expect(find("#2")).toMatchObject({ ok: true, sample: 0, token: 2 });
    expect(find("S2")).toMatchObject({ ok: true, sample: 1, token: null });
  });

  it("says what there is when a place is not there", () => {
    expect(find("t9")).toEqual({ ok: false, problem: "This session has 2 turns, from t1." });
    expect(find("S3")).toEqual({ ok: false, problem: "This session has 2 samples, from S1." });
    expect(find("#99")).toEqual({ ok: false, problem: "S1 has 3 tokens, from #0." });
    expect(find("n:zz")).toEqual({ ok: false, problem: 'No message\'s id begins with "zz".' });
  });
});
