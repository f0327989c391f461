import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { readTurnFacts } from "@/lib/core/recording/read-turn-facts";
import { linearise } from "@/lib/core/samples/linearise";
import { arbitraryRecording } from "@/test/recording/arbitrary-recording";
import { assistant, bashCall, system, toolResult, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { slowIdForks, slowTreeForks } from "@/test/recording/slow-fork-causes";
import { forkCauses } from "./fork-causes";

function causesOf(...sketches: TurnSketch[]) {
  const recording = recordingOf(...sketches);
  return forkCauses(recording, linearise(recording, resolvePolicy("strict"))).map(
    ({ nodeId: _, ...fork }) => fork,
  );
}

const head = [system("You are an agent."), user("Fix the build.")];
const thought = { reasoning_content: "The log will tell." };
const answer = assistant("Looking.", { ...thought, ...bashCall("make") });
const first = { promptMessages: head, responseMessage: answer, prompt: [1, 2], output: [3, 4] };
const goingOn = [...head, answer, toolResult("error: no rule")];
const second = {
  promptMessages: goingOn,
  responseMessage: assistant("It is the Makefile."),
  prompt: [1, 2, 3, 4, 5],
  output: [6],
};

describe("forkCauses", () => {
  it("finds none in a session that goes on", () => {
    expect(causesOf(first, second)).toEqual([]);
  });

  it("names the same prompt sent again by what is known of it", () => {
    expect(causesOf(first, { ...first, output: [9] })).toEqual([
      { turn: 2, leftTurn: 1, cause: "new conversation" },
    ]);
    expect(causesOf(first, second, { ...second, output: [9] })).toEqual([
      { turn: 3, leftTurn: 2, cause: "sampled again" },
    ]);
  });

  it("names a changed tool list", () => {
    expect(causesOf(first, { ...second, headerDigest: "more tools", prompt: [7, 2, 3, 4, 5] })).toEqual([
      { turn: 2, leftTurn: 1, cause: "header changed" },
    ]);
  });

  it("names a changed system text before the same conversation", () => {
    const other = [system("You are an agent. Today is Tuesday."), ...goingOn.slice(1)];
    expect(causesOf(first, { ...second, promptMessages: other, prompt: [7] })).toEqual([
      { turn: 2, leftTurn: 1, cause: "header changed" },
    ]);
  });

  it("names a sub-agent without headers by the task that a tool call handed to it, as in qwen-code", () => {
    const task = "Find the rule that builds the library.";
    const delegating = { ...first, responseMessage: assistant("", bashCall(task)) };
    const opening = [
      system("You search."),
      user("We are setting up the context."),
      assistant("Got it."),
      user(`<system-reminder>Today.</system-reminder>\n${task}`),
    ];
    expect(
      causesOf(delegating, {
        promptMessages: opening,
        headerDigest: "search tools",
        prompt: [8],
        output: [9],
      }),
    ).toEqual([{ turn: 2, leftTurn: 1, cause: "sub-agent" }]);
  });

  it("finds none between a title call and the conversation, whichever came first", () => {
    const title = {
      promptMessages: [user("Title for: Fix the build.")],
      auxiliary: "title" as const,
      prompt: [6],
      output: [7],
    };
    expect(causesOf(title, first, second)).toEqual([]);
    expect(causesOf(first, title, second)).toEqual([]);
  });

  it("names a compaction as Claude Code does it: the summary that was asked for, as the user's words", () => {
    const summary = "The build fails since the Makefile has no rule for all.";
    const asking = {
      promptMessages: [
        ...goingOn,
        assistant("It is the Makefile."),
        user("CRITICAL: Respond with TEXT ONLY."),
      ],
      responseMessage: assistant(`<summary>${summary}</summary>`),
      auxiliary: "compaction_summary" as const,
      prompt: [1, 2, 3, 4, 5, 6, 7],
      output: [8],
    };
    const after = {
      promptMessages: [head[0] ?? system(""), user(`This session is being continued. ${summary}`)],
      prompt: [1, 9],
      output: [10],
    };
    expect(causesOf(first, second, asking, after)).toEqual([{ turn: 4, leftTurn: 2, cause: "compaction" }]);
  });

  it("names a compaction as pi does it: a summary and the messages that were kept", () => {
    const compacted = [
      system("You are an agent."),
      user("The conversation history before this point was compacted."),
      ...goingOn.slice(-1),
    ];
    const long = {
      ...second,
      promptMessages: [...goingOn, assistant("It is the Makefile."), user("Go on.")],
      prompt: [1, 2, 3, 4, 5, 6, 7],
    };
    expect(
      causesOf(first, second, long, { promptMessages: compacted, prompt: [1, 9], output: [10] }),
    ).toEqual([{ turn: 4, leftTurn: 3, cause: "compaction" }]);
  });

  it("names no compaction where as many messages take the place of those that are gone", () => {
    const asSummary = [
      user("Here is a summary of what happened."),
      user("The rule is missing."),
      user("Go on."),
    ];
    const replacedBy = (count: number) => ({
      promptMessages: [...head, ...asSummary.slice(0, count)],
      prompt: [1, 9],
      output: [10],
    });
    expect(causesOf(first, second, replacedBy(2))).toMatchObject([
      { turn: 3, leftTurn: 2, cause: "compaction" },
    ]);
    expect(causesOf(first, second, replacedBy(3))).toMatchObject([
      { turn: 3, leftTurn: 2, cause: "rewritten" },
    ]);
  });

  it("names what a client changed in an answer that it gave back", () => {
    const echoing = (echoed: ReturnType<typeof assistant>) => ({
      ...second,
      promptMessages: [...head, echoed, toolResult("error: no rule")],
      prompt: [1, 2, 9],
    });
    expect(causesOf(first, echoing(assistant("Looking.", thought)))).toMatchObject([
      { cause: "tool calls dropped" },
    ]);
    expect(causesOf(first, echoing(assistant("Looking.", { ...thought, ...bashCall("ls") })))).toMatchObject([
      { cause: "rewritten" },
    ]);
  });

  describe("of a cut-off answer that the model went on with, as in qwen-code", () => {
    const cut = assistant("The build fails since the Makefile has no ru");
    const nudge = user("Continue where you stopped.");
    const rest = assistant("le for all. I add one.", bashCall("make all"));
    const goesOn = {
      promptMessages: [...head, cut, nudge],
      responseMessage: rest,
      prompt: [1, 2, 3, 4, 5, 6],
      output: [7, 8],
    };
    const asked = { ...first, responseMessage: cut, finishReason: "length" as const };
    const echoing = (text: string, calls = bashCall("make all")) => ({
      promptMessages: [...head, assistant(text, calls), toolResult("built")],
      prompt: [1, 2, 9],
      output: [10],
    });

    it("names both generations given back as one message", () => {
      const whole = `${cut.content}${rest.content}`;
      expect(causesOf(asked, goesOn, echoing(whole))).toEqual([
        { turn: 3, leftTurn: 2, cause: "merged generations" },
      ]);
    });

    it("does not name it so when the text is another or a call is missing", () => {
      for (const other of [echoing(`${cut.content}le.`), echoing(`${cut.content}${rest.content}`, {})]) {
        expect(causesOf(asked, goesOn, other)).not.toMatchObject([{ cause: "merged generations" }]);
      }
    });
  });

  describe("beside an answer that was lost", () => {
    const lost = { ...first, delivery: "undelivered" } as const;
    const inPart = { ...first, delivery: "partly_delivered" } as const;

    it("there is no fork, whether the client asks again or goes on without it", () => {
      expect(causesOf(lost, { ...first, retryOf: 1, output: [9] })).toEqual([]);
      expect(causesOf(inPart, { ...first, retryOf: 1, output: [9] })).toEqual([]);
      const asked = [...head, user("And then?")];
      expect(causesOf(lost, { promptMessages: asked, prompt: [1, 7], output: [8] })).toEqual([]);
    });

    it("a client that goes on from what it got of it forks from an answer that was cut", () => {
      const opened = { ...inPart, responseMessage: assistant("I look. Then", bashCall("ls")) };
      const part = [...head, assistant("I look."), user("Go on.")];
      expect(causesOf(opened, { promptMessages: part, prompt: [1, 7], output: [8] })).toMatchObject([
        { turn: 2, leftTurn: 1, cause: "truncated anchor" },
      ]);
    });
  });

  it("names a user's new question at the beginning", () => {
    const asked = {
      promptMessages: [system("You are an agent."), user("Write a test.")],
      prompt: [1, 7],
      output: [8],
    };
    expect(causesOf(first, asked)).toMatchObject([{ cause: "new conversation" }]);
  });

  it("names drift of ids under the same messages by its audit, or by how the answer ended", () => {
    const drifted = { ...second, prompt: [1, 2, 3, 9, 5] };
    expect(causesOf(first, drifted)).toEqual([{ turn: 2, leftTurn: 1, cause: "retokenised" }]);
    const audit = { divergence: 3, changed_tokens: 1, cause: "tool call re-serialised" };
    const audited = { ...drifted, ...readTurnFacts({ audit }, "refuse") };
    expect(causesOf(first, audited)).toMatchObject([{ cause: "tool call re-serialised" }]);
    expect(causesOf({ ...first, finishReason: "length" }, drifted)).toMatchObject([
      { cause: "truncated anchor" },
    ]);
  });

  it("finds what looking at every list of siblings finds", () => {
    fc.assert(
      fc.property(
        arbitraryRecording({ faults: true }),
        fc.constantFrom("strict", "slime"),
        (recording, name) => {
          const result = linearise(recording, resolvePolicy(name));
          const inTree = slowTreeForks(recording.turns, result.tree);
          const found = forkCauses(recording, result);
          expect(found.filter(({ nodeId }) => nodeId !== null)).toEqual(inTree);
          const known = new Set(inTree.map(({ turn }) => turn));
          const ofIds = slowIdForks(result.samples).filter(({ turn }) => !known.has(turn));
          const byIds = found.filter(({ nodeId }) => nodeId === null);
          expect(byIds.map(({ turn, leftTurn }) => ({ turn, leftTurn }))).toEqual(
            ofIds.sort((a, b) => a.turn - b.turn),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
