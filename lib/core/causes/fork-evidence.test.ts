import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/core/message/message";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { assistant, bashCall, system, toolResult, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { forkCauses } from "./fork-causes";
import { spawningCalls } from "./spawning-calls";

type Step = Partial<TurnSketch> & Pick<TurnSketch, "promptMessages">;

function forksOf(...steps: readonly Step[]) {
  const recording = recordingOf(...steps.map((step, at) => ({ prompt: [at], output: [100 + at], ...step })));
  const forks = forkCauses(recording, linearise(recording, resolvePolicy("strict")));
  return { recording, forks };
}

/** Each fork of the tree as the turn that it left, the turn that made it, and why; the ids here mean nothing. */
function causes(...steps: readonly Step[]): string[] {
  const inTree = forksOf(...steps).forks.filter(({ nodeId }) => nodeId !== null);
  return inTree.map(({ turn, leftTurn, cause }) => `${leftTurn} → ${turn}: ${cause}`);
}

function asked(text: string, answer = "An answer of its own.", more: Partial<TurnSketch> = {}): Step {
  return { promptMessages: [user(text)], responseMessage: assistant(answer), ...more };
}

const agent = system("You are an agent.");
const order = user("Fix the build.");
const looking = assistant("Looking at the log.", bashCall("make all"));
const begun: Step = { promptMessages: [agent, order], responseMessage: looking };
const history: readonly Message[] = [agent, order, looking, toolResult("error: no rule")];
const found: Step = { promptMessages: history, responseMessage: assistant("The Makefile has no such rule.") };

describe("a new conversation", () => {
  it("is named so beside others, whatever its head, its length or its words", () => {
    expect(
      causes(
        asked("What is one plus one?"),
        asked("What is the capital of Norway?", "Oslo.", { headerDigest: "no tools" }),
        asked("Summarize this: it rains.", "Rain.", { headerDigest: "no tools" }),
        asked("What is the capital of Norway?", "Oslo.", { headerDigest: "no tools" }),
      ),
    ).toEqual(["1 → 2: new conversation", "2 → 3: new conversation", "2 → 4: new conversation"]);
  });

  it("is a guard's before the agent, which is asked the same", () => {
    const question = user("Weather in Oslo?");
    expect(
      causes(
        { promptMessages: [system("Check for homework."), question], headerDigest: "guard" },
        { promptMessages: [system("Help."), question], headerDigest: "agent" },
      ),
    ).toEqual(["1 → 2: new conversation"]);
  });

  it("is the next task, though it quotes an answer and is shorter", () => {
    const next = user("Translate into French: The Makefile has no such rule.");
    expect(causes(begun, found, { promptMessages: [agent, next] })).toEqual(["2 → 3: new conversation"]);
  });

  it("is a planning call's, which keeps the end of what it replaces", () => {
    const plan = user("Plan the next steps.");
    expect(
      causes(begun, found, { promptMessages: [system("You plan."), plan, toolResult("error: no rule")] }),
    ).toEqual(["2 → 3: new conversation"]);
  });

  it("is one with the same examples before its question, of which an earlier answer is none", () => {
    const examples = [user("2 + 2?"), assistant("4")];
    const shot = (question: string) => ({ promptMessages: [...examples, user(question)] });
    expect(
      causes(shot("3 + 3?"), { ...shot("1 + 3?"), responseMessage: assistant("4") }, shot("5 + 5?")),
    ).toEqual(["1 → 2: new conversation", "2 → 3: new conversation"]);
  });

  it("begins none where the conversation before goes on after it", () => {
    const goesOn = {
      promptMessages: [...history, assistant("The Makefile has no such rule."), user("Add it.")],
    };
    expect(causes(begun, found, asked("A question aside?"), goesOn)).toEqual(["2 → 3: new conversation"]);
  });
});

describe("a compaction", () => {
  const summary = "The file was edited with great care.";
  const summed: Step = {
    promptMessages: [system("Summarize."), user("Summarize this session: Fix the build.")],
    responseMessage: assistant(`<summary>${summary}</summary>`),
    auxiliary: "compaction_summary",
  };
  const quoting = user(`A previous instance has told so far:\n${summary}`);

  it("is named by the summary of the session that it quotes, though it is longer than what it replaces", () => {
    const after = {
      promptMessages: [agent, quoting, order, looking, toolResult("error: no rule"), user("Now?")],
    };
    expect(causes(begun, summed, after)).toEqual(["1 → 3: compaction"]);
  });

  it("is named where the summary stands as the model's words", () => {
    const after = {
      promptMessages: [agent, user("What did we do so far?"), assistant(summary), user("Go on.")],
    };
    expect(causes(begun, found, summed, after)).toEqual(["2 → 4: compaction"]);
  });

  it("is named where the user asked for the summary in the conversation", () => {
    const wished = [
      ...history,
      assistant("The Makefile has no such rule."),
      user("Summarise the work so far."),
    ];
    const told = { promptMessages: wished, responseMessage: assistant(summary) };
    expect(causes(begun, found, told, { promptMessages: [agent, quoting] })).toEqual(["3 → 4: compaction"]);
  });

  it("is none where the answer that is quoted was no summary", () => {
    const { auxiliary: _, ...told } = summed;
    const ordinary = { ...told, promptMessages: [system("Answer."), user("What became of the file?")] };
    expect(causes(begun, ordinary, { promptMessages: [agent, quoting] })).toEqual([
      "1 → 2: new conversation",
      "1 → 3: new conversation",
    ]);
  });

  it("is what the client says in a header", () => {
    const after: Step = {
      promptMessages: [agent, user("Go on from here.")],
      clientHeaders: { "x-claude-code-context-compacted": "auto" },
    };
    expect(causes(begun, found, after)).toEqual(["2 → 3: compaction"]);
  });
});

describe("a sub-agent", () => {
  const task = (description: string) => ({
    type: "function" as const,
    function: { name: "task", arguments: { description } },
  });
  const [lines, words] = [
    "Count the lines of notes.txt and say the number.",
    "Count the words of notes.txt and say the number.",
  ];
  const child = (text: string): Step => ({ promptMessages: [system("You count."), user(text)] });

  function spawned(...steps: readonly Step[]) {
    const { recording, forks } = forksOf(...steps);
    return [...spawningCalls(recording.turns, forks)].map(([turn, { call }]) => `${turn} by call ${call}`);
  }

  it("is linked to its call, the second with the same system text as the first", () => {
    const delegating = {
      ...begun,
      responseMessage: assistant("", { tool_calls: [task(lines), task(words)] }),
    };
    const steps = [delegating, child(lines), child(words)];
    expect(causes(...steps)).toEqual(["1 → 2: sub-agent", "2 → 3: sub-agent"]);
    expect(spawned(...steps)).toEqual(["2 by call 0", "3 by call 1"]);
  });

  it("is linked to a call of its own where two hand over the same task", () => {
    const delegating = {
      ...begun,
      responseMessage: assistant("", { tool_calls: [task(lines), task(lines)] }),
    };
    expect(spawned(delegating, child(lines), child(lines))).toEqual(["2 by call 0", "3 by call 1"]);
  });

  it("is none that a call spawned whose words a text quotes among much else", () => {
    const running = { ...begun, responseMessage: assistant("", bashCall("echo 'third line' >> notes.txt")) };
    const quoted = child(`Read this log: ${"a line of it. ".repeat(20)} echo 'third line' >> notes.txt`);
    expect(causes(running, quoted)).toEqual(["1 → 2: new conversation"]);
    expect(spawned(running, quoted)).toEqual([]);
  });

  it("is told beside reminders that its client puts in tags", () => {
    const delegating = { ...begun, responseMessage: assistant("", { tool_calls: [task(lines)] }) };
    const reminded = child(`<system-reminder>\n${"Keep it short. ".repeat(40)}</system-reminder>\n${lines}`);
    expect(causes(delegating, reminded)).toEqual(["1 → 2: sub-agent"]);
  });

  it("is what its client says in a header, and not what goes on in the main conversation after it", () => {
    const named: Step = { ...child("Look around."), subAgent: "a1b2" };
    const said: Step = {
      ...child("Look again."),
      clientHeaders: { "x-claude-code-request-class": "subagent" },
    };
    const compacted: Step = {
      promptMessages: [agent, user("This session is being continued from a previous conversation.")],
    };
    expect(causes(begun, found, named, said, compacted)).toEqual([
      "2 → 3: sub-agent",
      "3 → 4: sub-agent",
      "2 → 5: compaction",
    ]);
  });

  it("leaves its own conversation when it is summed up, not another's", () => {
    const own: Step = { ...child("Look around."), subAgent: "a1b2", responseMessage: assistant("I look.") };
    const more: Step = {
      promptMessages: [...(own.promptMessages ?? []), assistant("I look."), user("On.")],
      subAgent: "a1b2",
    };
    const again: Step = {
      promptMessages: [system("You count."), user("Summary of what happened: it looked.")],
      subAgent: "a1b2",
    };
    expect(causes(begun, own, more, found, again)).toEqual(["1 → 2: sub-agent", "3 → 5: compaction"]);
  });
});
