import { expect, it } from "vitest";
import { assistant, bashCall } from "@/test/recording/messages";
import { readEcho } from "./read-echo";

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
  ["half of an answer", HELD, assistant("", bashCall("ls")), undefined, null],
  ["what was never said", HELD, assistant("Not on it.", bashCall("ls")), undefined, null],
])("reads %s", (_, held, echoed, next, expected) => {
  const echo = readEcho(held, echoed, next, "unknown");
  expect(echo && [echo.consumed, echo.tolerances]).toEqual(expected);
});
