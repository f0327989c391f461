import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { assistant, user } from "@/test/recording/messages";
import { recordingOf } from "@/test/recording/recording-of";
import { sessionPlaces } from "./session-places";

const ask = (text: string, at: number) => ({
  promptMessages: [user(text)],
  responseMessage: assistant(`answer ${at}`),
  prompt: [at],
  output: [100 + at],
});
const recording = recordingOf(...Array.from({ length: 12 }, (_, at) => ask(`question ${at}`, at)));
const policy = resolvePolicy("strict");
const view = buildSessionView(recording, policy, linearise(recording, policy));

const labels = (query: string) => sessionPlaces(view, query, null).places.map(({ label }) => label);

describe("sessionPlaces", () => {
  it("finds messages by their words and role", () => {
    expect(labels("QUESTION 7")).toEqual(["question 7"]);
    expect(labels("assistant 7")).toEqual(["answer 7"]);
  });

  it("puts the place that is named first, and names it once", () => {
    expect(labels("t3")).toEqual(["answer 2"]);
    expect(labels("S2")[0]).toBe("S2, 1 of 2 tokens trained");
    expect(labels("2")).toEqual(["answer 1", "question 2", "answer 2"]);
  });

  it("counts what it leaves out, and lists nothing for nothing", () => {
    expect(sessionPlaces(view, "question", null)).toMatchObject({ more: 4 });
    expect(sessionPlaces(view, "", null)).toEqual({ places: [], more: 0 });
    expect(sessionPlaces(view, "zebra", null)).toEqual({ places: [], more: 0 });
  });
});
