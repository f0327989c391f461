import { expect, it } from "vitest";
import { resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { linearise } from "@/lib/core/samples/linearise";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { assistant, system, user } from "@/test/recording/messages";
import { recordingOf, type TurnSketch } from "@/test/recording/recording-of";
import { turnRemarks } from "./turn-remarks";

/** The remarks on each turn's answer. */
function remarksOf(...sketches: readonly TurnSketch[]) {
  const recording = recordingOf(...sketches);
  const policy = resolvePolicy("strict");
  const view = buildSessionView(recording, policy, linearise(recording, policy));
  return view.turns.map((turn) => {
    const node = view.nodes[turn.node ?? -1];
    return node === undefined ? [] : turnRemarks(turn, node);
  });
}

it("says of a side call how it was told and what it cost, and of one told anew what it was before", () => {
  const evidence = { rule: "title", evidence: "response_format asks for a title alone" };
  const title = {
    promptMessages: [user("Name the chat.")],
    auxiliary: "title",
    sideCall: evidence,
    engine: { cachedTokens: 2, withheldCalls: null, unplacedWeights: null },
    prompt: [1, 2, 3],
    output: [4],
  } as const;
  const told = [
    { ...title },
    { ...title, sideCall: null, amendment: { recorded: "none", sideCall: evidence } },
    { ...title, auxiliary: "none", sideCall: null, amendment: { recorded: "warm_up", sideCall: null } },
  ] as const;
  const first =
    "A side call (title), not part of the conversation proper. Told by the rule title: response_format asks for a title alone.";
  const cost = "It cost 3 prompt tokens, 2 of them cached, and 1 sampled token.";
  expect(told.map((sketch) => remarksOf(sketch))).toEqual([
    [[`${first} ${cost}`]],
    [[`${first} It was recorded as part of the conversation. ${cost}`]],
    [["Part of the conversation, by the rules as they are now. It was recorded as a side call (warm up)."]],
  ]);
});

it("says which call spawned the sub-agent that a turn is the first of", () => {
  const task = "Find every file that nothing imports.";
  const call = { type: "function", function: { name: "Agent", arguments: { prompt: task } } } as const;
  const asking = {
    promptMessages: [system("You are an agent."), user("Tidy up.")],
    responseMessage: assistant("", { tool_calls: [call] }),
    prompt: [1],
    output: [2],
  };
  const opening = {
    promptMessages: [system("You search."), user(task)],
    subAgent: "a1b2c3d4",
    prompt: [3],
    output: [4],
  };
  expect(remarksOf(asking, opening)).toEqual([
    [],
    ["Spawned by the call of Agent in turn 1.", 'Made by the sub-agent "a1b2c3d4".'],
  ]);
});
