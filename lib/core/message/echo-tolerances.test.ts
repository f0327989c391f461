import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { assistant, bashCall, toolResult } from "@/test/recording/messages";
import { type EchoRules, echoTolerances, type Tolerance } from "./echo-tolerances";
import type { ClientName } from "./known-client";
import type { Message } from "./message";

function call(name: string, args: JsonValue, id = "call_1"): Message {
  return assistant("", { tool_calls: [{ type: "function", id, function: { name, arguments: args } }] });
}

const cut = '{"command": "echo hi';

const rules = (client: ClientName, more: Partial<EchoRules> = {}): EchoRules => ({
  client,
  forgiven: [],
  tools: null,
  matchedStop: null,
  ...more,
});

/** Seen on the wire: what the model wrote, what the client gave back. */
const FORGIVEN: readonly (readonly [string, ClientName, Message, Message, Tolerance])[] = [
  [
    "reasoning that the client does not send back",
    "unknown",
    assistant("Four.", { reasoning_content: "2 + 2" }),
    assistant("Four."),
    "reasoning dropped",
  ],
  [
    "reasoning that qwen-code trims",
    "qwen-code",
    assistant("Four.", { reasoning_content: "\n2 + 2\n" }),
    assistant("Four.", { reasoning_content: "2 + 2" }),
    "reasoning trimmed",
  ],
  [
    "reasoning of which openai's accumulator keeps the last chunk",
    "openai-sdk",
    assistant("Four.", { reasoning_content: "Let me think. \n" }),
    assistant("Four.", { reasoning_content: "nk. \n" }),
    "reasoning cut",
  ],
  [
    "reasoning to which old Codex adds that of the next answer",
    "codex",
    assistant("Four.", { reasoning_content: "2 + 2" }),
    assistant("Four.", { reasoning_content: "2 + 2And 3?" }),
    "reasoning merged",
  ],
  ["white space around the text", "unknown", assistant("\n\nDone. "), assistant("Done."), "white space"],
  [
    "a text of white space that vanishes",
    "pi",
    assistant("\n\n", bashCall("ls")),
    assistant("", bashCall("ls")),
    "white space",
  ],
  [
    "Claude Code's Write, which strips each line",
    "claude-code",
    call("Write", { file_path: "a.py", content: "x = 1  \ny = 2\t\n" }),
    call("Write", { content: "x = 1\ny = 2\n", file_path: "a.py" }),
    "trailing white space in arguments",
  ],
  [
    "Claude Code's Edit, which fills in a default",
    "claude-code",
    call("Edit", { file_path: "a.py", old_string: "1", new_string: "2" }),
    call("Edit", { file_path: "a.py", old_string: "1", new_string: "2", replace_all: false }),
    "default argument added",
  ],
  [
    "Claude Code's Bash, which drops the way to where it is",
    "claude-code",
    call("Bash", { command: "cd /home/me/app && npm test" }),
    call("Bash", { command: "npm test" }),
    "cd prefix removed",
  ],
  [
    "an input that Claude Code could not parse and keeps as text",
    "claude-code",
    call("Bash", cut),
    call("Bash", { __unparsedToolInput: { raw: cut, len: cut.length } }),
    "truncated call repaired",
  ],
  [
    "a cut call that pi closes",
    "pi",
    call("bash", cut),
    call("bash", { command: "echo hi" }),
    "truncated call repaired",
  ],
  [
    "a call that opencode could not read",
    "opencode",
    call("bash", cut),
    call("invalid", { tool: "bash", error: "JSON" }),
    "tool renamed invalid",
  ],
  [
    "an argument that the AI SDK's schema does not know",
    "ai-sdk",
    call("weather", { city: "Rome", mood: "good" }),
    call("weather", { city: "Rome" }),
    "unknown argument dropped",
  ],
];

describe("echoTolerances", () => {
  it.each(FORGIVEN)("forgives %s", (_, client, held, echoed, tolerance) => {
    expect(echoTolerances(held, echoed, rules(client))).toEqual([tolerance]);
  });

  it("needs nothing for what is equal as JSON, whatever its spelling", () => {
    const held = call("bash", { command: "ls", timeout: 10_000 }, "call_1");
    const echoed = call("bash", { timeout: 1e4, command: "ls" }, "toolu_2");
    expect(echoTolerances(held, echoed, rules("unknown"))).toEqual([]);
  });

  it("names several at once", () => {
    const held = assistant("On it.\n", { reasoning_content: "Think.", ...bashCall("ls") });
    expect(echoTolerances(held, assistant("On it.", bashCall("ls")), rules("unknown"))).toEqual([
      "reasoning dropped",
      "white space",
    ]);
  });

  it.each(
    FORGIVEN.filter(([, client]) => client === "claude-code" || client === "opencode" || client === "ai-sdk"),
  )("does not forgive %s to a client that is not known to do it", (_, client, held, echoed) => {
    expect(client).not.toBe("codex");
    expect(echoTolerances(held, echoed, rules("codex"))).toBeNull();
  });

  it.each<[string, Message, Message]>([
    [
      "a guard that turns rm into ls and keeps the id",
      call("Bash", { command: "rm -rf /" }),
      call("Bash", { command: "ls" }),
    ],
    ["another tool", call("Bash", { command: "ls" }), call("Read", { command: "ls" })],
    ["a call left out", assistant("On it.", bashCall("ls")), assistant("On it.")],
    ["a call added", assistant("On it."), assistant("On it.", bashCall("ls"))],
    ["other words", assistant("Yes."), assistant("No.")],
    ["words added to an answer", assistant("Yes."), assistant("Yes. Sure.")],
    [
      "words added to its reasoning",
      assistant("a", { reasoning_content: "r" }),
      assistant("a", { reasoning_content: "r, and more" }),
    ],
    [
      "reasoning that the model did not write",
      assistant("a", { reasoning_content: "r" }),
      assistant("a", { reasoning_content: "x" }),
    ],
    ["an argument that is no default", call("Edit", { a: 1 }), call("Edit", { a: 1, force: true })],
    [
      "a command with more cut off than a cd",
      call("Bash", { command: "cd /a && rm x && ls" }),
      call("Bash", { command: "ls" }),
    ],
    ["a tool result in other words", toolResult("4"), toolResult("5")],
  ])("takes %s for a mutation", (_, held, echoed) => {
    expect(echoTolerances(held, echoed, rules("claude-code"))).toBeNull();
  });
});
