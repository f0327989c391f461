import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { EXAMPLE_REPLY, TEXT_REPLY } from "@/test/wire/example-reply";
import { anthropicMessages } from "./anthropic-messages";
import { RequestError } from "./request-error";

function refusal(body: JsonValue): string {
  try {
    anthropicMessages.parseRequest(body);
  } catch (error) {
    if (error instanceof RequestError) return error.message;
    throw error;
  }
  throw new Error("the request was accepted");
}

function stepOf([, step, index]: RegExpMatchArray): string {
  return `${step} ${index}`;
}

const ephemeral = { cache_control: { type: "ephemeral" } };

describe("reading an Anthropic Messages request", () => {
  it("reads what Claude Code sends: system blocks, reminders, cache marks, a system message in the list", () => {
    const request = anthropicMessages.parseRequest({
      model: "my-qwen3",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "<system-reminder>r</system-reminder>\n" },
            { type: "text", text: "first" },
          ],
        },
        {
          role: "system",
          content: [{ type: "text", text: "# Environment", ...ephemeral }],
          output_config: { effort: "medium" },
        },
        { role: "system", content: [] },
      ],
      system: [
        { type: "text", text: "x-anthropic-billing-header: cc_version=2.1.330.f38;" },
        { type: "text", text: "You are an agent.", ...ephemeral },
      ],
      metadata: { user_id: '{"device_id":"d","account_uuid":"","session_id":"3f0c"}' },
      max_tokens: 32000,
      thinking: { type: "adaptive", display: "omitted" },
      stream: true,
    });
    expect(request.messages).toEqual([
      {
        role: "system",
        content: "x-anthropic-billing-header: cc_version=2.1.330.f38;\nYou are an agent.",
      },
      { role: "user", content: "<system-reminder>r</system-reminder>\n\nfirst", content_parts: 2 },
      { role: "system", content: "# Environment" },
    ]);
    expect(request.sessionHints.metadataSessionId).toBe("3f0c");
    expect(request.sampling.maxTokens).toBe(32000);
    expect(request.stream).toBe(true);
    expect(request.templateArguments).toEqual({});
    expect(request.facts.thinking).toEqual({ type: "adaptive", display: "omitted" });
  });

  it("keeps the order of tool results and text in one user message", () => {
    const { messages } = anthropicMessages.parseRequest({
      messages: [
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "hm", signature: "s" },
            { type: "text", text: "on it" },
            { type: "tool_use", id: "t1", name: "Bash", input: { command: "ls" }, ...ephemeral },
            { type: "tool_use", id: "t2", name: "Read", input: {} },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "t2", content: "two", ...ephemeral },
            {
              type: "tool_result",
              tool_use_id: "t1",
              content: [{ type: "text", text: "one" }],
              is_error: true,
            },
            { type: "text", text: "go on" },
          ],
        },
      ],
    });
    expect(messages).toEqual([
      {
        role: "assistant",
        content: "on it",
        reasoning_content: "hm",
        tool_calls: [
          { type: "function", id: "t1", function: { name: "Bash", arguments: { command: "ls" } } },
          { type: "function", id: "t2", function: { name: "Read", arguments: {} } },
        ],
      },
      { role: "tool", content: "two", tool_call_id: "t2" },
      { role: "tool", content: "one", tool_call_id: "t1", opaque: [{ is_error: true }] },
      { role: "user", content: "go on" },
    ]);
  });

  it("shows a deferred tool only once a tool result refers to it", () => {
    const tools: JsonValue[] = [
      { name: "Bash", description: "Runs", input_schema: { type: "object" }, ...ephemeral },
      { name: "Later", input_schema: { type: "object" }, defer_loading: true },
      { name: "web_search", type: "web_search_20250305" },
    ];
    const before = anthropicMessages.parseRequest({ messages: [{ role: "user", content: "x" }], tools });
    expect(before.tools).toEqual([
      { type: "function", function: { name: "Bash", description: "Runs", parameters: { type: "object" } } },
    ]);
    expect(before.facts.tools_not_offered).toEqual(["web_search"]);
    const result = {
      type: "tool_result",
      tool_use_id: "t",
      content: [{ type: "tool_reference", tool_name: "Later" }],
    };
    const after = anthropicMessages.parseRequest({ messages: [{ role: "user", content: [result] }], tools });
    expect(after.tools).toHaveLength(2);
    expect(after.messages[0]?.content).toBe("Tool loaded: Later");
  });

  it.each<[JsonValue, JsonValue]>([
    [{ type: "auto" }, "auto"],
    [{ type: "any" }, "required"],
    [{ type: "none" }, "none"],
    [
      { type: "tool", name: "f" },
      { type: "function", function: { name: "f" } },
    ],
  ])("reads tool choice %j", (sent, read) => {
    const tools = [{ name: "f", input_schema: {} }];
    const body = { messages: [{ role: "user", content: "x" }], tool_choice: sent, tools };
    expect(anthropicMessages.parseRequest(body).toolChoice).toEqual(read);
  });

  it("wishes no thinking when the client switches it off", () => {
    const body = { messages: [{ role: "user", content: "x" }], thinking: { type: "disabled" } };
    expect(anthropicMessages.parseRequest(body).wishes.thinking).toBe(false);
  });

  it.each<[string, JsonValue, string]>([
    ["no messages", { messages: [] }, "messages must hold at least one message"],
    [
      "an unknown role",
      { messages: [{ role: "tool", content: "x" }] },
      'messages[0].role is "tool"; accepted are user, assistant, system',
    ],
    [
      "an unknown block",
      { messages: [{ role: "user", content: [{ type: "smell" }] }] },
      'messages[0].content[0].type is "smell"; accepted are text, thinking, redacted_thinking, tool_use, tool_result, image, document, search_result, server_tool_use, web_search_tool_result, tool_addition, tool_removal',
    ],
    [
      "a tool use without input",
      { messages: [{ role: "assistant", content: [{ type: "tool_use", id: "a", name: "f" }] }] },
      "messages[0].content[0].input is not accepted: expected an object",
    ],
    [
      "content of another type",
      { messages: [{ role: "user", content: 1 }] },
      "messages[0].content must be a string or a list of content blocks",
    ],
  ])("refuses %s", (_name, body, sentence) => {
    expect(refusal(body)).toBe(sentence);
  });
});

describe("answering Anthropic Messages", () => {
  const request = anthropicMessages.parseRequest({ messages: [{ role: "user", content: "x" }] });

  it.each([
    [{ ...TEXT_REPLY }, "end_turn", null],
    [{ ...TEXT_REPLY, matchedStop: "END" }, "stop_sequence", "END"],
    [{ ...TEXT_REPLY, finishReason: "length" as const }, "max_tokens", null],
    [EXAMPLE_REPLY, "tool_use", null],
  ])("says why it stopped", (reply, reason, sequence) => {
    expect(anthropicMessages.formatReply(reply, request)).toMatchObject({
      stop_reason: reason,
      stop_sequence: sequence,
    });
  });

  it("counts cached prompt tokens apart", () => {
    expect(anthropicMessages.formatReply(TEXT_REPLY, request).usage).toEqual({
      input_tokens: 24,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 96,
      output_tokens: 42,
    });
  });

  it("closes every block and the message, each event with its name", () => {
    const stream = anthropicMessages.openStream(request, {
      id: "r",
      created: 1,
      promptIds: new Int32Array(120),
    });
    const text = [
      stream.open(),
      stream.delta({ type: "reasoning", text: "hm" }),
      stream.delta({ type: "content", text: "a" }),
      stream.keepAlive(),
      stream.delta({ type: "content", text: "b" }),
      stream.close(TEXT_REPLY),
    ].join("");
    expect([...text.matchAll(/^event: (.*)$/gm)].map((match) => match[1])).toEqual([
      "message_start",
      "content_block_start",
      "content_block_delta",
      "content_block_delta",
      "content_block_stop",
      "content_block_start",
      "content_block_delta",
      "ping",
      "content_block_delta",
      "content_block_stop",
      "message_delta",
      "message_stop",
    ]);
  });

  it("opens a block of its own for each tool call, and closes every block before the next one opens", () => {
    const stream = anthropicMessages.openStream(request, {
      id: "r",
      created: 1,
      promptIds: new Int32Array(120),
    });
    const calls = EXAMPLE_REPLY.message.tool_calls ?? [];
    const text = [
      stream.open(),
      stream.delta({ type: "content", text: "a" }),
      ...calls.map((call, index) => stream.delta({ type: "tool_call", index, call })),
      stream.close(EXAMPLE_REPLY),
    ].join("");
    expect([...text.matchAll(/^event: content_block_(\w+)\ndata: .*?"index":(\d)/gm)].map(stepOf)).toEqual([
      ...["start 0", "delta 0", "stop 0"],
      ...["start 1", "delta 1", "stop 1"],
      ...["start 2", "delta 2", "stop 2"],
    ]);
  });

  it("tells a full context in the words on which clients compact", () => {
    expect(
      anthropicMessages.formatError({ status: 400, kind: "context_full", message: "9 tokens, 8 fit." }).body,
    ).toEqual({
      type: "error",
      error: { type: "invalid_request_error", message: "prompt is too long: 9 tokens, 8 fit." },
    });
  });
});
