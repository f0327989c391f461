import { describe, expect, it } from "vitest";
import { choiceParam, flagParam, textParam, wholeNumberParam } from "@/components/address/param";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { addressProblems } from "./address-problems";

const PARAMS = {
  node: textParam,
  sample: wholeNumberParam,
  ws: flagParam,
  ov: choiceParam(["mask", "logprob"], "mask"),
};

const turn = { promptMessages: [user("hi")], responseMessage: assistant("yes"), prompt: [1], output: [2, 3] };
const recording = recordingOf(turn);
const policy = resolvePolicy("strict");
const view = buildSessionView(recording, policy, linearise(recording, policy));

const sentences = (query: string) =>
  addressProblems(new URLSearchParams(query), PARAMS, view).map(({ sentence }) => sentence);

describe("addressProblems", () => {
  it("finds none in an address that can be shown", () => {
    expect(sentences("")).toEqual([]);
    expect(sentences(`node=${view.nodes[1]?.id}&sample=1&tok=0-2&ov=logprob`)).toEqual([]);
  });

  it("names what means nothing and what stands in its place", () => {
    expect(sentences("ov=rainbow")).toEqual(["“ov=rainbow” means nothing here; mask is shown."]);
    expect(sentences("sample=first")).toEqual(["“sample=first” means nothing here; it is left out."]);
    expect(sentences("ws=maybe")).toEqual(["“ws=maybe” means nothing here; it is left out."]);
    expect(sentences("sample=1&tok=a-b")).toEqual(["“tok=a-b” is no range of tokens; write 120 or 120-188."]);
  });

  it("names what is not in this session", () => {
    expect(sentences("node=zz")).toEqual([
      "The link names the message zz, which is not in this session under the policy strict.",
    ]);
    expect(sentences("sample=9")).toEqual([
      "The link names the sample S9; under this policy the session has 1 sample.",
    ]);
    expect(sentences("sample=1&tok=99")).toEqual(["The link names token 99; S1 has 3 tokens."]);
  });
});
