import { expect, it } from "vitest";
import { assistant, bashCall } from "@/test/recording/messages";
import { readEcho } from "./read-echo";

const RULES = { client: "unknown", forgiven: [], tools: null, matchedStop: null } as const;

const HELD = assistant("On it.", bashCall("ls", "c1"));

it.each([
  ["an equal message", HELD, assistant("On it.", bashCall("ls", "c2")), undefined, [1, []]],
  [
    "one that a client spells otherwise",
    HELD,
    assistant("On it. ", bashCall("ls")),
    undefined,
    [1, ["white space"]],
  ],
  [
    "calls and then text",
    HELD,
    assistant("", bashCall("ls")),
    assistant("On it. "),
    [2, ["text and tool calls split", "white space"]],
  ],
  [
    "an equal message, whatever follows it",
    assistant("", bashCall("ls")),
    assistant("", bashCall("ls")),
    assistant(" "),
    [1, []],
  ],
  [
    "reasoning as a text of its own, then the answer",
    assistant("On it.", { reasoning_content: "hm", ...bashCall("ls") }),
    assistant("<think>\nhm\n</think>"),
    assistant("On it.", bashCall("ls")),
    [2, ["reasoning given as text"]],
  ],
  [
    "other reasoning as a text of its own",
    assistant("On it.", { reasoning_content: "hm", ...bashCall("ls") }),
    assistant("<think>\nno\n</think>"),
    assistant("On it.", bashCall("ls")),
    null,
  ],
  ["half of an answer", HELD, assistant("", bashCall("ls")), undefined, null],
  ["what was never said", HELD, assistant("Not on it.", bashCall("ls")), undefined, null],
])("reads %s", (_, held, echoed, next, expected) => {
  const echo = readEcho(held, echoed, next, RULES);
  expect(echo && [echo.consumed, echo.tolerances]).toEqual(expected);
});
